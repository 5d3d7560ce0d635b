#pragma once

#include <array>
#include <boost/test/unit_test.hpp>

#include "numerics/scalar/arb_number.hpp"
#include "tests/symmetric_loss.hpp"

namespace featdyn::testing {

/// The symmetric branch by Newton's method in long numbers on the loss as the theory writes it, followed from the
/// width and strength where it is known: shares nothing with what proofs over ranges rest on.
class PreciseBranch {
 public:
  using Real = numerics::BigReal;
  /// Of n/(sigma_xi^2 d) and t.
  PreciseBranch(const Real& rho, const Real& t)
      : rho_(rho), alpha_(exp(-t)), beta_(sqrt(-expm1(Real(-2) * t))) {}

  /// a_mu / a_xi to 50 digits, at n SNR^2 = 2 v.
  Real ratio(const Real& v, const Real& m) {
    const Real one(1), widest(1e8);
    v_ = v < one ? v : one, m_ = m < widest ? widest : m;
    start();
    while (m_ > m) narrow(m);
    while (v_ < v) strengthen(v);
    solve(Real(1e-50));
    return x_[0] / x_[1];
  }

 private:
  using Vector = std::array<Real, 3>;

  /// The solution for m -> infinity.
  void start() {
    const Real third = Real(1) / Real(3), root = sqrt(rho_);
    const Real size = pow((v_ + Real(1)) * (v_ * v_ + Real(1)) / Real(2), third / Real(2));
    const Real a_0 = Real(1) / (root * pow(m_ * beta_ * beta_, third));
    x_ = {a_0 * v_ / size, a_0 / size, a_0 * a_0 * alpha_ * sqrt(m_ * rho_) / beta_ * size};
    solve(near);
  }
  /// Fewer neurons, by a factor of 4 at most: a ~ m^(-1/3), h ~ m^(-1/6) to begin with.
  void narrow(const Real& end) {
    const Real next = m_ / Real(4), before = m_;
    m_ = next > end ? next : end;
    const Real sixth = pow(before / m_, Real(1) / Real(6));
    x_[0] *= sixth * sixth, x_[1] *= sixth * sixth, x_[2] *= sixth;
    solve(near);
  }
  void strengthen(const Real& end) {
    const Real next = v_ * Real(1.2);
    v_ = next < end ? next : end;
    solve(near);
  }

  Vector slopes(const Vector& at) const {
    using Number = numerics::Differentiated<Real, 3>;
    const SymmetricModel<Real> model{alpha_, beta_, sqrt(m_), sqrt(rho_), v_};
    return symmetric_loss(model, Number(at[0], 0), Number(at[1], 1), Number(at[2], 2)).by;
  }

  void solve(const Real& accuracy) {
    constexpr int most = 60;
    Real moved(1);
    for (int iteration = 0; iteration < most && moved > accuracy; ++iteration) moved = newton_step();
    BOOST_REQUIRE((moved <= accuracy && x_[0] > Real(0) && x_[1] > Real(0) && x_[2] > Real(0)));
  }

  /// With a Jacobian by differences; how far it went, relatively.
  Real newton_step() {
    using Square = std::array<Vector, 3>;
    const Vector F = slopes(x_);
    Square J;
    for (std::size_t j = 0; j < 3; ++j) {
      Vector there = x_;
      const Real step = x_[j] * Real(1e-28);
      there[j] += step;
      const Vector G = slopes(there);
      for (std::size_t i = 0; i < 3; ++i) J[i][j] = (G[i] - F[i]) / step;
    }
    const auto determinant = [](const Square& M) {
      return M[0][0] * (M[1][1] * M[2][2] - M[1][2] * M[2][1]) -
             M[0][1] * (M[1][0] * M[2][2] - M[1][2] * M[2][0]) +
             M[0][2] * (M[1][0] * M[2][1] - M[1][1] * M[2][0]);
    };
    Real moved(0);
    for (std::size_t j = 0; j < 3; ++j) {
      Square M = J;
      for (std::size_t i = 0; i < 3; ++i) M[i][j] = F[i];
      const Real step = determinant(M) / determinant(J);
      moved += abs(step / x_[j]);
      x_[j] -= step;
    }
    return moved;
  }

  static inline const Real near = Real(1e-8);
  Real rho_, alpha_, beta_, v_, m_;
  Vector x_;
};

}  // namespace featdyn::testing
