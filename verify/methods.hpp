#pragma once

#include <string>
#include <type_traits>
#include <vector>

#include "numerics/decomposition.hpp"
#include "numerics/monte_carlo.hpp"
#include "numerics/network.hpp"
#include "numerics/recurrence.hpp"
#include "numerics/scalar/precision.hpp"

namespace featdyn::verify {

/// A training method and what it is.
struct MethodInfo {
  const char* name;
  const char* meaning;
};
const std::vector<MethodInfo>& methods();

/// Throws InputError naming the option when there is no such method, or objective or digits do not allow it.
void require_method(const std::string& method, const numerics::Settings& settings,
                    int digits = numerics::double_digits);

/// Calls use(method object) with the named method in numbers of type R, started from the problem's data and
/// weights.
template <class R = double, class Use>
auto with_method(const std::string& method, const numerics::Problem& problem, Use use) {
  const R eta = numerics::learning_rate<R>(problem.settings);
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
  if (method == "decomposition") {
    numerics::Decomposition<R> decomposition(problem, start, eta);
    return use(decomposition);
  }
  numerics::Recurrence<R> recurrence(problem, start, eta);
  return use(recurrence);
}

}  // namespace featdyn::verify
