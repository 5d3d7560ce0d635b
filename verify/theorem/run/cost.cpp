#include "verify/theorem/run/cost.hpp"

#include <algorithm>
#include <cmath>

#include "verify/theorem/domain/point_numbers.hpp"
#include "verify/theorem/run/record_run.hpp"
#include "verify/theorem/run/step_reduction.hpp"
#include "verify/theorem/value/evaluate.hpp"

namespace featdyn::verify {
namespace {

bool is_known(const Needs& needs) {
  return needs.snapshots.empty() && needs.passages.empty() && !needs.rest;
}

double steps_of(const Plan& plan, const numerics::Settings& settings, const Environment& environment) {
  const auto all = static_cast<double>(settings.training.steps);
  double steps = 0;
  for (const Snapshot& snapshot : plan.snapshots)
    if (snapshot.needs.rest)
      steps = std::fmax(steps, static_cast<double>(steps_to_rest(settings)) / 2);  // most rest before
    else
      steps = std::fmax(steps, is_known(snapshot.needs) ? number_of(snapshot.step, environment) : all);
  for (const Passage& passage : plan.passages)
    steps = std::fmax(steps, is_known(passage.upper) ? StepReduction(passage).upper(environment, all) : all);
  return steps;
}

}  // namespace

double cost_of(const DomainPoint& point, const std::map<std::string, Plan>& plans, const Stated& stated) {
  constexpr double of_a_step = 20, of_an_entry = 50;  // operations for each entry of A and G, and of X and W
  double cost = 0;
  for (const auto& [run, plan] : plans) {
    if (!plan.needs_a_run()) continue;
    const numerics::Settings& settings = point.settings.at(run);
    const PointNumbers numbers(settings, stated);
    const double m = static_cast<double>(settings.neurons()), N = numbers("N").value_or(0),
                 d = numbers("d").value_or(0);
    Environment environment{.number = numbers};
    environment.in_run = [&environment](const std::string&) -> const Environment& {
      return environment;
    };  // its own: planner.cpp
    cost += steps_of(plan, settings, environment) * m * N * of_a_step * std::log2(2 + m + N) +
            d * (N + m) * (of_an_entry + N);
  }
  return cost;
}

}  // namespace featdyn::verify
