#pragma once

#include <boost/test/unit_test.hpp>

#include "numerics/flow/flow.hpp"
#include "numerics/methods/recurrence.hpp"
#include "numerics/spectrum/modes.hpp"

namespace featdyn::testing {

inline const numerics::FlowOptions<double> exact{.integrator = numerics::Integrator::taylor,
                                                 .tolerance = 1e-13};

inline numerics::Matrix<double> weights(const numerics::Problem& problem, const numerics::Matrix<double>& A) {
  return numerics::in_modes<double>(problem.settings, numerics::modes_of<double>(problem), A);
}

/// The modes' weights after so many steps.
template <class M>
numerics::Matrix<double> after(M& method, const numerics::Problem& problem, long steps) {
  method.evaluate();
  for (long k = 0; k < steps; ++k) {
    method.advance();
    method.evaluate();
  }
  return weights(problem, method.overlaps());
}
inline numerics::Matrix<double> after_steps(const numerics::Problem& problem, long steps) {
  numerics::Recurrence<double> recurrence(problem, numerics::initial_state<double>(problem),
                                          numerics::learning_rate<double>(problem.settings));
  return after(recurrence, problem, steps);
}
inline numerics::Matrix<double> after_flow(const numerics::Problem& problem, long steps) {
  numerics::Flow<double> flow(problem, numerics::initial_state<double>(problem),
                              numerics::learning_rate<double>(problem.settings), exact);
  flow.evaluate();
  BOOST_TEST((flow.advance_to(steps) == numerics::Integration::reached));
  flow.evaluate();
  return weights(problem, flow.overlaps());
}

/// The paper's eta tau after so many steps.
inline double paper_time(const numerics::Problem& problem, long steps) {
  const double t = numerics::learning_rate<double>(problem.settings) * static_cast<double>(steps);
  return t / (problem.settings.architecture.one_layer
                  ? 2
                  : 2 * std::sqrt(static_cast<double>(problem.settings.width)));
}

}  // namespace featdyn::testing
