#pragma once

#include <string>
#include <variant>
#include <vector>

#include "numerics/decomposition.hpp"
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

/// Calls use(method object) with the named method, started from the problem's data and weights.
template <class Use>
auto with_method(const std::string& method, const numerics::Problem& problem, Use use) {
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
  if (method == "decomposition") {
    numerics::Decomposition<double> decomposition(problem, start, eta);
    return use(decomposition);
  }
  numerics::Recurrence<double> recurrence(problem, start, eta);
  return use(recurrence);
}

}  // namespace featdyn::verify
