#pragma once

#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "numerics/flow/flow.hpp"
#include "numerics/methods/decomposition.hpp"
#include "numerics/methods/matrix_network.hpp"
#include "numerics/methods/monte_carlo.hpp"
#include "numerics/methods/network.hpp"
#include "numerics/methods/recurrence.hpp"
#include "numerics/scalar/precision.hpp"

namespace featdyn::verify {

/// A training method and what it is.
struct MethodInfo {
  const char* name;
  const char* meaning;
};
const std::vector<MethodInfo>& methods();
std::vector<std::string> method_names();

/// Throws InputError naming the option when there is no such method, or objective or digits do not allow it.
void require_method(const std::string& method, const numerics::Settings& settings,
                    int digits = numerics::double_digits, const char* option = "--method");

/// What the method needs of a problem.
numerics::Vectors vectors_for(const std::string& method, int digits = numerics::double_digits);

/// Throws InputError where the activation is no polynomial: `what` is said to need one.
void require_polynomial(const numerics::Settings& settings, const char* what);

/// Throws InputError where there is one layer, or a denoiser for each noise scale: `what` is of one network of two.
void require_one_network(const numerics::Settings& settings, const char* what);
void require_one_level(const numerics::Settings& settings, const char* what);

/// Why these settings have no gradient flow to compare with, or nothing where they have one.
std::optional<std::string> reason_against_flow(const numerics::Settings& settings);

/// What the command line says about `ode`; the defaults depend on the precision.
struct FlowChoice {
  std::optional<std::string> integrator;  ///< taylor (fastest at every precision), dopri5, ...
  std::optional<std::string> tolerance;   ///< a decimal, relative
};

/// The integrator and relative tolerance to use in numbers with so many digits: Taylor's method, and for
/// activations without a Taylor series Fehlberg's; 1e-12 in double, 10^-(digits - 3) beyond. Throws
/// InputError naming the option where one is not allowed.
struct FlowPlan {
  numerics::Integrator integrator;
  numerics::Decimal tolerance;
  numerics::StageLevels levels = {};
};
FlowPlan plan_flow(const FlowChoice& choice, const numerics::Settings& settings, int digits = 17);
/// "taylor", "dopri5", "fehlberg78" or "bulirsch-stoer".
const char* name(numerics::Integrator integrator);

/// Calls use(method object) with the named method in numbers of type R, started from the problem's data and
/// weights.
template <class R = double, class Use>
auto with_method(const std::string& method, const numerics::Problem& problem, Use use,
                 const std::optional<FlowPlan>& chosen = std::nullopt) {
  const R eta = numerics::learning_rate<R>(problem.settings);
  if (method == "network" && problem.settings.architecture.one_layer) {
    numerics::MatrixNetwork<R> network(problem, eta);
    return use(network);
  }
  if (method == "network") {
    numerics::Network<R> network(problem, eta);
    return use(network);
  }
  if constexpr (std::is_same_v<R, double>)
    if (method == "network-mc") {
      numerics::MonteCarloNetwork network(problem, eta);
      return use(network);
    }
  const auto start = numerics::initial_state<R>(problem);
  if (method == "ode") {
    const FlowPlan plan = chosen ? *chosen : plan_flow({}, problem.settings);
    numerics::Flow<R> flow(problem, start, eta,
                           {.integrator = plan.integrator,
                            .tolerance = theory::to_real<R>(plan.tolerance.value),
                            .levels = plan.levels});
    return use(flow);
  }
  if (method == "decomposition") {
    numerics::Decomposition<R> decomposition(problem, start, eta);
    return use(decomposition);
  }
  numerics::Recurrence<R> recurrence(problem, start, eta);
  return use(recurrence);
}

}  // namespace featdyn::verify
