#include "verify/theorem/run/step_reduction.hpp"

#include <algorithm>
#include <cmath>

#include "theory/formula/names.hpp"
#include "verify/theorem/value/evaluate.hpp"

namespace featdyn::verify {
namespace {

using namespace formula;

const Binding* step_in(const std::vector<Binding>& bindings) {
  return &*std::ranges::find_if(
      bindings, [](const Binding& binding) { return index_kind(binding.index) == IndexKind::step; });
}

double rounded(const Expression& bound, const Environment& environment) {
  return std::round(number_of(bound, environment));
}

/// What partial results are made of, and how two of them are joined.
Reduced partial(Reduced kind) {
  return kind == Reduced::max || kind == Reduced::min || kind == Reduced::count ? kind : Reduced::sum;
}

/// A partial result, and of how many it is.
struct Partial {
  double value, count;
};
double join(Reduced kind, const Partial& before, const Partial& now) {
  if (now.count == 0) return before.value;
  if (before.count == 0) return now.value;
  if (kind == Reduced::max) return larger(before.value, now.value);
  return kind == Reduced::min ? smaller(before.value, now.value) : before.value + now.value;
}

}  // namespace

StepReduction::StepReduction(const Passage& passage)
    : first_(as<First>(passage.expression)),
      reduction_(as<Reduction>(passage.expression)),
      quantified_(as<Quantified>(passage.condition)),
      binding_(first_       ? &first_->step
               : reduction_ ? step_in(reduction_->bindings)
                            : &quantified_->bindings.front()) {}

double StepReduction::lower(const Environment& environment) const {
  double result = binding_->upper && !first_ ? 1 : 0;
  if (binding_->lower) result = rounded(binding_->lower, environment) + (binding_->lower_is_open ? 1 : 0);
  for (std::size_t k = 0; k < binding_->values.size(); ++k) {
    const double value = rounded(binding_->values[k], environment);
    result = k == 0 ? value : smaller(result, value);
  }
  return std::isnan(result) ? result : std::max(result, 0.0);
}

double StepReduction::upper(const Environment& environment, double all_steps) const {
  double result = all_steps;
  if (binding_->upper) result = rounded(binding_->upper, environment) - (binding_->upper_is_open ? 1 : 0);
  for (std::size_t k = 0; k < binding_->values.size(); ++k) {
    const double value = rounded(binding_->values[k], environment);
    result = k == 0 ? value : larger(result, value);
  }
  return result;
}

bool StepReduction::lists(double step, const Environment& environment) const {
  return binding_->values.empty() || std::ranges::any_of(binding_->values, [&](const Expression& value) {
           return rounded(value, environment) == step;
         });
}

bool StepReduction::add(double step, const Judging& judging) {
  if (reduction_) add_reduction(judging);
  if (quantified_) {
    const Readings now = judge_at_step(*quantified_, judging);
    if (!readings_) {
      readings_ = now;
      return false;
    }
    for (std::size_t k = 0; k < now.values.size(); ++k)
      readings_->values[k] = quantified_->quantifier == Quantifier::for_all
                                 ? all(readings_->values[k], now.values[k])
                                 : any(readings_->values[k], now.values[k]);
  }
  if (!first_ || !reading_of(first_->condition, judging).holds) return false;
  first_step_ = step;
  return true;
}

void StepReduction::add_reduction(const Judging& judging) {
  const Reduction& node = *reduction_;
  Array body =
      node.body ? evaluate(node.body, judging.environment) : truth_of(node.counted, judging.environment);
  const Array mask = admitted(node.bindings, node.filter, judging.environment);
  const auto axes = joined(body.axes, mask.axes);
  body = spread(body, axes);
  if (node.kind == Reduced::rms) body = mapped(std::move(body), [](double x) { return x * x; });
  const Array wide = spread(mask, axes);
  ReducedOver over{.kind = partial(node.kind), .indices = {}};
  for (const Binding& binding : node.bindings) over.indices.push_back(binding.index);
  const Array now = reduced(body, over, &wide);
  over.kind = Reduced::sum;
  const Array counts = reduced(wide, over);
  if (count_.values.empty()) {
    sum_ = now, count_ = counts;
    return;
  }
  for (std::size_t k = 0; k < sum_.values.size(); ++k) {
    sum_.values[k] = join(node.kind, {sum_.values[k], count_.values[k]}, {now.values[k], counts.values[k]});
    count_.values[k] += counts.values[k];
  }
}

Array StepReduction::found() const {
  if (first_) return Array::of(first_step_);
  if (count_.values.empty())
    return Array::of(reduction_->kind == Reduced::sum || reduction_->kind == Reduced::count ? 0 : NAN);
  const auto per_one = [](double sum, double count) { return count == 0 ? NAN : sum / count; };
  if (reduction_->kind == Reduced::mean) return combined(sum_, count_, per_one);
  if (reduction_->kind == Reduced::rms)
    return mapped(combined(sum_, count_, per_one), [](double x) { return std::sqrt(x); });
  return sum_;
}

Readings StepReduction::judged() const {
  if (readings_) return *readings_;
  return {.axes = {},
          .values = {quantified_->quantifier == Quantifier::for_all ? all_of_none() : any_of_none()}};
}

}  // namespace featdyn::verify
