#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "numerics/method.hpp"
#include "numerics/problem.hpp"

namespace featdyn::numerics {

/// The gradient of the denoising loss and the loss itself, estimated from fresh noise.
struct NoisyGradient {
  Matrix<double> gradient;  ///< m x d
  double loss;              ///< less E|target|^2 / 2, so that it is 0 at W = 0
};

/// Estimates grad L at W from `noise_draws` draws eps ~ N(0, I_d) per patch of each sample, as the paper's
/// experiments do, threaded over patches. Noise is the stream (init seed, "monte-carlo", step, patch): the
/// result is the same at every thread count. Requires the diffusion objective.
class MonteCarloGradient {
 public:
  explicit MonteCarloGradient(const Problem& problem);
  NoisyGradient operator()(const Matrix<double>& W, std::uint64_t step) const;

 private:
  struct Sums;
  void add_patch(const Matrix<double>& W, const Matrix<double>& G, Index p, std::uint64_t key,
                 Sums& sums) const;
  const Problem& problem_;
  double alpha_, beta_, root_, noise_weight_, data_weight_;
  std::vector<double> sigma_, sigma_prime_;  ///< coefficients of 1, z, ...
};

/// Gradient descent of the real network with Monte Carlo noise.
class MonteCarloNetwork {
 public:
  using Real = double;
  MonteCarloNetwork(const Problem& problem, double eta);
  MonteCarloNetwork(const MonteCarloNetwork&) = delete;
  MonteCarloNetwork& operator=(const MonteCarloNetwork&) = delete;

  Evaluation<double> evaluate();
  void advance();
  const Matrix<double>& overlaps() const { return A_; }
  const Matrix<double>& gram() const { return G_; }
  /// W, and the number of steps taken (1 x 1), which names the noise.
  std::array<Matrix<double>*, 2> state() { return {&W_, &step_}; }

 private:
  const Problem& problem_;
  MonteCarloGradient estimate_;
  double eta_;
  Matrix<double> W_, A_, G_, gradient_, step_;
};

static_assert(Method<MonteCarloNetwork>);

}  // namespace featdyn::numerics
