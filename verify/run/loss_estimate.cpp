#include "verify/run/loss_estimate.hpp"

#include <cmath>

namespace featdyn::verify {

LossEstimate estimate_loss(const numerics::Problem& problem, numerics::MonteCarloNetwork& network) {
  constexpr int estimates = 16;
  const auto state = network.state();  // W, the clock, then a second layer of its own
  const bool tied = problem.settings.assumptions().second_layer == theory::SecondLayer::tied;
  const numerics::Matrix<double>&W = *state[0], &V = tied ? W : *state[2];
  const numerics::MonteCarloGradient estimate(problem);
  Eigen::ArrayXd losses(estimates);
  for (int k = 0; k < estimates; ++k) losses(k) = estimate(W, V, ~static_cast<std::uint64_t>(k)).loss;
  const double mean = losses.mean(), variance = (losses - mean).square().sum() / (estimates - 1);
  return {.mean = mean, .standard_error = std::sqrt(variance / estimates)};
}

}  // namespace featdyn::verify
