// What Network<R> knows of its activation: sigma, its expectations over noise, and their sums over pairs.
#pragma once

#include <stdexcept>
#include <type_traits>

#include "numerics/activation/noise_average.hpp"
#include "numerics/methods/network.hpp"
#include "theory/kernel.hpp"

namespace featdyn::numerics {

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
  SymbolValues<R> symbols;
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

}  // namespace featdyn::numerics
