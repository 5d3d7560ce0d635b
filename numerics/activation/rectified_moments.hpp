#pragma once

#include <array>

#include "numerics/activation/activation.hpp"

namespace featdyn::numerics {

/// U_p = E[X_+^p] for X ~ N(a, v), where X_+^0 is the step at 0 (1/2 there), X_+^-1 its derivative, the density
/// at 0, and X_+^-2 the derivative of that. p from -2; without noise (v = 0) the densities are left out.
double rectified_moment(int p, double a, double v);

/// E[delta(X) Y_+^q] and E[X_+^p delta(Y)]: the density of one at 0 times the moment of the other given that.
double moment_at_first_zero(const GaussianPair& at, int q);
double moment_at_second_zero(const GaussianPair& at, int p);

/// T_pq = E[X_+^p Y_+^q] for two Gaussian variables, p from -1 to `first`, q from -1 to `second` (not both -1).
class RectifiedMoments {
 public:
  static constexpr int largest_power = 12;
  RectifiedMoments(const GaussianPair& at, int first, int second);
  double operator()(int p, int q) const { return values_[index(p)][index(q)]; }

 private:
  static std::size_t index(int power) { return static_cast<std::size_t>(power + 1); }
  double& T(int p, int q) { return values_[index(p)][index(q)]; }
  std::array<std::array<double, largest_power + 2>, largest_power + 2> values_;
};

}  // namespace featdyn::numerics
