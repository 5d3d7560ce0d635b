#include "numerics/methods/monte_carlo_classifier.hpp"

#include <algorithm>

#include "numerics/data/engine.hpp"
#include "numerics/methods/margin_loss.hpp"

namespace featdyn::numerics {

/// With g = l'(y f) y a draw and u = g sigma'(z) o a per draw and neuron, at each patch:
///   grad W = (1/m) sum_draws u^T x_t = (1/m) (beta u^T eps + (alpha sum u) x^T),
///   grad a = (1/m) sum_draws g sigma(z).
struct MonteCarloClassifier::Sums {
  NoiseSum by_noise;
  Matrix<double> by_patch;  // neurons x N
  Eigen::RowVectorXd of_a;
  double loss = 0;
  void operator+=(const Sums& other) {
    by_noise += other.by_noise;
    by_patch += other.by_patch;
    of_a += other.of_a;
    loss += other.loss;
  }
};

/// What all draws of a step need.
struct MonteCarloClassifier::Step {
  NoiseSpan noise;
  const Matrix<double>& a;
  Matrix<double> A;  // X W^T
  std::uint64_t key;
};

/// Which draws.
struct MonteCarloClassifier::Place {
  Index sample;
  std::size_t time;
};

/// Some draws of noise at one patch of the sample: eps, sigma(z) and sigma'(z).
struct MonteCarloClassifier::Draws {
  Index patch;
  Matrix<double> eps, active, slope;
};

MonteCarloClassifier::MonteCarloClassifier(const Problem& problem)
    : problem_(problem),
      levels_(noise_levels<double>(problem.settings.diffusion)),
      sigma_(problem.settings),
      loss_(problem.settings.assumptions().loss),
      a_moves_(problem.settings.architecture.second_layer == theory::SecondLayer::trained) {}

/// Adds draws of the whole sample; returns the sum of their losses.
double MonteCarloClassifier::add_draws(const Step& step, const Place& at, const std::vector<Draws>& draws,
                                       Sums& sums) const {
  const auto& [alpha, beta, weight] = levels_[at.time];
  const double y = problem_.data.labels[static_cast<std::size_t>(at.sample)];
  Eigen::VectorXd f = Eigen::VectorXd::Zero(draws[0].eps.rows());
  for (const Draws& at_patch : draws)
    f += at_patch.active * step.a.transpose() / static_cast<double>(problem_.settings.width);
  double loss = 0;
  for (Index k = 0; k < f.size(); ++k) {
    const auto [value, slope] = margin_cost<double>(loss_, y * f(k));
    loss += value;
    f(k) = slope * y;  // g
  }
  for (const auto& [patch, eps, active, slope] : draws) {
    const Matrix<double> u = f.asDiagonal() * slope * step.a.row(0).asDiagonal();
    sums.by_noise.add(weight * beta * u, eps);
    sums.by_patch.col(patch) += weight * alpha * u.colwise().sum().transpose();
    if (a_moves_) sums.of_a += weight * (f.transpose() * active);
  }
  return weight * loss;
}

void MonteCarloClassifier::add_sample(const Step& step, const Place& at, Sums& sums) const {
  const Index total = problem_.settings.diffusion.noise_draws;
  const auto row = problem_.data.sample_patches.row(at.sample);
  const auto& [alpha, beta, weight] = levels_[at.time];
  std::vector<Engine> engines;
  for (Index q = 0; q < row.size(); ++q) {
    const auto patch = static_cast<std::uint64_t>(at.sample * row.size() + q);
    engines.push_back(draw_engine(problem_.settings, step.key, patch, at.time, levels_.size()));
  }
  for (Index done = 0; done < total; done += draws_at_once) {
    const Index count = std::min(draws_at_once, total - done);
    std::vector<Draws> draws;
    for (Index q = 0; q < row.size(); ++q) {
      Matrix<double> eps(count, step.noise.size());
      fill_standard_normal(engines[static_cast<std::size_t>(q)], eps.data(),
                           static_cast<std::size_t>(eps.size()));
      const Matrix<double> z = (beta * product<double>({eps}, {step.noise.coordinates(), true})).rowwise() +
                               alpha * step.A.row(row(q));
      draws.push_back(
          {.patch = row(q), .eps = std::move(eps), .active = sigma_(0, z), .slope = sigma_(1, z)});
    }
    sums.loss += add_draws(step, at, draws, sums);
  }
}

NoisyGradient MonteCarloClassifier::operator()(const Matrix<double>& W, const Matrix<double>& a,
                                               std::uint64_t key) const {
  const Index samples = problem_.data.samples(), groups = std::min(samples, reduction_groups);
  const Matrix<double>& X = problem_.data.patches;
  const Step step{.noise = NoiseSpan(W, problem_.settings.diffusion.noise),
                  .a = a,
                  .A = product<double>({X}, {W, true}),
                  .key = key};
  std::vector<Sums> sums(static_cast<std::size_t>(groups),
                         Sums{.by_noise = step.noise.no_draws(W.rows()),
                              .by_patch = Matrix<double>::Zero(W.rows(), problem_.data.count()),
                              .of_a = Eigen::RowVectorXd::Zero(W.rows())});
#pragma omp parallel for schedule(dynamic)
  for (Index group = 0; group < groups; ++group)
    for (Index i = group; i < samples; i += groups)
      for (std::size_t time = 0; time < levels_.size(); ++time)
        add_sample(step, {.sample = i, .time = time}, sums[static_cast<std::size_t>(group)]);
  Sums total = sums[0];
  for (std::size_t group = 1; group < sums.size(); ++group) total += sums[group];
  const double mean = 1.0 / static_cast<double>(samples * problem_.settings.diffusion.noise_draws);
  const double per_neuron = mean / static_cast<double>(problem_.settings.width);
  return {.gradient = per_neuron * (step.noise.whole(total.by_noise, problem_.settings.init.seed, key) +
                                    product<double>({total.by_patch}, {X})),
          .second_layer = a_moves_ ? Matrix<double>(per_neuron * total.of_a) : Matrix<double>(),
          .loss = mean * total.loss};
}

}  // namespace featdyn::numerics
