#include "numerics/methods/monte_carlo.hpp"

#include <algorithm>
#include <cmath>

#include "numerics/data/engine.hpp"

namespace featdyn::numerics {
namespace {

/// V(0), or the classifier's row a.
Matrix<double> second_layer_at_start(const Problem& problem) {
  return problem.settings.objective == theory::Objective::classification
             ? second_layer_signs<double>(problem.settings)
             : initial_second_layer<double>(problem);
}

/// x above y.
Matrix<double> stacked(const Matrix<double>& x, const Matrix<double>& y) {
  Matrix<double> result(x.rows() + y.rows(), x.cols());
  result << x, y;
  return result;
}

}  // namespace

/// With s the code (sigma(z), and its noise), u = sigma'(z) (<v, res> + sqrt m lambda_c sigma(z)), per draw and
/// neuron, and target = e eps + q x:
///   sum_draws u x_t = beta u^T eps + (alpha sum u) x^T,
///   sum_draws s res = (s^T s / sqrt m) V - e s^T eps - (q sum s) x^T,
/// for the gradients of W and V: one above the other, or their sum where both are tied.
struct MonteCarloGradient::Sums {
  NoiseSum by_noise;               // m or 2m rows
  Matrix<double> by_patch;         // the same rows, N columns
  Matrix<double> by_second_layer;  // m x m
  double loss = 0;
  void operator+=(const Sums& other) {
    by_noise += other.by_noise;
    by_patch += other.by_patch;
    by_second_layer += other.by_second_layer;
    loss += other.loss;
  }
};

/// What all draws of a step need: inner products with noise, with the patches, of V with itself.
struct MonteCarloGradient::Step {
  NoiseSpan noise;
  Matrix<double> W, V;     // coordinates of the span, m x numbers of a draw
  Matrix<double> A, C, D;  // X W^T, X V^T, V V^T
  std::uint64_t key;
};

/// Which draws.
struct MonteCarloGradient::Place {
  Index sample_patch;
  std::size_t time;
};

/// Some draws, one a row: of the inputs' noise, and of the code's, nothing where it has none.
struct MonteCarloGradient::Draws {
  Matrix<double> eps, code;
};

MonteCarloGradient::MonteCarloGradient(const Problem& problem)
    : problem_(problem), levels_(noise_levels<double>(problem.settings.diffusion)), sigma_(problem.settings) {
  const TimedSymbolValues<double> values = run_parameters<double>(problem, 0.0);
  root_ = values[0][static_cast<std::size_t>(theory::Symbol::root)];
  const theory::Assumptions assumptions = problem.settings.assumptions();
  tied_ = assumptions.second_layer == theory::SecondLayer::tied;
  V_moves_ = assumptions.second_layer == theory::SecondLayer::trained;
  code_noise_ = theory::to_real<double>(problem.settings.architecture.code_noise.value);
  code_penalty_ = theory::to_real<double>(problem.settings.architecture.code_penalty.value);
  if (assumptions.objective == theory::Objective::classification) classifier_.emplace(problem);
  const auto target = theory::target_weights(assumptions.target);
  for (const SymbolValues<double>& at_time : values) {
    noise_weights_.push_back(target.noise.evaluate<double>(at_time));
    data_weights_.push_back(target.data.evaluate<double>(at_time));
  }
}

Index MonteCarloGradient::numbers_of_a_draw(const Problem& problem) {
  const Index d = problem.data.dimension(), neurons = problem.settings.neurons();
  const Index of_code = problem.settings.architecture.code_noise.value != 0 ? neurons : 0;
  if (problem.settings.diffusion.noise == NoiseWay::literal) return d + of_code;
  return std::min(d, has_second_layer(problem.settings) ? 2 * neurons : neurons) + of_code;
}

MonteCarloGradient::Step MonteCarloGradient::prepare(const Matrix<double>& W, const Matrix<double>& V,
                                                     std::uint64_t key) const {
  const Matrix<double>& X = problem_.data.patches;
  const NoiseSpan noise(tied_ ? W : stacked(W, V), problem_.settings.diffusion.noise);
  const Index m = W.rows();
  return {.noise = noise,
          .W = noise.coordinates().topRows(m),
          .V = noise.coordinates().bottomRows(m),
          .A = product<double>({X}, {W, true}),
          .C = product<double>({X}, {V, true}),
          .D = gram<double>(V),
          .key = key};
}

MonteCarloGradient::Sums MonteCarloGradient::no_draws(const Step& step) const {
  const Index m = step.W.rows(), rows = V_moves_ ? 2 * m : m;
  return {.by_noise = step.noise.no_draws(rows),
          .by_patch = Matrix<double>::Zero(rows, problem_.data.count()),
          .by_second_layer = Matrix<double>::Zero(m, m)};
}

void MonteCarloGradient::add_draws(const Step& step, const Place& at, Sums& sums) const {
  const Index draws = problem_.settings.diffusion.noise_draws;
  const auto patch = static_cast<std::uint64_t>(at.sample_patch);
  Engine engine = draw_engine(problem_.settings, step.key, patch, at.time, levels_.size());
  Engine of_code = stream(problem_.settings.init.seed, "code noise", {step.key, patch, at.time});
  const auto draw = [](Engine& from, Matrix<double>& to) {
    fill_standard_normal(from, to.data(), static_cast<std::size_t>(to.size()));
  };
  Draws some;
  for (Index done = 0; done < draws; done += draws_at_once) {
    const Index count = std::min(draws_at_once, draws - done);
    some.eps.resize(count, step.noise.size());
    some.code.resize(code_noise_ != 0 ? count : 0, step.W.rows());
    draw(engine, some.eps), draw(of_code, some.code);
    add_block(step, at, some, sums);
  }
}

void MonteCarloGradient::add_block(const Step& step, const Place& at, const Draws& draws, Sums& sums) const {
  const Matrix<double>& eps = draws.eps;
  const Index distinct = problem_.data.sample_patches.data()[at.sample_patch], m = step.W.rows();
  const auto& [alpha, beta, weight] = levels_[at.time];
  const double e = noise_weights_[at.time], q = data_weights_[at.time];
  const Matrix<double> noise = product<double>({eps}, {step.W, true});               // <w_r, eps>
  const Matrix<double> z = (beta * noise).rowwise() + alpha * step.A.row(distinct);  // <w_r, x_t>
  const Matrix<double> s = sigma_(0, z), slopes = sigma_(1, z);
  const Matrix<double> code = draws.code.rows() > 0 ? Matrix<double>(s + code_noise_ * draws.code) : s;
  const Matrix<double> V_noise = tied_ ? noise : product<double>({eps}, {step.V, true});
  const Matrix<double> target = (e * V_noise).rowwise() + q * step.C.row(distinct);  // <v_r, target>
  const Matrix<double> f = root_ * product<double>({code}, {step.D});                // <v_r, f(x_t)>
  Matrix<double> u = slopes.cwiseProduct(f - target);
  if (code_penalty_ != 0)
    u += code_penalty_ / root_ * slopes.cwiseProduct(s);  // the sums are multiplied by root
  Matrix<double> of_noise(eps.rows(), sums.by_patch.rows()), of_patch(eps.rows(), sums.by_patch.rows());
  of_noise.leftCols(m) = weight * beta * u;
  of_patch.leftCols(m) = weight * alpha * u;
  if (tied_ || V_moves_) {
    if (V_moves_) of_noise.rightCols(m).setZero(), of_patch.rightCols(m).setZero();
    of_noise.rightCols(m) -= weight * e * code;  // the same columns where both layers are tied
    of_patch.rightCols(m) -= weight * q * code;
  }
  sums.by_noise.add(of_noise, eps);
  sums.by_patch.col(distinct) += of_patch.colwise().sum().transpose();
  sums.by_second_layer += weight * root_ * product<double>({code, true}, {code});
  // |f|^2/2 - <f, target>, f = sum_r code_r v_r / sqrt m
  sums.loss +=
      weight * (root_ * code.cwiseProduct(0.5 * f - target).sum() + code_penalty_ / 2 * s.squaredNorm());
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
                                             std::uint64_t key) const {
  if (classifier_) {
    NoisyGradient result = (*classifier_)(W, V, key);
    add_penalty(W, V, result);
    return result;
  }
  const Step step = prepare(W, V, key);
  const Sums total = summed(step);
  const double mean =
      1.0 / static_cast<double>(problem_.data.samples() * problem_.settings.diffusion.noise_draws);
  const Index m = W.rows();
  const Matrix<double> all = root_ * mean *
                             (step.noise.whole(total.by_noise, problem_.settings.init.seed, key) +
                              product<double>({total.by_patch}, {problem_.data.patches}));
  NoisyGradient result{.gradient = all.topRows(m), .second_layer = {}, .loss = mean * total.loss};
  const Matrix<double> by_V = root_ * mean * product<double>({total.by_second_layer}, {V});
  if (tied_) result.gradient += by_V;
  if (V_moves_) result.second_layer = all.bottomRows(m) + by_V;
  add_penalty(W, V, result);
  return result;
}

MonteCarloGradient::Sums MonteCarloGradient::summed(const Step& step) const {
  const Index patches = problem_.data.sample_patches.size(), groups = std::min(patches, reduction_groups);
  std::vector<Sums> sums(static_cast<std::size_t>(groups), no_draws(step));
#pragma omp parallel for schedule(dynamic)
  for (Index group = 0; group < groups; ++group)
    for (Index p = group; p < patches; p += groups)
      for (std::size_t time = 0; time < levels_.size(); ++time)
        add_draws(step, {.sample_patch = p, .time = time}, sums[static_cast<std::size_t>(group)]);
  Sums total = sums[0];
  for (std::size_t group = 1; group < sums.size(); ++group) total += sums[group];
  return total;
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
