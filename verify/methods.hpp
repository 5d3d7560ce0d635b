#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "numerics/decomposition.hpp"
#include "numerics/flow.hpp"
#include "numerics/monte_carlo.hpp"
#include "numerics/network.hpp"
#include "numerics/recurrence.hpp"

namespace featdyn::verify {

/// A training method and what it is.
struct MethodInfo {
  const char* name;
  const char* meaning;
};
const std::vector<MethodInfo>& methods();

/// Throws InputError naming the option when there is no such method, or the objective does not allow it.
void require_method(const std::string& method, const numerics::Settings& settings);

/// What the command line says about `ode`; the defaults depend on the precision.
struct FlowChoice {
  std::optional<std::string> integrator;  ///< taylor (fastest at every precision), dopri5, ...
  std::optional<std::string> tolerance;   ///< a decimal, relative
};

/// The integrator and relative tolerance to use in numbers with so many digits: 1e-12 in double, 10^-(digits
/// - 3) beyond. Throws InputError naming the option where one is not allowed.
struct FlowPlan {
  numerics::Integrator integrator;
  numerics::Decimal tolerance;
};
FlowPlan plan_flow(const FlowChoice& choice, int digits = 17);
/// "taylor", "dopri5", "fehlberg78" or "bulirsch-stoer".
const char* name(numerics::Integrator integrator);

/// Calls use(method object) with the named method, started from the problem's data and weights.
template <class Use>
auto with_method(const std::string& method, const numerics::Problem& problem, Use use,
                 const FlowPlan& plan = plan_flow({})) {
  const double eta = numerics::learning_rate<double>(problem.settings);
  if (method == "network") {
    numerics::Network<double> network(problem, eta);
    return use(network);
  }
  if (method == "network-mc") {
    numerics::MonteCarloNetwork network(problem, eta);
    return use(network);
  }
  const auto start = numerics::initial_state<double>(problem);
  if (method == "ode") {
    numerics::Flow<double> flow(
        problem, start, eta,
        {.integrator = plan.integrator, .tolerance = theory::to_real<double>(plan.tolerance.value)});
    return use(flow);
  }
  if (method == "decomposition") {
    numerics::Decomposition<double> decomposition(problem, start, eta);
    return use(decomposition);
  }
  numerics::Recurrence<double> recurrence(problem, start, eta);
  return use(recurrence);
}

}  // namespace featdyn::verify
