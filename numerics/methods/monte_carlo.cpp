#include "numerics/methods/monte_carlo.hpp"

#include <algorithm>
#include <cmath>

#include "numerics/data/random.hpp"

namespace featdyn::numerics {
namespace {

constexpr Index draws_at_once = 64;     // a block of noise that stays in the cache for d of a few thousand
constexpr Index reduction_groups = 16;  // fixed, so that sums have one order at every thread count

/// V(0), or the classifier's row a.
Matrix<double> second_layer_at_start(const Problem& problem) {
  return problem.settings.objective == theory::Objective::classification
             ? second_layer_signs<double>(problem.settings)
             : initial_second_layer<double>(problem);
}

}  // namespace

/// With s = sigma(z), u = sigma'(z) <v, res>, per draw and neuron, and target = e eps + q x:
///   sum_draws u x_t = beta u^T eps + (alpha sum u) x^T,
///   sum_draws s res = (s^T s / sqrt m) V - e s^T eps - (q sum s) x^T,
/// for the gradients of W and V, their sum where both are tied, so that noise is multiplied only once more.
struct MonteCarloGradient::Sums {
  Matrix<double> by_noise, by_patch;      // m x d, m x N
  Matrix<double> V_by_noise, V_by_patch;  // of a second layer that is trained on its own
  Matrix<double> by_second_layer;         // m x m
  double loss = 0;
  Sums(Index m, Index d, Index N, bool two_layers)
      : by_noise(Matrix<double>::Zero(m, d)),
        by_patch(Matrix<double>::Zero(m, N)),
        V_by_noise(Matrix<double>::Zero(two_layers ? m : 0, d)),
        V_by_patch(Matrix<double>::Zero(two_layers ? m : 0, N)),
        by_second_layer(Matrix<double>::Zero(m, m)) {}
  void operator+=(const Sums& other) {
    by_noise += other.by_noise;
    by_patch += other.by_patch;
    V_by_noise += other.V_by_noise;
    V_by_patch += other.V_by_patch;
    by_second_layer += other.by_second_layer;
    loss += other.loss;
  }
};

/// What draws at one patch need beside noise.
struct MonteCarloGradient::Place {
  const Matrix<double>&W, &V, &D;  // D = V V^T
  Index sample_patch;
  std::size_t time;
  std::uint64_t key;
};

MonteCarloGradient::MonteCarloGradient(const Problem& problem)
    : problem_(problem), levels_(noise_levels<double>(problem.settings.diffusion)), sigma_(problem.settings) {
  const TimedParameters<double> values = run_parameters<double>(problem, 0.0);
  root_ = values[0][static_cast<std::size_t>(theory::Symbol::root)];
  const theory::Assumptions assumptions = problem.settings.assumptions();
  tied_ = assumptions.second_layer == theory::SecondLayer::tied;
  V_moves_ = assumptions.second_layer == theory::SecondLayer::trained;
  if (assumptions.objective == theory::Objective::classification) classifier_.emplace(problem);
  const auto target = theory::target_weights(assumptions.target);
  for (const Parameters<double>& at_time : values) {
    noise_weights_.push_back(target.noise.evaluate<double>(at_time));
    data_weights_.push_back(target.data.evaluate<double>(at_time));
  }
}

void MonteCarloGradient::add_draws(const Place& at, Sums& sums) const {
  const Index draws = problem_.settings.diffusion.noise_draws, d = at.W.cols();
  const Index distinct = problem_.data.sample_patches.data()[at.sample_patch];
  const auto& [alpha, beta, weight] = levels_[at.time];
  const double e = noise_weights_[at.time], q = data_weights_[at.time];
  const Eigen::RowVectorXd A = problem_.data.patches.row(distinct) * at.W.transpose();
  const Eigen::RowVectorXd C = problem_.data.patches.row(distinct) * at.V.transpose();
  const auto patch = static_cast<std::uint64_t>(at.sample_patch);
  Engine engine = levels_.size() == 1
                      ? stream(problem_.settings.init.seed, "monte-carlo", {at.key, patch})
                      : stream(problem_.settings.init.seed, "monte-carlo", {at.key, patch, at.time});
  Matrix<double> eps;
  for (Index done = 0; done < draws; done += draws_at_once) {
    const Index count = std::min(draws_at_once, draws - done);
    eps.resize(count, d);
    fill_standard_normal(engine, eps.data(), static_cast<std::size_t>(eps.size()));
    const Matrix<double> noise = eps * at.W.transpose();            // <w_r, eps>
    const Matrix<double> z = (beta * noise).rowwise() + alpha * A;  // <w_r, x_t>
    const Matrix<double> s = sigma_(0, z);
    const Matrix<double> V_noise = tied_ ? noise : Matrix<double>(eps * at.V.transpose());
    const Matrix<double> target = (e * V_noise).rowwise() + q * C;  // <v_r, target>
    const Matrix<double> f = root_ * (s * at.D);                    // <v_r, f(x_t)>
    const Matrix<double> u = sigma_(1, z).cwiseProduct(f - target);
    if (tied_) {
      sums.by_noise.noalias() += weight * ((beta * u - e * s).transpose() * eps);
      sums.by_patch.col(distinct) += weight * (alpha * u - q * s).colwise().sum().transpose();
    } else {
      sums.by_noise.noalias() += weight * ((beta * u).transpose() * eps);
      sums.by_patch.col(distinct) += weight * (alpha * u).colwise().sum().transpose();
    }
    if (V_moves_) {
      sums.V_by_noise.noalias() -= weight * ((e * s).transpose() * eps);
      sums.V_by_patch.col(distinct) -= weight * (q * s).colwise().sum().transpose();
    }
    sums.by_second_layer.noalias() += weight * (root_ * (s.transpose() * s));
    sums.loss +=
        weight *
        (root_ *
         s.cwiseProduct(0.5 * f - target).sum());  // |f|^2/2 - <f, target>, f = sum_r s_r v_r / sqrt m
  }
}

/// With (lambda/2) |parameters|^2.
void MonteCarloGradient::add_penalty(const Matrix<double>& W, const Matrix<double>& V,
                                     NoisyGradient& result) const {
  const auto& decay = problem_.settings.training.update.weight_decay;
  if (!decay) return;
  const double lambda = theory::to_real<double>(decay->value);
  result.gradient += lambda * W;
  result.loss += lambda / 2 * W.squaredNorm();
  if (!V_moves_) return;
  result.second_layer += lambda * V;
  result.loss += lambda / 2 * V.squaredNorm();
}

NoisyGradient MonteCarloGradient::operator()(const Matrix<double>& W, std::uint64_t step) const {
  return (*this)(W, tied_ ? W : second_layer_at_start(problem_), step);
}

NoisyGradient MonteCarloGradient::operator()(const Matrix<double>& W, const Matrix<double>& V,
                                             std::uint64_t step) const {
  if (classifier_) {
    NoisyGradient result = (*classifier_)(W, V, step);
    add_penalty(W, V, result);
    return result;
  }
  const Index patches = problem_.data.sample_patches.size(), groups = std::min(patches, reduction_groups);
  const Matrix<double> D = gram<double>(V);
  std::vector<Sums> sums(static_cast<std::size_t>(groups),
                         Sums(W.rows(), W.cols(), problem_.data.count(), V_moves_));
#pragma omp parallel for schedule(dynamic)
  for (Index group = 0; group < groups; ++group)
    for (Index p = group; p < patches; p += groups)
      for (std::size_t time = 0; time < levels_.size(); ++time)
        add_draws({.W = W, .V = V, .D = D, .sample_patch = p, .time = time, .key = step},
                  sums[static_cast<std::size_t>(group)]);
  Sums total = sums[0];
  for (std::size_t group = 1; group < sums.size(); ++group) total += sums[group];
  const double mean =
      1.0 / static_cast<double>(problem_.data.samples() * problem_.settings.diffusion.noise_draws);
  const Matrix<double>& X = problem_.data.patches;
  NoisyGradient result{.gradient = root_ * mean * (total.by_noise + total.by_patch * X),
                       .second_layer = {},
                       .loss = mean * total.loss};
  if (tied_) result.gradient += root_ * mean * (total.by_second_layer * V);
  if (V_moves_)
    result.second_layer =
        root_ * mean * (total.V_by_noise + total.by_second_layer * V + total.V_by_patch * X);
  add_penalty(W, V, result);
  return result;
}

MonteCarloNetwork::MonteCarloNetwork(const Problem& problem, double eta)
    : problem_(problem),
      estimate_(problem),
      rule_(problem, eta),
      tied_(problem.settings.assumptions().second_layer == theory::SecondLayer::tied),
      W_(problem.weights),
      V_(tied_ ? Matrix<double>() : second_layer_at_start(problem)),
      step_(Matrix<double>::Zero(1, 1)) {}

Evaluation<double> MonteCarloNetwork::evaluate() {
  A_ = product<double>({W_}, {problem_.data.patches, true});
  G_ = numerics::gram<double>(W_);
  now_ = estimate_(W_, tied_ ? W_ : V_, static_cast<std::uint64_t>(step_(0, 0)));
  return {.loss = now_.loss,
          .gradient_norm = std::sqrt(now_.gradient.squaredNorm() + now_.second_layer.squaredNorm())};
}

void MonteCarloNetwork::advance() {
  rule_.move(W_, now_.gradient, 0);
  if (now_.second_layer.size() > 0) rule_.move(V_, now_.second_layer, 1);
  rule_.count();
  step_(0, 0) += 1;
}

std::vector<Matrix<double>*> MonteCarloNetwork::state() {
  std::vector<Matrix<double>*> result{&W_, &step_};
  if (!tied_) result.push_back(&V_);
  rule_.append_state(result);
  return result;
}

}  // namespace featdyn::numerics
