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
/// With a signal as strong as the width, w = sqrt(v / (m tau)) fixed as m -> infinity, let X_1 = sqrt v x_1,
/// X_2 = x_2 / sqrt v, Y = sqrt v y. Then the loss by v tends to
///   4 w y^3 + 4 w^2 x_1^2 y^2 + w^2 x_1^6 + 2 w x_1^4 y + 2 x_1^2 y^2 - 4 x_1 y,  all by 2,
/// whose stationary point has y = s x_1^2, w = s (2 s^2 - 1), so that with z = 2 s^2 >= 1
///   z (z - 1)^2 = 2 v / (m tau) = n SNR^2 / (m tau),  X_1 / (v X_2) = (z^2 + 1) / (2 z^3 - z^2 + 1):
/// half of the limit's at n SNR^2 = 0.7706 m tau; X_1 / X_2 -> (m tau (n SNR^2)^2)^(1/3) / 4 where z is large.
enum class WideChart {
  weak,      ///< strength v; X_1 = v x_1, X_2 = x_2, Y = y: regular down to v = 0
  strong,    ///< strength 1/v; X_1 = x_1, X_2 = x_2, Y = y: up to v = infinity with m fixed
  crossover  ///< strength w > 0; x_1, x_2, y as above, the loss by v: up to v = m = infinity
};

template <class R>
struct WideParameters {
  WideChart chart = WideChart::weak;
  R strength;  ///< >= 0
  R epsilon;   ///< m^(-1/2), in [0, 1)
  R root_tau;  ///< > 0
};

/// v, for epsilon > 0.
template <class R>
R signal_strength(const WideParameters<R>& p) {
  if (p.chart == WideChart::weak) return p.strength;
  if (p.chart == WideChart::strong) return R(1) / p.strength;
  const R root = p.strength * p.root_tau / p.epsilon;
  return root * root;
}

/// (x_1, x_2, y) of the chart, or what the three equations leave.
template <class R>
struct WideTriple {
  R signal, noise, size;
};

/// What the equations of a chart differ by: the loss's X_p^2 are (k_p x_p)^2, its C is sum_p k_p l_p x_p^2 - e y, and
/// what of an equation is small with `step` is kept apart, divided by it.
template <class R>
struct WideScales {
  R k_1, l_1, k_2, l_2;
  R e, step, e_by_step, delta_by_step;
  R delta_by_e, delta_2_by_e;  ///< delta / e, delta' / e (of the loss by v: delta' / (v e))
  R lift;                      ///< of C: |w_r|^2 less this times C + e y is what is off the patches' span

  static WideScales of(const WideParameters<R>& p) {
    const R one(1), part = one / (one - p.epsilon * p.epsilon);  // m / (m - 1)
    if (p.chart == WideChart::crossover) return crossover(p, part);
    const bool strong = p.chart == WideChart::strong;
    const R delta_by_e = p.epsilon * p.root_tau * part;
    return {.k_1 = strong ? one : p.strength,
            .l_1 = strong ? p.strength : one,
            .k_2 = one,
            .l_2 = one,
            .e = p.epsilon / p.root_tau,
            .step = p.epsilon,
            .e_by_step = one / p.root_tau,
            .delta_by_step = p.epsilon * part,
            .delta_by_e = delta_by_e,
            .delta_2_by_e = p.root_tau * p.root_tau * delta_by_e * part,
            .lift = p.epsilon * p.root_tau};
  }

 private:
  /// 1/v = (epsilon / (sqrt tau w))^2
  static WideScales crossover(const WideParameters<R>& p, const R& part) {
    const R one(1), root = p.epsilon / (p.root_tau * p.strength), small = p.epsilon * p.epsilon * part;
    return {.k_1 = one,
            .l_1 = one,
            .k_2 = root * root,
            .l_2 = one,
            .e = p.strength,
            .step = one,
            .e_by_step = p.strength,
            .delta_by_step = small,
            .delta_by_e = small / p.strength,
            .delta_2_by_e = small * small / (p.strength * p.strength * p.strength),
            .lift = p.epsilon * p.epsilon / p.strength};
  }
};

/// The equations and what is read off them, at a point: in numbers of type R, which may carry derivatives.
template <class R>
class WideBranch {
 public:
  WideBranch(const WideParameters<R>& p, const WideTriple<R>& x) : p_(WideScales<R>::of(p)), x_(x) {
    const R two(2), four(4);
    const R X = p_.k_1 * x.signal, X2 = X * X, Z = p_.k_2 * x.noise, Z2 = Z * Z, S = X2 + Z2,
            S4 = X2 * X2 + Z2 * Z2;
    const R &Y = x.size, &e = p_.e, Y2 = Y * Y, eY = e * Y;
    Q_ = (p_.k_1 * p_.l_1) * (x.signal * x.signal) + (p_.k_2 * p_.l_2) * (x.noise * x.noise);
    const R C = Q_ - eY, C2 = C * C;
    // Half the derivative by x_p is x_p (k_p step slope_p + l_p psi) - Y
    const R slope = p_.e_by_step * (Y * (Q_ + two * eY)) + (two * p_.delta_by_step) * C2;
    slope_signal_ = slope + (p_.e_by_step * e) * (X2 * Q_);
    slope_noise_ = slope + (p_.e_by_step * e) * (Z2 * Q_);
    psi_ = Y2 + eY * S + (e * e / two) * S4 + (four * e * p_.delta_by_e) * (S * C) +
           (R(6) * e * p_.delta_2_by_e) * C2;
    balance_ = Y * (Q_ * S - two * Y2) + e * (Q_ * S4) + (four * p_.delta_by_e) * (S * C * Q_) +
               (two * p_.delta_2_by_e) * (C2 * (two * Q_ + eY));
  }

  /// 0 on the branch, for the loss by its unit: half the derivatives by x_1 and x_2, by k_p, and
  /// (sum x dx - y dy) / (3 e).
  WideTriple<R> residual() const {
    return {x_.signal * signal_factor() - x_.size, x_.noise * noise_factor() - x_.size, balance_};
  }
  /// X_1 / X_2: the ratio of signal and noise overlaps. Of the charts weak and strong.
  R ratio() const { return p_.k_1 * x_.signal / (p_.k_2 * x_.noise); }
  /// X_1 / (v X_2), of every chart.
  R relative() const { return p_.l_1 * x_.signal / (p_.l_2 * x_.noise); }
  /// On the branch X_1 / X_2 = v (1 + step deviation), by the difference of the first two equations.
  R deviation() const {
    return (p_.l_1 * p_.k_2 * slope_noise_ - p_.l_2 * p_.k_1 * slope_signal_) / signal_factor();
  }
  /// The squared norm of a neuron's part off the patches' span, by its unit; the branch is there where it is > 0.
  R off_span() const { return x_.size - p_.lift * Q_; }

 private:
  R signal_factor() const { return (p_.k_1 * p_.step) * slope_signal_ + p_.l_1 * psi_; }
  R noise_factor() const { return (p_.k_2 * p_.step) * slope_noise_ + p_.l_2 * psi_; }

  WideScales<R> p_;
  WideTriple<R> x_;
  R slope_signal_, slope_noise_, psi_, balance_, Q_;
};

}  // namespace featdyn::theory
