// Definitions of Network<R>; included by the one source file per scalar type that instantiates it.
#include <cmath>
#include <stdexcept>
#include <type_traits>

#include "numerics/activation/noise_average.hpp"
#include "numerics/margin_loss.hpp"
#include "numerics/network.hpp"
#include "theory/kernel.hpp"

namespace featdyn::numerics {

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
  root_ = R(1) / sqrt(R(problem.settings.width));
  shares_ = Matrix<R>::Constant(1, problem.data.samples(),
                                theory::ratio<R>(1, static_cast<long>(problem.data.samples())));
  if (!diffuses_)
    V_ = second_layer_signs<R>(problem.settings);
  else if (!tied_)
    V_ = initial_second_layer<R>(problem);
  function_ = find_activation(assumptions_.function.name);
  if (function_ != nullptr) return;
  const theory::Polynomial sigma = theory::activation(assumptions_.activation);
  if (diffuses_)
    for (const auto& phi : theory::hermite_family(sigma)) phi_.push_back(terms_of(phi));
  else  // sigma and sigma' alone
    for (const auto& f : {sigma, sigma.derivative(theory::Symbol::z)})
      phi_.push_back(terms_of(f.substitute(theory::Symbol::z, theory::Symbol::a_r)));
}

template <class R>
typename Network<R>::Terms Network<R>::terms_of(const theory::Polynomial& phi) {
  Terms result;
  for (const auto& term : phi.terms())
    result.push_back({.coefficient = theory::to_real<R>(term.coefficient),
                      .a_power = term.exponents[static_cast<std::size_t>(theory::Symbol::a_r)],
                      .v_power = term.exponents[static_cast<std::size_t>(theory::Symbol::v_r)]});
  return result;
}

/// phi(alpha A_rp, beta^2 G_rr), m x N; for the classifier sigma^(k)(A_rp), alpha = 1.
template <class R>
Matrix<R> Network<R>::values(const Terms& phi, const R& alpha, const R& beta) const {
  Matrix<R> result = Matrix<R>::Zero(A_.rows(), A_.cols());
  for (Index r = 0; r < A_.rows(); ++r) {
    const R v = beta * beta * G_(r, r);
    for (const Term& term : phi) {
      R factor = term.coefficient;
      for (unsigned k = 0; k < term.v_power; ++k) factor *= v;
      for (Index p = 0; p < A_.cols(); ++p) {
        const R a = alpha * A_(r, p);
        R product = factor;
        for (unsigned k = 0; k < term.a_power; ++k) product *= a;
        result(r, p) += product;
      }
    }
  }
  return result;
}

template <class R>
typename Network<R>::Kernels Network<R>::kernels(const NoiseLevel<R>& level) const {
  Parameters<R> symbols;
  symbols.fill(R(0));
  symbols[static_cast<std::size_t>(theory::Symbol::alpha)] = level.alpha;
  symbols[static_cast<std::size_t>(theory::Symbol::beta)] = level.beta;
  const auto target = theory::target_weights(assumptions_.target);
  Kernels at{.level = level,
             .noise_weight = target.noise.template evaluate<R>(symbols),
             .data_weight = target.data.template evaluate<R>(symbols),
             .Phi = {},
             .kappa = {},
             .slopes = {},
             .one_zero = Matrix<R>::Zero(A_.rows(), A_.cols()),
             .two_zero = Matrix<R>::Zero(A_.rows(), A_.cols())};
  if (function_ == nullptr)
    expand(at);
  else
    average(at);
  return at;
}

/// Of a polynomial: M^ij = sum_k c_rs^k/k! phi_{k+i} phi_{k+j}.
template <class R>
void Network<R>::expand(Kernels& at) const {
  std::vector<Matrix<R>> C_powers{Matrix<R>::Ones(G_.rows(), G_.cols())};  // (beta^2 G)^k / k!
  const R square = at.level.beta * at.level.beta;
  for (const Terms& phi : phi_) {
    at.Phi.push_back(values(phi, at.level.alpha, at.level.beta));
    const Matrix<R> next = C_powers.back().cwiseProduct(G_) * R(square / R(C_powers.size()));
    C_powers.push_back(next);
  }
  for (int beyond = 0; beyond < 3; ++beyond) at.Phi.push_back(Matrix<R>::Zero(A_.rows(), A_.cols()));
  at.kappa = pair_sum(at, C_powers, 0);
  at.slopes = pair_sum(at, C_powers, 1);
  for (std::size_t k = 0; k < phi_.size(); ++k) {
    const Matrix<R> D_part = D().cwiseProduct(C_powers[k]);
    const Matrix<R> spread = product<R>({D_part}, {at.Phi[k]});
    at.one_zero += at.Phi[k + 1].cwiseProduct(spread);
    at.two_zero += at.Phi[k + 2].cwiseProduct(spread);
  }
}

