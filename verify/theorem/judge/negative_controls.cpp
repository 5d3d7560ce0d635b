#include "verify/theorem/judge/negative_controls.hpp"

#include <algorithm>

#include "verify/theorem/judge/answer.hpp"

namespace featdyn::verify {
namespace {

using numerics::Matrix;

Trainer frozen(const Trainer& honest) {
  return {.name = "frozen " + honest.name,
          .walk = [honest](const numerics::Problem& problem, long steps, const Visit& visit) {
            auto status = numerics::Status::finished;
            honest.walk(problem, 1, [&](const StepState& start) {
              for (StepState now = start;; ++now.step) {
                if (!visit(now)) {
                  status = numerics::Status::stopped;
                  return false;
                }
                if (now.step >= steps) return false;
              }
            });
            return status;
          }};
}

Trainer ascent(const Trainer& honest) {
  return {.name = "ascent of " + honest.name,
          .walk = [honest](const numerics::Problem& problem, long steps, const Visit& visit) {
            numerics::Problem turned = problem;
            turned.settings.training.learning_rate.value *= -1;
            return honest.walk(turned, steps, visit);
          }};
}

Trainer constant_ratio(const Trainer& honest) {
  return {.name = "constant ratio of " + honest.name,
          .walk = [honest](const numerics::Problem& problem, long steps, const Visit& visit) {
            Matrix<double> start, alike;
            return honest.walk(problem, steps, [&](const StepState& now) {
              if (now.step == 0) start = now.A;
              const Eigen::VectorXd growth = (now.A - start).rowwise().mean();
              alike = start.colwise() + growth;
              return visit({.step = now.step,
                            .loss = now.loss,
                            .gradient_norm = now.gradient_norm,
                            .A = alike,
                            .G = now.G,
                            .coefficients = now.coefficients});
            });
          }};
}

/// The ends of the domain and a point in its middle.
std::vector<std::size_t> places(const std::vector<std::size_t>& base) {
  std::vector<std::size_t> result{base.front()};
  for (const std::size_t point : {base[base.size() / 2], base.back()})
    if (point != result.back()) result.push_back(point);
  return result;
}

/// Whether a law of order with a constant of its own holds over all of these runs.
bool holds_over(const Conclusion& conclusion, const OrderBounds& bounds,
                const std::vector<Reading>& readings) {
  Reading envelope = all_of_none();
  for (const Reading& reading : readings) envelope = all(envelope, reading);
  const double middle = conclusion.order->growth == formula::Growth::theta
                            ? std::sqrt(envelope.low * envelope.high)
                            : bounds.constant;
  return finished(conclusion, {.constant = middle, .tolerance = bounds.tolerance}, envelope).holds;
}

bool holds_of(const Inquiry& inquiry, std::size_t conclusion, const std::vector<Trial>& trials) {
  const Conclusion& asked = inquiry.conclusions()[conclusion];
  std::vector<Reading> readings;
  for (const Trial& trial : trials) readings.push_back(trial.readings[conclusion]);
  const bool speaks = std::ranges::any_of(
      readings, [](const Reading& one) { return std::isfinite(one.margin) || one.count > 0; });
  if (!speaks) return false;
  if (asked.order) return holds_over(asked, inquiry.bounds(conclusion), readings);
  return std::ranges::all_of(readings, &Reading::holds);
}

}  // namespace

std::vector<Trainer> negative_controls(const Trainer& honest) {
  return {frozen(honest), ascent(honest), constant_ratio(honest)};
}

std::vector<std::vector<std::string>> passed_by(const Inquiry& inquiry) {
  const char* const names[] = {"frozen", "ascent", "constant-ratio"};
  std::vector<std::vector<std::string>> result(inquiry.conclusions().size());
  if (!inquiry.domain_runs().needs_runs() || inquiry.base().empty()) return result;
  std::vector<RunAt> runs;
  std::vector<std::size_t> points;
  for (const std::size_t point : places(inquiry.base()))
    for (const int seed : {0, 1})
      runs.push_back({.point = &inquiry.trials().point(point), .seed = seed}), points.push_back(point);
  const auto all = negative_controls(inquiry.domain_runs().trainer());
  for (std::size_t one = 0; one < all.size(); ++one) {
    const Showings showings = inquiry.domain_runs().show(runs, all[one]);
    std::vector<Trial> trials;
    for (std::size_t k = 0; k < runs.size(); ++k)
      trials.push_back(inquiry.trials().judged_alone(points[k], runs[k].seed, *showings[k]));
    for (std::size_t k = 0; k < result.size(); ++k)
      if (!inquiry.conclusions()[k].crossing && inquiry.speaks_of_runs(k) && holds_of(inquiry, k, trials))
        result[k].emplace_back(names[one]);
  }
  return result;
}

}  // namespace featdyn::verify
