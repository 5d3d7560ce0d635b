// Definitions of Network<R>; included by the one source file per scalar type that instantiates it.
#include <cmath>

#include "numerics/network.hpp"
#include "theory/kernel.hpp"

namespace featdyn::numerics {

template <class R>
Network<R>::Network(const Problem& problem, const R& eta)
    : problem_(problem),
      eta_(eta),
      X_(problem.data.patches.template cast<R>()),
      W_(problem.weights.template cast<R>()),
      c_(patch_weights<R>(problem.data)),
      signs_(second_layer_signs<R>(problem.settings)) {
  const Parameters<R> values = run_parameters<R>(problem, eta);
  alpha_ = values[static_cast<std::size_t>(theory::Symbol::alpha)];
  beta_ = values[static_cast<std::size_t>(theory::Symbol::beta)];
  root_ = values[static_cast<std::size_t>(theory::Symbol::root)];
  const theory::Assumptions assumptions = problem.settings.assumptions();
  const auto target = theory::target_weights(assumptions.target);
  noise_weight_ = target.noise.template evaluate<R>(values);
  data_weight_ = target.data.template evaluate<R>(values);
  const theory::Polynomial sigma = theory::activation(assumptions.activation);
  if (assumptions.objective == theory::Objective::diffusion)
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

/// phi(alpha A_rp, beta^2 G_rr), m x N; for the classifier sigma^(k)(A_rp).
template <class R>
Matrix<R> Network<R>::values(const Terms& phi) const {
  const bool diffuses = problem_.settings.objective == theory::Objective::diffusion;
  const R scale = diffuses ? alpha_ : R(1);
  Matrix<R> result = Matrix<R>::Zero(A_.rows(), A_.cols());
  for (Index r = 0; r < A_.rows(); ++r) {
    const R v = beta_ * beta_ * G_(r, r);
    for (const Term& term : phi) {
      R factor = term.coefficient;
      for (unsigned k = 0; k < term.v_power; ++k) factor *= v;
      for (Index p = 0; p < A_.cols(); ++p) {
        const R a = scale * A_(r, p);
        R product = factor;
        for (unsigned k = 0; k < term.a_power; ++k) product *= a;
        result(r, p) += product;
      }
    }
  }
  return result;
}

/// sum_p c_p E[sigma^(i)(z_r) sigma^(j)(z_s)], m x m.
template <class R>
Matrix<R> Network<R>::pair_sum(std::size_t i, std::size_t j) const {
  Matrix<R> result = Matrix<R>::Zero(G_.rows(), G_.cols());
  for (std::size_t k = 0; k + std::max(i, j) < Phi_.size(); ++k) {
    const Matrix<R> weighted = Phi_[k + i].array().rowwise() * c_.row(0).array();
    result += C_powers_[k].cwiseProduct(product<R>({weighted}, {Phi_[k + j], true}));
  }
  return result;
}

template <class R>
R Network<R>::denoiser() {
  Phi_.clear();
  C_powers_.assign(1, Matrix<R>::Ones(G_.rows(), G_.cols()));
  for (const Terms& phi : phi_) {
    Phi_.push_back(values(phi));
    C_powers_.push_back(C_powers_.back().cwiseProduct(G_) * R(beta_ * beta_ / R(C_powers_.size())));
  }
  const Matrix<R> none = Matrix<R>::Zero(A_.rows(), A_.cols());
  const auto Phi = [&](std::size_t k) -> const Matrix<R>& { return k < Phi_.size() ? Phi_[k] : none; };
  const Matrix<R> norms = G_.diagonal();
  const auto per_neuron = [&](const Matrix<R>& x) -> Matrix<R> {
    return x.array().colwise() * norms.col(0).array();
  };
  const auto over_patches = [&](const Matrix<R>& x) -> Matrix<R> { return x * c_.transpose(); };
  const R m_inverse = root_ * root_, e = noise_weight_, q = data_weight_;

  // sum_s G_rs E[sigma'(z_r) sigma(z_s)] per patch, and the same with sigma''
  Matrix<R> one_zero = none, two_zero = none;
  for (std::size_t k = 0; k < Phi_.size(); ++k) {
    const Matrix<R> G_part = G_.cwiseProduct(C_powers_[k]);
    const Matrix<R> spread = product<R>({G_part}, {Phi(k)});
    one_zero += Phi(k + 1).cwiseProduct(spread);
    two_zero += Phi(k + 2).cwiseProduct(spread);
  }
  const Matrix<R> kappa = pair_sum(0, 0);
  P_ = alpha_ * m_inverse * one_zero -
       root_ * (q * Phi(0) + e * alpha_ * beta_ * per_neuron(Phi(2)) + q * alpha_ * A_.cwiseProduct(Phi(1)));
  P_.array().rowwise() *= c_.row(0).array();
  const R beta_square = beta_ * beta_;
  const Matrix<R> on_diagonal =
      over_patches(beta_square * m_inverse * two_zero -
                   root_ * (R(2) * e * beta_ * Phi(1) + e * beta_ * beta_square * per_neuron(Phi(3)) +
                            q * beta_square * A_.cwiseProduct(Phi(2))));
  Q_ = m_inverse * (kappa + beta_square * G_.cwiseProduct(pair_sum(1, 1)));
  Q_.diagonal() += on_diagonal.col(0);

  gradient_ = product<R>({Q_}, {W_}) + product<R>({P_}, {X_});
  const Matrix<R> aligned = e * beta_ * per_neuron(Phi(1)) + q * A_.cwiseProduct(Phi(0));
  return m_inverse / R(2) * G_.cwiseProduct(kappa).sum() - root_ * over_patches(aligned).sum();
}

template <class R>
R Network<R>::classifier() {
  using std::abs, std::exp, std::log1p;
  const Dataset& data = problem_.data;
  const R m_inverse = root_ * root_, n = R(static_cast<long>(data.samples()));
  const Matrix<R> activity =
      product<R>({signs_}, {values(phi_[0])}) * m_inverse;  // sum_r j sigma / m per patch
  Matrix<R> pull = Matrix<R>::Zero(1, data.count());
  R loss(0);
  for (Index i = 0; i < data.samples(); ++i) {
    const R y(data.labels[static_cast<std::size_t>(i)]);
    R margin(0);
    for (Index q = 0; q < data.sample_patches.cols(); ++q)
      margin += y * activity(0, data.sample_patches(i, q));
    loss += R(log1p(R(exp(R(-abs(margin)))))) + (margin < R(0) ? R(-margin) : R(0));
    const R slope = R(-1) / (R(1) + R(exp(margin)));  // l' = -1 / (1 + e^{y f})
    for (Index q = 0; q < data.sample_patches.cols(); ++q)
      pull(0, data.sample_patches(i, q)) += slope * y / n;
  }
  P_ = values(phi_[1]) * m_inverse;
  P_.array().colwise() *= signs_.row(0).transpose().array();
  P_.array().rowwise() *= pull.row(0).array();
  gradient_ = product<R>({P_}, {X_});
  return loss / n;
}

template <class R>
Evaluation<R> Network<R>::evaluate() {
  using std::sqrt;
  A_ = product<R>({W_}, {X_, true});
  G_ = numerics::gram<R>(W_);
  const R loss = problem_.settings.objective == theory::Objective::diffusion ? denoiser() : classifier();
  return {.loss = loss, .gradient_norm = R(sqrt(R(gradient_.squaredNorm())))};
}

}  // namespace featdyn::numerics
