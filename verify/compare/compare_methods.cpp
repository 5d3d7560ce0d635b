#include "verify/compare/compare_methods.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <set>

#include "numerics/scalar/precision.hpp"
#include "verify/compare/flow_check.hpp"
#include "verify/compare/monte_carlo_check.hpp"
#include "verify/run/methods.hpp"
#include "verify/terminal/console.hpp"
#include "verify/terminal/progress_bar.hpp"

namespace featdyn::verify {
namespace {

constexpr double affordable_draws = 4e9;  // about half a minute

RunSeries run_one(const std::string& method, const numerics::Problem& problem, bool quiet) {
  const auto start = std::chrono::steady_clock::now();
  ProgressBar bar(method, problem.settings.training.steps, quiet);
  RunSeries series = with_method(method, problem, [&](auto& object) {
    return collect(method, object, problem, [&](long step) { return bar.update(step), true; });
  });
  series.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (series.records.empty()) throw std::runtime_error(method + ": the initial weights give no finite loss");
  return series;
}

/// Methods that differ by rounding alone.
bool is_exact(const std::string& method) {
  return method != "network-mc" && method != "ode";
}

/// Before hours of work, not after them.
void say_what_is_not_judged(const numerics::Problem& problem, const std::vector<std::string>& methods) {
  if (std::ranges::find(methods, "network-mc") == methods.end()) return;
  if (const auto reason = reason_against_spread(problem, affordable_draws))
    warn("network-mc: the spread of its trajectories will be {}; its gradient is judged", *reason);
}

/// What a method that is no exact one is judged by.
void judge_inexact(Comparison& result, const RunSeries& run, const numerics::Problem& problem) {
  const RunSeries& reference = result.runs[0];
  if (run.method == "ode") {
    result.budget.push_back(judge_distance_to_flow(problem, reference, run));
    result.budget.push_back(judge_integrators(problem, run));
  } else {
    result.budget.push_back(test_gradient(problem, problem.settings.training.steps / 2));
    result.budget.push_back(test_spread(problem, reference, affordable_draws));
  }
}

}  // namespace

Comparison compare(const numerics::Problem& problem, const std::vector<std::string>& methods, int digits,
                   bool quiet) {
  Comparison result;
  if (!quiet) say_what_is_not_judged(problem, methods);
  for (const std::string& method : methods) result.runs.push_back(run_one(method, problem, quiet));
  const RunSeries& reference = result.runs[0];
  const RoundingExpectation expected = expect_rounding(problem, reference);
  for (std::size_t i = 1; i < result.runs.size(); ++i) {
    const RunSeries& other = result.runs[i];
    const auto all = differences(reference, other, is_exact(other.method) ? &expected : nullptr);
    result.differences.insert(result.differences.end(), all.begin(), all.end());
    if (is_exact(other.method))
      result.budget.push_back(judge_rounding(reference, other, all, expected));
    else
      judge_inexact(result, other, problem);
  }
  if (std::ranges::find(methods, "ode") == methods.end())
    result.budget.push_back(estimate_step_size_error(problem, reference));
  if (digits > numerics::double_digits)
    result.budget.push_back(judge_digits(problem, reference, expected, digits));
  return result;
}

std::vector<std::string> compared_methods(const numerics::Settings& settings) {
  std::vector<std::string> methods{"recurrence", "network"};
  if (!reason_against_flow(settings)) methods.emplace_back("ode");
  return methods;
}

void require_comparable(const std::vector<std::string>& methods, const numerics::Settings& settings,
                        int digits) {
  require_one_level(settings, "featdyn compare");
  for (const std::string& method : methods)
    require_method(method, settings, numerics::double_digits, "--methods");
  const std::set<std::string> distinct(methods.begin(), methods.end());
  if (methods.size() < 2 || distinct.size() != methods.size() || !is_exact(methods[0]))
    throw numerics::InputError(
        {"--methods"}, fmt::format("read {}, allowed: two or more different methods, an exact one first",
                                   fmt::join(methods, ",")));
  if (digits > numerics::double_digits) require_polynomial(settings, "numbers of more than 17 digits");
}

}  // namespace featdyn::verify
