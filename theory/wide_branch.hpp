#pragma once

namespace featdyn::theory {

/// The symmetric branch of the denoiser (theory/stationary.hpp; quadratic activation, target noise, orthogonal
/// patches, balanced classes) in variables that stay of order one for any width [derived]. Let
///   v = n SNR^2 / 2,  rho = n / (sigma_xi^2 d),  tau = rho beta^2 / alpha^2,  epsilon = m^(-1/2),  e = epsilon / sqrt tau,
///   a_0 = (m beta^2)^(-1/3) rho^(-1/2),  h_0 = a_0^2 alpha sqrt(m rho) / beta,
///   <w_r, mu_j> = a_0 X_1,  <w_r, xi_i> = a_0 X_2,  |w_r|^2 = h_0 Y.
/// Then the loss is m rho a_0^2 beta^4 h_0^2 times
///   sum_{p = 1, 2} { [3 e Y^3 + 6 e^2 X_p^2 Y^2 + e^3 X_p^4 Y + C (e X_p^2 + Y)^2 + 4 delta X_p^2 C^2
///                     + 2 delta' C^3] / 2 - 2 X_p Y },
///   C = X_1^2 / v + X_2^2 - e Y,  delta = 1 / (m - 1),  delta' = tau m / (m - 1)^2,
/// so that n, d, sigma_xi and t enter by tau alone. At e = 0 it does not change under (X, Y) -> (l X, Y / l): the
/// third equation is therefore not dY = 0 but (sum_p X_p dX_p - Y dY) / e = 0, which is regular down to e = 0. There
///   X_1 = v / Y,  X_2 = 1 / Y,  Y^6 = (1 + v)(1 + v^2) / 2,
///   X_1 / (v X_2) = 1 + (1 - v) sqrt(2 (1 + v) / (1 + v^2)) / sqrt(m tau) + O(1 / (m tau)).
/// Two charts, X_1 = weight x_1: (weight, other) is (v, 1), regular down to v = 0, or (1, 1/v), up to infinity.
template <class R>
struct WideParameters {
  R weight, other;
  R epsilon;   ///< in [0, 1)
  R root_tau;  ///< > 0
};

/// (x_1, X_2, Y), or what the three equations leave.
template <class R>
struct WideTriple {
  R signal, noise, size;
};

/// The equations and what is read off them, at a point: in numbers of type R, which may carry derivatives.
template <class R>
class WideBranch {
 public:
  WideBranch(const WideParameters<R>& p, const WideTriple<R>& x) : p_(p), x_(x) {
    const R one(1), two(2), four(4), part = one / (one - p.epsilon * p.epsilon);  // m / (m - 1)
    const R tau = p.root_tau * p.root_tau, e = p.epsilon / p.root_tau;
    const R eta = p.epsilon * p.root_tau * part, eta_2 = tau * eta * part;  // delta / e, delta' / e
    const R X = p.weight * x.signal, X2 = X * X, Z2 = x.noise * x.noise, S = X2 + Z2, S4 = X2 * X2 + Z2 * Z2;
    const R &Y = x.size, Y2 = Y * Y, eY = e * Y, Q = Z2 + (p.weight * p.other) * (x.signal * x.signal);
    const R C = Q - eY, C2 = C * C;
    // Half the derivative by X_p is X_p (epsilon slope_p + psi / k_p) - Y, where k_p is v or 1
    const R slope = Y * (Q + two * eY) / p.root_tau + (two * p.epsilon * part) * C2;
    slope_signal_ = slope + (e / p.root_tau) * (X2 * Q);
    slope_noise_ = slope + (e / p.root_tau) * (Z2 * Q);
    psi_ = Y2 + eY * S + (e * e / two) * S4 + (four * e * eta) * (S * C) + (R(6) * e * eta_2) * C2;
    balance_ = Y * (Q * S - two * Y2) + e * (Q * S4) + (four * eta) * (S * C * Q) +
               (two * eta_2) * (C2 * (two * Q + eY));
    Q_ = Q;
  }

  /// 0 on the branch, for the loss by its unit: dX_1 / 2, dX_2 / 2 and (sum X dX - Y dY) / (3 e).
  WideTriple<R> residual() const {
    return {x_.signal * signal_factor() - x_.size, x_.noise * noise_factor() - x_.size, balance_};
  }
  /// X_1 / X_2: the ratio of signal and noise overlaps.
  R ratio() const { return p_.weight * x_.signal / x_.noise; }
  /// On the branch X_1 / X_2 = v (1 + epsilon deviation), by the difference of the first two equations.
  R deviation() const { return (p_.other * slope_noise_ - p_.weight * slope_signal_) / signal_factor(); }
  /// The squared norm of a neuron's part off the patches' span, by h_0; the branch is there where it is > 0.
  R off_span() const { return x_.size - (p_.epsilon * p_.root_tau) * Q_; }

 private:
  R signal_factor() const { return (p_.weight * p_.epsilon) * slope_signal_ + p_.other * psi_; }
  R noise_factor() const { return p_.epsilon * slope_noise_ + psi_; }

  WideParameters<R> p_;
  WideTriple<R> x_;
  R slope_signal_, slope_noise_, psi_, balance_, Q_;
};

}  // namespace featdyn::theory
