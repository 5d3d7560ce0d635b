#include "verify/theorem/judge/answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verify/theorem/domain/solve.hpp"
#include "verify/theorem/show/sentence.hpp"

namespace featdyn::verify {
namespace {

constexpr double exponent_limit = 0.1, logarithmic_limit = 0.3;

Verdict worse(Verdict one, Verdict other) {
  for (const Verdict verdict : {Verdict::fails, Verdict::undecided})
    if (one == verdict || other == verdict) return verdict;
  return one == Verdict::not_applicable ? other : one;
}

/// Over the points of the domain, and what was looked at beside it: there only a failure says something.
Verdict verdict_over_points(const Inquiry& inquiry, std::optional<std::size_t> conclusion) {
  Verdict verdict = Verdict::not_applicable;
  for (const std::size_t point : inquiry.base())
    verdict = worse(verdict, inquiry.verdict_at(point, conclusion));
  for (const std::size_t point : inquiry.beside())
    if (inquiry.verdict_at(point, conclusion) == Verdict::fails) verdict = Verdict::fails;
  return verdict;
}

/// Seeds that all points of the domain have, so that means over points are of the same runs.
int common_seeds(const Inquiry& inquiry) {
  int seeds = inquiry.options().most_runs_at_a_point();
  for (const std::size_t point : inquiry.base()) seeds = std::min(seeds, inquiry.trials().seeds_at(point));
  return seeds;
}

/// Logarithms of what varies at a run's point, and of A/B.
std::vector<Sample> samples_of(const Inquiry& inquiry, std::size_t conclusion, bool beside) {
  std::vector<Sample> samples;
  const int seeds = common_seeds(inquiry);
  for (const Trial& trial : inquiry.trials().trials()) {
    const bool is_base = std::ranges::find(inquiry.base(), trial.point) != inquiry.base().end();
    if ((!is_base && !beside) || trial.seed >= seeds) continue;
    const Reading& reading = trial.readings[conclusion];
    if (reading.count == 0) continue;
    const DomainPoint& point = inquiry.trials().point(trial.point);
    Sample sample{.of_seed = trial.seed, .x = {}, .y = reading.log_ratio / reading.count};
    for (const DomainAxis& axis : inquiry.domain().axes())
      if (axis.kind != DomainAxis::Kind::words)
        sample.x.push_back(std::log(value_at(axis.variable, point.settings.at(point.first))));
    samples.push_back(std::move(sample));
  }
  return samples;
}

void add_exponents(const Inquiry& inquiry, std::size_t conclusion, Answer& answer) {
  std::vector<std::string> names;
  for (const DomainAxis& axis : inquiry.domain().axes())
    if (axis.kind != DomainAxis::Kind::words) names.push_back(axis.text);
  answer.exponents = fitted_exponents(names, samples_of(inquiry, conclusion, true));
}

/// The constant of A / B, and the power of B that A goes with.
void add_law(const Inquiry& inquiry, std::size_t conclusion, Answer& answer) {
  std::vector<Sample> samples = samples_of(inquiry, conclusion, false), powers;
  const int seeds = common_seeds(inquiry);
  const Mean mean = mean_over_seeds(samples);
  if (!std::isfinite(mean.value)) return;
  answer.constant = std::exp(mean.value);
  answer.constant_interval = Range{std::exp(mean.interval.low), std::exp(mean.interval.high)};
  for (const Trial& trial : inquiry.trials().trials()) {
    const Reading& reading = trial.readings[conclusion];
    const bool is_base = std::ranges::find(inquiry.base(), trial.point) != inquiry.base().end();
    if (is_base && reading.count > 0 && trial.seed < seeds)
      powers.push_back({.of_seed = trial.seed,
                        .x = {reading.log_law / reading.count},
                        .y = (reading.log_ratio + reading.log_law) / reading.count});
  }
  for (const Exponent& exponent : fitted_exponents({"the law"}, powers))
    if (std::isfinite(exponent.value))
      answer.exponent = exponent.value, answer.exponent_interval = exponent.interval;
}

void add_numbers(const Inquiry& inquiry, std::size_t conclusion, Answer& answer) {
  const Conclusion& asked = inquiry.conclusions()[conclusion];
  if (answer.worst.count > 0 || std::isfinite(answer.worst.margin)) {
    answer.computed = answer.worst.left;
    answer.bound = answer.worst.right;
  }
  const bool is_equality =
      asked.fitted_relation && asked.fitted_relation->comparison == formula::Comparison::equal;
  if (asked.fitted_relation && (is_equality || asked.order)) add_law(inquiry, conclusion, answer);
  if (!asked.order) return;
  answer.computed = inquiry.order(conclusion).constant;
  answer.bound = std::nullopt;
  if (std::isfinite(inquiry.bounds(conclusion).tolerance))
    answer.bound = inquiry.bounds(conclusion).tolerance;
  add_exponents(inquiry, conclusion, answer);
  for (Exponent exponent : answer.exponents) {
    if (inquiry.options().brief()) exponent.interval = {exponent.value, exponent.value};  // of few points
    answer.verdict = worse(
        answer.verdict, verdict_of(exponent, *asked.order, open_ends(inquiry.directions(), exponent.name)));
  }
}

}  // namespace

const Trial* deciding_run(const Inquiry& inquiry, std::optional<std::size_t> conclusion) {
  const auto margin = [&](const Trial* trial) {
    const Reading reading = conclusion ? inquiry.reading(*trial, *conclusion) : inquiry.reading(*trial);
    return std::isnan(reading.margin) ? -HUGE_VAL : reading.margin;
  };
  const Trial* worst = nullptr;
  const auto see = [&](std::size_t point) {
    std::vector<const Trial*> trials;
    for (const Trial& trial : inquiry.trials().trials())
      if (trial.point == point) trials.push_back(&trial);
    if (trials.empty()) return;
    std::ranges::stable_sort(trials, {}, margin);
    const auto rank = static_cast<std::size_t>(
        (1 - inquiry.probability(point)) * static_cast<double>(trials.size()) + 1e-9);
    const Trial* here = trials[std::min(rank, trials.size() - 1)];
    if (worst == nullptr || margin(here) < margin(worst)) worst = here;
  };
  for (const std::size_t point : inquiry.base()) see(point);
  for (const std::size_t point : inquiry.beside())
    if (inquiry.probability(point) == 1 || inquiry.verdict_at(point, conclusion) == Verdict::fails)
      see(point);
  return worst;
}

OpenEnds open_ends(const std::vector<Direction>& directions, const std::string& name) {
  OpenEnds open;
  for (const Direction& direction : directions) {
    const bool ends =
        direction.end == Direction::End::assumption || direction.end == Direction::End::settings;
    if (direction.name == name && ends) (direction.upwards ? open.above : open.below) = false;
  }
  return open;
}

Verdict verdict_of(const Exponent& exponent, const formula::Order& order, const OpenEnds& open) {
  const double limit = order.up_to_logarithms ? logarithmic_limit : exponent_limit;
  if (!std::isfinite(exponent.value)) return Verdict::holds;
  const bool is_theta = order.growth == formula::Growth::theta, is_o = order.growth == formula::Growth::big_o;
  const bool asks_rise = is_theta || (is_o ? open.above : open.below),
             asks_fall = is_theta || (is_o ? open.below : open.above);
  const double high = asks_rise ? limit : HUGE_VAL, low = asks_fall ? -limit : -HUGE_VAL;
  if (exponent.interval.low > high || exponent.interval.high < low) return Verdict::fails;
  return exponent.interval.low >= low && exponent.interval.high <= high ? Verdict::holds : Verdict::undecided;
}

Answer answer_of(const Inquiry& inquiry, std::size_t conclusion) {
  Answer answer{.verdict = verdict_over_points(inquiry, conclusion)};
  for (const Trial& trial : inquiry.trials().trials()) {
    answer.met += trial.readings[conclusion].met;
    answer.asked += trial.readings[conclusion].asked;
  }
  if (answer.asked > 0 && answer.met == 0) answer.verdict = Verdict::not_applicable;
  if (const Trial* worst = deciding_run(inquiry, conclusion)) {
    answer.worst = inquiry.reading(*worst, conclusion);
    answer.where = inquiry.trials().where(*worst, answer.worst.spot);
    answer.worst_point = worst->point, answer.worst_seed = worst->seed;
  }
  if (answer.verdict != Verdict::not_applicable) add_numbers(inquiry, conclusion, answer);
  answer.sentence = sentence_of(inquiry, conclusion, answer);
  return answer;
}

Answer joint_answer(const Inquiry& inquiry, const std::vector<Answer>& answers) {
  Answer joint{.verdict = verdict_over_points(inquiry, {})};
  bool any = false;
  for (const Answer& answer : answers) {
    any = any || answer.verdict != Verdict::not_applicable;
    joint.verdict = worse(joint.verdict, answer.verdict);
  }
  if (!any) joint.verdict = Verdict::not_applicable;
  for (const Answer& answer : answers) {
    const bool worse_margin = !(answer.worst.margin >= joint.worst.margin);
    if (answer.verdict == Verdict::not_applicable || !(worse_margin || joint.where.empty())) continue;
    joint.worst = answer.worst, joint.where = answer.where, joint.worst_point = answer.worst_point,
    joint.worst_seed = answer.worst_seed;
  }
  return joint;
}

}  // namespace featdyn::verify
