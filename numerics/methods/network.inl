// Definitions of Network<R>; included by the one source file per scalar type that instantiates it.
#pragma once

#include <cmath>
#include <type_traits>

#include "numerics/linear/partial_products.hpp"
#include "numerics/methods/network_classifier.inl"
#include "numerics/methods/network_kernels.inl"
#include "theory/kernel.hpp"

namespace featdyn::numerics {
namespace detail {

/// result = P X + Q Y, its memory kept from step to step.
template <class R>
void add_products(const Matrix<R>& P, const Matrix<R>& X, const Matrix<R>& Q, const Matrix<R>& Y,
                  Matrix<R>& result) {
  result.resize(P.rows(), X.cols());
  multiply<R>({P}, {X}, result);
  if constexpr (std::is_same_v<R, double>)
    add_product({Q}, {Y}, false, result);
  else
    result += product<R>({Q}, {Y});
}

}  // namespace detail

template <class R>
Network<R>::Network(const Problem& problem, const R& eta)
    : problem_(problem),
      assumptions_(problem.settings.assumptions()),
      diffuses_(assumptions_.objective == theory::Objective::diffusion),
      tied_(diffuses_ && assumptions_.second_layer == theory::SecondLayer::tied),
      V_moves_(assumptions_.second_layer == theory::SecondLayer::trained),
      levels_(noise_levels<R>(problem.settings.diffusion)),
      rule_(problem, eta),
      X_(problem.data.patches.template cast<R>()),
      W_(problem.weights.template cast<R>()),
      c_(patch_weights<R>(problem.data)) {
  using std::sqrt;
  require_expectation(problem.settings);
  root_ = R(1) / sqrt(R(problem.settings.width));
  per_neuron_ = root_ * root_;
  if (has_output_scale(problem.settings)) per_neuron_ *= output_scale<R>(problem);
  if (!diffuses_ && !problem.settings.has_several_outputs()) y_ = rule_.inputs().labels();
  shares_ = Matrix<R>::Constant(1, problem.data.samples(),
                                theory::ratio<R>(1, static_cast<long>(problem.data.samples())));
  if (!diffuses_)
    V_ = second_layer_signs<R>(problem.settings);
  else if (!tied_)
    V_ = initial_second_layer<R>(problem);
  if (assumptions_.costs_code) {
    for (const auto& phi : theory::hermite_family(theory::activation(assumptions_.activation).pow(2)))
      square_phi_.push_back(terms_of(phi));
    square_phi_.resize(3);
  }
  function_ = find_activation(assumptions_.function.name);
  if (function_ != nullptr) return;
  const theory::Polynomial sigma = theory::activation(assumptions_.activation);
  if (problem.settings.has_noise())
    for (const auto& phi : theory::hermite_family(sigma)) phi_.push_back(terms_of(phi));
  else  // sigma and sigma' alone
    for (const auto& f : {sigma, sigma.derivative(theory::Symbol::z)})
      phi_.push_back(terms_of(f.substitute(theory::Symbol::z, theory::Symbol::a_r)));
}

/// Adds one time's part of the gradient to `sum` and returns its part of the loss.
template <class R>
R Network<R>::add_time(const NoiseLevel<R>& level, Coefficients& sum) const {
  const Kernels at = kernels(level);
  const auto& Phi = at.Phi;
  const Matrix<R>&B = tied_ ? G_ : B_, &C = tied_ ? A_ : C_;
  const auto per_neuron = [&](const Matrix<R>& x) -> Matrix<R> {
    return x.array().colwise() * B.diagonal().array();
  };
  const auto over_patches = [&](const Matrix<R>& x) -> Matrix<R> { return x * c_.transpose(); };
  const R alpha = level.alpha, beta = level.beta, square = beta * beta, m_inverse = root_ * root_;
  const R e = at.noise_weight, q = at.data_weight;

  const Matrix<R>& kappa = at.kappa;
  const Matrix<R> slopes = D().cwiseProduct(at.slopes);
  Matrix<R> P = alpha * m_inverse * at.one_zero -
                root_ * (e * alpha * beta * per_neuron(Phi[2]) + q * alpha * C.cwiseProduct(Phi[1]));
  P.array().rowwise() *= c_.row(0).array();
  Matrix<R> P_V = R(-root_ * q) * Phi[0];
  P_V.array().rowwise() *= c_.row(0).array();
  const Matrix<R> on_diagonal =
      over_patches(square * m_inverse * at.two_zero -
                   root_ * (e * beta * square * per_neuron(Phi[3]) + q * square * C.cwiseProduct(Phi[2])));
  sum.Q += level.weight * (R(m_inverse * square) * slopes);
  sum.Q.diagonal() += level.weight * on_diagonal.col(0);
  sum.P += level.weight * P;
  sum.U += level.weight * (m_inverse * kappa);
  sum.P_V += level.weight * P_V;
  sum.s += R(-level.weight * root_ * e * beta) * over_patches(Phi[1]);
  const Matrix<R> aligned = e * beta * per_neuron(Phi[1]) + q * C.cwiseProduct(Phi[0]);
  return level.weight *
         (m_inverse / R(2) * D().cwiseProduct(kappa).sum() - root_ * over_patches(aligned).sum());
}

template <class R>
R Network<R>::denoiser() {
  const Index m = A_.rows(), N = A_.cols();
  if (!tied_) {
    B_ = product<R>({W_}, {V_, true});
    C_ = product<R>({V_}, {X_, true});
    D_ = numerics::gram<R>(V_);
  }
  Coefficients sum{.Q = Matrix<R>::Zero(m, m),
                   .P = Matrix<R>::Zero(m, N),
                   .U = Matrix<R>::Zero(m, m),
                   .P_V = Matrix<R>::Zero(m, N),
                   .s = Matrix<R>::Zero(m, 1)};
  R loss(0);
  for (const NoiseLevel<R>& level : levels_) loss += add_time(level, sum);
  if (tied_) {  // grad W + grad V at V = W
    Matrix<R> Q = sum.Q + sum.U;
    Q.diagonal() += R(2) * sum.s.col(0);
    const Matrix<R> P = sum.P + sum.P_V;
    detail::add_products(Q, W_, P, X_, gradient_);
    return loss;
  }
  const auto scaled = [&](const Matrix<R>& x) -> Matrix<R> {
    return x.array().colwise() * sum.s.col(0).array();
  };
  detail::add_products(sum.Q, W_, sum.P, X_, gradient_);
  gradient_ += scaled(V_);
  if (!V_moves_) return loss;
  detail::add_products(sum.U, V_, sum.P_V, X_, V_gradient_);
  V_gradient_ += scaled(W_);
  return loss;
}

/// (lambda/2) |parameters|^2 and its gradient.
template <class R>
R Network<R>::add_penalty() {
  const R lambda = theory::to_real<R>(problem_.settings.training.update.weight_decay->value);
  gradient_ += lambda * W_;
  R square = W_.squaredNorm();
  if (V_moves_) {
    V_gradient_ += lambda * V_;
    square += V_.squaredNorm();
  }
  return lambda / R(2) * square;
}

/// sum_p c_p [ (s^2/2m) |w_r|^2 + (lambda/2) E sigma(z_r)^2 ] of all neurons, and its gradient,
///   sum_p c_p [ (s^2/m) w_r + (lambda/2) (alpha E[(sigma^2)'] x_p + beta^2 E[(sigma^2)''] w_r) ].
template <class R>
R Network<R>::add_code_cost() {
  const ArchitectureSettings& network = problem_.settings.architecture;
  const R spread = theory::to_real<R>(network.code_noise.value) * root_;
  const R half = theory::to_real<R>(network.code_penalty.value) / R(2);
  R loss(0);
  for (const NoiseLevel<R>& level : levels_) {
    const R noise = level.weight * spread * spread * c_.sum(), cost = level.weight * half;
    const auto weighted = [&](std::size_t order) -> Matrix<R> {
      Matrix<R> mean = values(square_phi_[order], level.alpha, level.beta);
      mean.array().rowwise() *= c_.row(0).array();
      return mean;
    };
    const Matrix<R> slopes = R(cost * level.alpha) * weighted(1);
    const Matrix<R> bends = R(cost * level.beta * level.beta) * weighted(2).rowwise().sum();
    gradient_ += noise * W_ + product<R>({slopes}, {X_});
    gradient_.array() += W_.array().colwise() * bends.col(0).array();
    loss += noise / R(2) * W_.squaredNorm() + cost * weighted(0).sum();
  }
  return loss;
}

/// The loss, and its gradients in gradient_ and V_gradient_, with the present weights of patches and samples.
template <class R>
R Network<R>::differentiate() {
  R loss = diffuses_                                 ? denoiser()
           : assumptions_.noised_inputs              ? noised_classifier()
           : problem_.settings.has_several_outputs() ? cross_entropy()
                                                     : classifier();
  if (assumptions_.costs_code) loss += add_code_cost();
  return assumptions_.decay ? R(loss + add_penalty()) : loss;
}

template <class R>
Evaluation<R> Network<R>::evaluate() {
  using std::sqrt;
  A_ = product<R>({W_}, {X_, true});
  G_ = numerics::gram<R>(W_);
  const R loss = differentiate();
  R square = total_product<R>(gradient_, gradient_);
  if (V_moves_) square += total_product<R>(V_gradient_, V_gradient_);
  return {.loss = loss, .gradient_norm = R(sqrt(square))};
}

/// What is of the step alone.
template <class R>
void Network<R>::place_step() {
  const StepInputs<R>& inputs = rule_.inputs();
  if (inputs.has_factors()) y_ = inputs.told_labels();
  if (!inputs.has_batches()) return;
  const auto samples = inputs.batch();
  c_ = patch_weights_of<R>(problem_.data, samples);
  shares_ = shares_of<R>(problem_.data, samples);
}

template <class R>
std::optional<R> Network<R>::told_loss() {
  if (!rule_.inputs().has_factors()) return std::nullopt;
  const Matrix<R> y = y_;
  y_ = rule_.inputs().told_labels();
  const R loss = differentiate();
  y_ = y;
  return loss;
}

template <class R>
void Network<R>::advance() {
  if (rule_.inputs().draws()) {
    const Matrix<R> c = c_, shares = shares_, y = y_;
    place_step();
    differentiate();
    c_ = c;
    shares_ = shares;
    y_ = y;
  }
  rule_.move(W_, gradient_, 0);
  if (V_moves_) rule_.move(V_, V_gradient_, 1);
  rule_.count();
}

template <class R>
NamedState<R> Network<R>::named_state() const {
  const char* const second[] = {diffuses_ ? "V" : "a", diffuses_ ? "V'" : "a'"};
  NamedState<R> state{{"W", &W_}};
  if (V_moves_) state.emplace_back(second[0], &V_);
  if (rule_.has_momentum()) state.emplace_back("W'", &rule_.momentum(0));
  if (rule_.has_momentum() && V_moves_) state.emplace_back(second[1], &rule_.momentum(1));
  return state;
}

/// The coordinates of R^d itself.
template <class R>
InitialState<double> Network<R>::constants() const {
  InitialState<double> start{.A = {}, .G = {}, .K = {}};
  start.vectors = {.W = W_.template cast<double>(), .V = {}, .X = problem_.data.patches};
  if (!diffuses_ || tied_) return start;
  start.vectors->V = V_.template cast<double>();
  start.C = product<double>({start.vectors->V}, {start.vectors->X, true});
  start.D = numerics::gram<double>(start.vectors->V);
  return start;
}

template <class R>
std::vector<Matrix<R>*> Network<R>::state() {
  std::vector<Matrix<R>*> result{&W_};
  if (V_moves_) result.push_back(&V_);
  rule_.append_state(result);
  return result;
}

}  // namespace featdyn::numerics
