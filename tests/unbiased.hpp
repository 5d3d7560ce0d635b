#pragma once

#include <boost/test/unit_test.hpp>

#include "numerics/methods/monte_carlo.hpp"
#include "numerics/methods/network.hpp"

namespace featdyn::testing {

/// Mean and standard error over replicates, entry by entry; the loss is one more entry.
struct Estimate {
  numerics::Matrix<double> mean, error;
};

inline numerics::Matrix<double> flattened(const numerics::Matrix<double>& gradient, double loss) {
  numerics::Matrix<double> result(1, gradient.size() + 1);
  result << gradient.reshaped<Eigen::RowMajor>().transpose(), loss;
  return result;
}

inline Estimate replicated(const numerics::Problem& problem, int replicates) {
  const numerics::MonteCarloGradient estimate(problem);
  numerics::Matrix<double> sum, squares;
  for (int k = 0; k < replicates; ++k) {
    const auto now = estimate(problem.weights, static_cast<std::uint64_t>(k));
    const numerics::Matrix<double> x = flattened(now.gradient, now.loss);
    sum = k == 0 ? x : numerics::Matrix<double>(sum + x);
    squares =
        k == 0 ? numerics::Matrix<double>(x.cwiseAbs2()) : numerics::Matrix<double>(squares + x.cwiseAbs2());
  }
  const numerics::Matrix<double> mean = sum / replicates;
  const numerics::Matrix<double> variance =
      (squares / replicates - mean.cwiseAbs2()) * replicates / (replicates - 1);
  return {.mean = mean, .error = (variance / replicates).cwiseMax(0).cwiseSqrt()};
}

/// The Monte Carlo gradient and loss of 64 replicates against the exact expectation.
inline void check_unbiased(const numerics::Problem& problem) {
  const Estimate estimate = replicated(problem, 64);
  numerics::Network<double> network(problem, 0.1);
  const double loss = network.evaluate().loss;
  const numerics::Matrix<double> exact = flattened(network.gradient(), loss);
  for (Eigen::Index k = 0; k < exact.size(); ++k)
    BOOST_TEST(std::abs(estimate.mean(0, k) - exact(0, k)) <= 5 * estimate.error(0, k), k);
  BOOST_TEST(estimate.error.maxCoeff() < 0.1 * exact.norm());  // so that a wrong term could not hide
}

}  // namespace featdyn::testing
