#pragma once

#include <boost/test/unit_test.hpp>

#include "numerics/methods/network.hpp"
#include "numerics/methods/recurrence.hpp"
#include "tests/problems.hpp"

namespace featdyn::testing {

using numerics::Matrix;

/// The first overrides, then the further ones.
inline Overrides with(Overrides overrides, const Overrides& further) {
  overrides.insert(overrides.end(), further.begin(), further.end());
  return overrides;
}

/// The network's loss at other weights w_r, the v_r staying what they are.
inline double loss_at(numerics::Problem problem, const Matrix<double>& W) {
  const bool tied = problem.settings.architecture.second_layer == theory::SecondLayer::tied;
  if (!tied && !problem.second_layer) problem.second_layer = problem.weights;
  problem.weights = W;
  return numerics::Network<double>(problem, 0.1).evaluate().loss;
}

/// The gradient by central differences of the loss.
inline Matrix<double> by_differences(const numerics::Problem& problem) {
  const double h = 1e-5;  // error h^2, rounding 1e-16 / h
  Matrix<double> result = problem.weights;
  for (Eigen::Index i = 0; i < result.size(); ++i) {
    Matrix<double> ahead = problem.weights, behind = problem.weights;
    ahead.data()[i] += h, behind.data()[i] -= h;
    result.data()[i] = (loss_at(problem, ahead) - loss_at(problem, behind)) / (2 * h);
  }
  return result;
}

/// The network's gradient is that of its loss, and ten steps of the recurrence are the network's to rounding.
inline void check_both_ways(const numerics::Problem& problem) {
  const double eta = numerics::learning_rate<double>(problem.settings);
  numerics::Network<double> network(problem, eta);
  network.evaluate();
  BOOST_TEST((network.gradient() - by_differences(problem)).norm() <=
             1e-8 * network.gradient().norm() + 1e-9);
  numerics::Recurrence<double> recurrence(problem, numerics::initial_state<double>(problem), eta);
  for (int k = 0; k < 10; ++k) {
    const auto a = recurrence.evaluate(), b = network.evaluate();
    BOOST_TEST(std::abs(a.loss - b.loss) <= 1e-12);
    BOOST_TEST(std::abs(a.gradient_norm - b.gradient_norm) <= 1e-10 * (1 + b.gradient_norm));
    recurrence.advance();
    network.advance();
  }
  const Matrix<double>& W = network.weights();
  BOOST_TEST((W - problem.weights).norm() > 1e-3);
  BOOST_TEST((recurrence.overlaps() - W * problem.data.patches.transpose()).norm() <= 1e-11);
  BOOST_TEST((recurrence.gram() - W * W.transpose()).norm() <= 1e-11);
}

}  // namespace featdyn::testing
