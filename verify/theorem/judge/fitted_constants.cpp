#include "verify/theorem/judge/fitted_constants.hpp"

#include <algorithm>
#include <cmath>

#include "theory/formula/error.hpp"
#include "verify/theorem/judge/exponents.hpp"
#include "verify/theorem/judge/judge.hpp"
#include "verify/theorem/value/evaluate.hpp"

namespace featdyn::verify {
namespace {

using formula::Comparison;
using formula::Growth;

/// The runs at a point.
std::vector<const Trial*> trials_at(const Judged& judged, std::size_t point) {
  std::vector<const Trial*> result;
  for (const Trial& trial : judged.trials.trials())
    if (trial.point == point) result.push_back(&trial);
  return result;
}

/// What all but the share 1 - p of the runs of a point stay below, with the run where it is.
struct End {
  double value = -HUGE_VAL;
  const Trial* trial = nullptr;
};
/// A run without the number, which left the finite ones before, needs more than any constant.
double or_infinite(double value) {
  return std::isnan(value) ? HUGE_VAL : value;
}
template <class Value>
End upper_end(std::vector<const Trial*> trials, double p, Value value) {
  const auto size = [&](const Trial* trial) { return or_infinite(value(*trial)); };
  if (trials.empty()) return {};
  std::ranges::stable_sort(trials, {}, size);
  const auto rank = std::clamp(static_cast<long>(std::ceil(p * static_cast<double>(trials.size()))), 1L,
                               std::ssize(trials));
  const Trial* at = trials[static_cast<std::size_t>(rank - 1)];
  return {.value = size(at), .trial = at};
}
/// The worst of all points.
template <class Value>
End upper_end(const Judged& judged, Value value) {
  End worst;
  for (const std::size_t point : judged.points)
    if (const End end = upper_end(trials_at(judged, point), judged.probabilities[point], value);
        end.trial && (end.value > worst.value || !worst.trial))
      worst = end;
  return worst;
}

/// What a run needs of the constant: smallest, so that larger ones do too; the largest with a minus sign.
struct Need {
  bool is_largest;
  std::function<double(const Trial&)> of;
};

const formula::Quantity* name_in(const formula::Expression& expression) {
  return formula::as<formula::Quantity>(expression);
}
bool is_named(const formula::Expression& expression, const std::string& name) {
  const auto* quantity = expression ? name_in(expression) : nullptr;
  return quantity && quantity->name == name;
}

/// The constant's power in right / left, 0 where it is in neither.
int power_in(const Relation& relation, const std::string& name, const Stated& stated) {
  int power = 0;
  for (const auto& [one, exponent] : without_constants(relation.right, stated.constant_names).constants)
    power += one == name ? exponent : 0;
  for (const auto& [one, exponent] : without_constants(relation.left, stated.constant_names).constants)
    power -= one == name ? exponent : 0;
  return power;
}

/// The product of the other constants on right / left at a point.
double others(const Relation& relation, const Trials& trials, std::size_t point, const Stated& stated) {
  const DomainPoint& at = trials.point(point);
  const PointNumbers numbers(at.settings.at(at.first), stated);
  const Environment environment{.number = numbers};
  return factor_of(without_constants(relation.right, stated.constant_names), environment) /
         factor_of(without_constants(relation.left, stated.constant_names), environment);
}

Need need_of(const Judged& judged, const Conclusion& conclusion, std::size_t number, const Stated& stated) {
  const Relation& relation = *conclusion.fitted_relation;
  if (is_named(relation.tolerance.value, conclusion.fitted))
    return {.is_largest = false,
            .of = [number](const Trial& trial) { return trial.readings[number].needed; }};
  const bool upwards =
      relation.comparison == Comparison::less || relation.comparison == Comparison::less_equal;
  const int power = power_in(relation, conclusion.fitted, stated);
  // left <= f c law, c the other constants: f >= needed / c, or for 1/f: f <= c / needed; and turned round
  return {.is_largest = upwards != (power > 0),
          .of = [=, &judged, &stated, &relation = relation](const Trial& trial) {
            const double c = others(relation, judged.trials, trial.point, stated);
            const double bound = (upwards ? 1 : -1) * trial.readings[number].needed;
            const double value = power > 0 ? bound / c : c / bound;
            return upwards != (power > 0) ? -value : value;
          }};
}

/// `A = f B within 20%`: where A/B is in the mean.
FittedConstant middle(const Judged& judged, const Conclusion& conclusion, std::size_t number,
                      const Stated& stated) {
  std::vector<Sample> samples;
  const int power = power_in(*conclusion.fitted_relation, conclusion.fitted, stated);
  for (const Trial& trial : judged.trials.trials()) {
    if (std::ranges::find(judged.points, trial.point) == judged.points.end()) continue;
    const Reading& reading = trial.readings[number];
    const double c = others(*conclusion.fitted_relation, judged.trials, trial.point, stated);
    samples.push_back(
        {.of_seed = trial.seed, .x = {}, .y = power * (reading.log_ratio / reading.count - std::log(c))});
  }
  const Mean mean = mean_over_seeds(samples);
  return {.value = std::exp(mean.value),
          .interval = {std::exp(mean.interval.low), std::exp(mean.interval.high)},
          .where = ""};
}

/// C of `A = Theta(B) within C`.
FittedConstant order_tolerance(const Judged& judged, const Conclusion& conclusion, std::size_t number) {
  const OrderConstant found = order_constant(judged, number, conclusion.order->growth);
  const double factor = std::sqrt(found.high / found.low);
  const double value = conclusion.order->tolerance.is_percent ? 100 * (factor - 1) : factor;
  return {.value = value, .interval = {value, HUGE_VAL}, .where = found.high_where};
}

/// The middle one of the points' own constants, of those that have one: the law is told where it holds.
double middle_of_points(const Judged& judged, std::size_t conclusion) {
  std::vector<double> constants;
  for (const std::size_t point : judged.points) {
    const auto trials = trials_at(judged, point);
    const double p = judged.probabilities[point];
    const double
        high = upper_end(trials, p, [&](const Trial&trial) { return trial.readings[conclusion].high; }).value,
        low = -upper_end(trials, p, [&](const Trial&trial) { return -trial.readings[conclusion].low; }).value;
    if (low > 0 && std::isfinite(high)) constants.push_back(std::sqrt(low * high));
  }
  if (constants.empty()) return NAN;
  std::ranges::sort(constants);
  return constants[constants.size() / 2];
}

}  // namespace

OrderConstant order_constant(const Judged& judged, std::size_t conclusion, Growth growth) {
  const End high = upper_end(judged, [&](const Trial&trial) { return trial.readings[conclusion].high; }),
            low = upper_end(judged, [&](const Trial&trial) { return -trial.readings[conclusion].low; });
  OrderConstant result{
      .constant = NAN, .low = -low.value, .high = high.value, .low_where = "", .high_where = ""};
  if (!high.trial || !low.trial) return result;
  result.high_where = judged.trials.where(*high.trial, high.trial->readings[conclusion].high_spot);
  result.low_where = judged.trials.where(*low.trial, low.trial->readings[conclusion].low_spot);
  result.constant = growth == Growth::big_o   ? result.high
                    : growth == Growth::omega ? result.low
                                              : std::sqrt(result.low * result.high);
  const bool is_order = result.constant > 0 && std::isfinite(result.constant);
  if (!is_order) result.constant = middle_of_points(judged, conclusion);
  return result;
}

FittedConstant fitted_constant(const Judged& judged, const Conclusion& conclusion, std::size_t number,
                               const Stated& stated) {
  if (conclusion.order && is_named(conclusion.order->tolerance.value, conclusion.fitted))
    return order_tolerance(judged, conclusion, number);
  if (!can_be_fitted(conclusion, stated))
    throw formula::FormulaError(conclusion.statement->place, "a constant that cannot be fitted here",
                                conclusion.fitted,
                                "one that multiplies or divides a side of a comparison, or a tolerance");
  const bool is_equality = conclusion.fitted_relation->comparison == Comparison::equal;
  if (is_equality && !is_named(conclusion.fitted_relation->tolerance.value, conclusion.fitted))
    return middle(judged, conclusion, number, stated);
  const Need need = need_of(judged, conclusion, number, stated);
  const End worst = upper_end(judged, need.of);
  if (!worst.trial) return {.value = NAN, .interval = {NAN, NAN}, .is_largest = need.is_largest, .where = ""};
  std::vector<double> values;
  for (const Trial* trial : trials_at(judged, worst.trial->point))
    values.push_back(or_infinite(need.of(*trial)));
  const Quantile found = quantile(values, judged.probabilities[worst.trial->point]);
  FittedConstant result{.value = found.value,
                        .interval = found.interval,
                        .is_largest = need.is_largest,
                        .where = judged.trials.where(*worst.trial, worst.trial->readings[number].spot),
                        .point = worst.trial->point};
  if (!need.is_largest) return result;
  result.value = -result.value;
  result.interval = {-found.interval.high, -found.interval.low};
  return result;
}

}  // namespace featdyn::verify
