#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "numerics/methods/monte_carlo_classifier.hpp"
#include "numerics/training/heavy_ball.hpp"
#include "numerics/training/method.hpp"

namespace featdyn::numerics {

/// Estimates grad L from `noise_draws` draws eps ~ N(0, I_d) per time and patch of each sample, as the
/// paper's experiments do, threaded over patches; of each draw the part that the outputs see (NoiseSpan). Noise on
/// the code is drawn beside it, m numbers a draw.
/// The result is the same at every thread count. Requires noise: a classifier's inputs must be noised.
class MonteCarloGradient {
 public:
  explicit MonteCarloGradient(const Problem& problem);
  /// At W and the second layer V: for a tied network W again, for a classifier the row a. The key, the number
  /// of the step, names the noise.
  NoisyGradient operator()(const Matrix<double>& W, const Matrix<double>& V, std::uint64_t key) const;
  /// At W and the initial second layer.
  NoisyGradient operator()(const Matrix<double>& W, std::uint64_t key) const;

  /// How many numbers are drawn for one noise of one patch.
  static Index numbers_of_a_draw(const Problem& problem);

 private:
  struct Sums;
  struct Step;
  struct Place;
  struct Draws;
  Step prepare(const Matrix<double>& W, const Matrix<double>& V, std::uint64_t key) const;
  Sums no_draws(const Step& step) const;
  void add_block(const Step& step, const Place& at, const Draws& draws, Sums& sums) const;
  void add_draws(const Step& step, const Place& at, Sums& sums) const;
  Sums summed(const Step& step) const;
  void add_penalty(const Matrix<double>& W, const Matrix<double>& V, NoisyGradient& result) const;
  const Problem& problem_;
  std::vector<NoiseLevel<double>> levels_;
  double root_;
  bool tied_, V_moves_;
  double code_noise_, code_penalty_;
  std::vector<double> noise_weights_, data_weights_;  ///< of the target, per time
  PointwiseActivation sigma_;
  std::optional<MonteCarloClassifier> classifier_;
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
  /// W, and the number of steps taken (1 x 1), which names the noise; then what further pieces need.
  std::vector<Matrix<double>*> state();

 private:
  const Problem& problem_;
  MonteCarloGradient estimate_;
  HeavyBall<double> rule_;
  bool tied_;
  Matrix<double> W_, V_, A_, G_, step_;
  NoisyGradient now_;
};

static_assert(Method<MonteCarloNetwork>);

}  // namespace featdyn::numerics
