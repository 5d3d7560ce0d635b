#pragma once

#include <cstdint>
#include <vector>

#include "numerics/methods/noise_span.hpp"
#include "numerics/problem/noise_levels.hpp"
#include "numerics/problem/pointwise_activation.hpp"
#include "numerics/problem/problem.hpp"

namespace featdyn::numerics {

/// The gradient of a loss over noise and the loss itself, estimated from fresh noise.
struct NoisyGradient {
  Matrix<double> gradient;      ///< of W, neurons x d
  Matrix<double> second_layer;  ///< of V, m x d, or of a, 1 x neurons; empty unless it is trained on its own
  double loss;                  ///< a denoiser's less E|target|^2 / 2, so that it is 0 at W = 0
};

/// Estimates grad E l(y f) for a classifier whose inputs are noised, from diffusion.noise_draws draws a time
/// and sample, each patch with noise of its own; any loss of a margin.
class MonteCarloClassifier {
 public:
  explicit MonteCarloClassifier(const Problem& problem);
  /// At W and the second layer a. Noise is named as the denoiser's is.
  NoisyGradient operator()(const Matrix<double>& W, const Matrix<double>& a, std::uint64_t key) const;

 private:
  struct Sums;
  struct Step;
  struct Place;
  struct Draws;
  void add_sample(const Step& step, const Place& at, Sums& sums) const;
  double add_draws(const Step& step, const Place& at, const std::vector<Draws>& draws, Sums& sums) const;

  const Problem& problem_;
  std::vector<NoiseLevel<double>> levels_;
  PointwiseActivation sigma_;
  theory::MarginLossChoice loss_;
  bool a_moves_;
};

}  // namespace featdyn::numerics