/// Of a function known by name.
template <class R>
void Network<R>::average(Kernels& at) const {
  if constexpr (std::is_same_v<R, double>) {
    const int nodes = static_cast<int>(problem_.settings.architecture.quadrature_nodes);
    NoiseAverage average(*function_, nodes);
    const Matrix<R> a = at.level.alpha * A_, C = at.level.beta * at.level.beta * G_;
    const Matrix<R> v = C.diagonal();
    for (unsigned k = 0; k <= 3; ++k) {
      at.Phi.push_back(Matrix<R>(A_.rows(), A_.cols()));
      average.mean(k, a, v, at.Phi.back());
    }
    PairEnergy energy;
    average.pair_energy({.a = a, .C = C, .D = D(), .c = c_}, energy);
    at.kappa = energy.kappa;
    at.slopes = energy.slopes;
    at.one_zero = energy.slope_rows;
    at.two_zero = energy.curvature_rows;
  } else {
    throw std::logic_error("Network: a named function is known in doubles only");
  }
}

/// sum_p c_p M^ij, i = j = order, m x m.
template <class R>
Matrix<R> Network<R>::pair_sum(const Kernels& at, const std::vector<Matrix<R>>& C_powers,
                               std::size_t order) const {
  Matrix<R> result = Matrix<R>::Zero(G_.rows(), G_.cols());
  for (std::size_t k = 0; k + order < phi_.size(); ++k) {
    const Matrix<R>& Phi = at.Phi[k + order];
    const Matrix<R> weighted = Phi.array().rowwise() * c_.row(0).array();
    result += C_powers[k].cwiseProduct(product<R>({weighted}, {Phi, true}));
  }
  return result;
}

/// sigma^(order)(A_rp).
template <class R>
Matrix<R> Network<R>::sigma(unsigned order) const {
  if (function_ == nullptr) return values(phi_[order], R(1), R(0));
  if constexpr (std::is_same_v<R, double>)
    return A_.unaryExpr([&](double a) { return function_->jet(a)[order]; });
  throw std::logic_error("Network: a named function is known in doubles only");
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
    gradient_ = product<R>({Q}, {W_}) + product<R>({P}, {X_});
    return loss;
  }
  const auto scaled = [&](const Matrix<R>& x) -> Matrix<R> {
    return x.array().colwise() * sum.s.col(0).array();
  };
  gradient_ = product<R>({sum.Q}, {W_}) + product<R>({sum.P}, {X_}) + scaled(V_);
  if (V_moves_) V_gradient_ = product<R>({sum.U}, {V_}) + product<R>({sum.P_V}, {X_}) + scaled(W_);
  return loss;
}

template <class R>
R Network<R>::classifier() {
  const Dataset& data = problem_.data;
  const R m_inverse = root_ * root_;
  const Matrix<R> active = sigma(0);
  const Matrix<R> activity = product<R>({V_}, {active}) * m_inverse;  // sum_r a_r sigma / m per patch
  Matrix<R> pull = Matrix<R>::Zero(1, data.count());
  R loss(0);
  for (Index i = 0; i < data.samples(); ++i) {
    const R y(data.labels[static_cast<std::size_t>(i)]);
    R margin(0);
    for (Index q = 0; q < data.sample_patches.cols(); ++q)
      margin += y * activity(0, data.sample_patches(i, q));
    const auto [value, slope] = margin_cost<R>(assumptions_.loss, margin);
    loss += shares_(0, i) * value;
    for (Index q = 0; q < data.sample_patches.cols(); ++q)
      pull(0, data.sample_patches(i, q)) += shares_(0, i) * slope * y;
  }
  Matrix<R> P = m_inverse * sigma(1);
  P.array().colwise() *= V_.row(0).transpose().array();
  P.array().rowwise() *= pull.row(0).array();
  gradient_ = product<R>({P}, {X_});
  if (V_moves_) V_gradient_ = m_inverse * product<R>({pull}, {active, true});
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

/// The loss, and its gradients in gradient_ and V_gradient_, with the present weights of patches and samples.
template <class R>
R Network<R>::differentiate() {
  const R loss = diffuses_ ? denoiser() : classifier();
  return assumptions_.decay ? R(loss + add_penalty()) : loss;
}

template <class R>
Evaluation<R> Network<R>::evaluate() {
  using std::sqrt;
  A_ = product<R>({W_}, {X_, true});
  G_ = numerics::gram<R>(W_);
  const R loss = differentiate();
  R square = gradient_.squaredNorm();
  if (V_moves_) square += V_gradient_.squaredNorm();
  return {.loss = loss, .gradient_norm = R(sqrt(square))};
}

template <class R>
void Network<R>::advance() {
  if (rule_.inputs().has_batches()) {
    const auto samples = rule_.inputs().batch();
    const Matrix<R> c = c_, shares = shares_;
    c_ = patch_weights_of<R>(problem_.data, samples);
    shares_ = shares_of<R>(problem_.data, samples);
    differentiate();
    c_ = c;
    shares_ = shares;
  }
  rule_.move(W_, gradient_, 0);
  if (V_moves_) rule_.move(V_, V_gradient_, 1);
  rule_.count();
}

template <class R>
std::vector<Matrix<R>*> Network<R>::state() {
  std::vector<Matrix<R>*> result{&W_};
  if (V_moves_) result.push_back(&V_);
  rule_.append_state(result);
  return result;
}

}  // namespace featdyn::numerics
