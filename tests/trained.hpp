#pragma once

#include "numerics/methods/network.hpp"
#include "numerics/methods/recurrence.hpp"
#include "tests/problems.hpp"

namespace featdyn::testing {

/// Overlaps after some steps by a method.
template <class Method>
numerics::Matrix<double> trained(Method&& method) {
  for (int k = 0; k < 30; ++k) {
    method.evaluate();
    method.advance();
  }
  method.evaluate();  // the network's overlaps are those of its last evaluation
  return method.overlaps();
}

/// Those of the tiny problem with overrides, by either method.
inline numerics::Matrix<double> by_recurrence(const Overrides& overrides) {
  const numerics::Problem problem = tiny_problem(overrides);
  return trained(numerics::Recurrence<double>(problem, numerics::initial_state<double>(problem), 0.02));
}
inline numerics::Matrix<double> by_network(const Overrides& overrides) {
  const numerics::Problem problem = tiny_problem(overrides);
  return trained(numerics::Network<double>(problem, 0.02));
}

inline double distance(const numerics::Matrix<double>& a, const numerics::Matrix<double>& b) {
  return (a - b).cwiseAbs().maxCoeff();
}

}  // namespace featdyn::testing
