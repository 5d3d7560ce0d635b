#include <algorithm>
#include <cmath>

#include "numerics/activation/activation.hpp"
#include "numerics/activation/bivariate_normal.hpp"

namespace featdyn::numerics {
namespace {

/// a_+^p; the step is 1/2 at 0, as it is on average for any noise.
double value_without_noise(int p, double a) {
  if (p < 0) return 0;
  if (p == 0) return a > 0 ? 1 : a == 0 ? 0.5 : 0;
  return std::pow(std::max(a, 0.0), p);
}

/// U_p = E[X_+^p] for X ~ N(a, v), where X_+^0 is the step at 0, X_+^-1 its derivative, the density at 0, and
/// X_+^-2 the derivative of that. By partial integration U_p = a U_{p-1} + v U_{p-2} for p = 1, 2.
double rectified_moment(int p, double a, double v) {
  if (!(v > 0)) return value_without_noise(p, a);
  const double deviation = std::sqrt(v), h = a / deviation;
  const double density = normal_density(h) / deviation;
  if (p == -2) return -a / v * density;
  if (p == -1) return density;
  const double step = normal_distribution(h);
  if (p == 0) return step;
  const double linear = a * step + v * density;
  return p == 1 ? linear : a * linear + v * step;
}

/// T_pq = E[X_+^p Y_+^q], p and q from -1 to 2 (not both -1). By partial integration
///   T_pq = a T_{p-1,q} + v max(1, p-1) T_{p-2,q} + c max(1, q) T_{p-1,q-1},
/// and T_-1,q is the density of X at 0 times U_q of Y given X = 0, whose mean is y/v for y = b v - c a; that of X
/// given Y = 0 is x/w for x = a w - c b. Where X and Y are nearly proportional both cancel, and the steps there jump
/// with their signs, but not what is made of both, as long as they belong together: x = (a (v w - c^2) - c y) / v.
class RectifiedMoments {
 public:
  explicit RectifiedMoments(const GaussianPair& at) {
    const auto& [a, b, v, w, c] = at;
    const double determinant = std::max(v * w - c * c, 0.0);
    const double y = b * v - c * a, x = v > 0 ? (a * determinant - c * y) / v : a * w;
    for (int p = 0; p <= 2; ++p) {
      T(p, -1) = at_zero(b, w, p, x, determinant);
      T(-1, p) = at_zero(a, v, p, y, determinant);
    }
    T(0, 0) = both_positive(at, determinant);
    for (int p = 1; p <= 2; ++p) {
      const double repeated = std::max(1, p - 1);
      T(p, 0) = a * T(p - 1, 0) + v * repeated * T(p - 2, 0) + c * T(p - 1, -1);
      T(0, p) = b * T(0, p - 1) + w * repeated * T(0, p - 2) + c * T(-1, p - 1);
    }
    for (int p = 1; p <= 2; ++p)
      for (int q = 1; q <= 2; ++q)
        T(p, q) = a * T(p - 1, q) + v * std::max(1, p - 1) * T(p - 2, q) + c * q * T(p - 1, q - 1);
  }
  double operator()(int p, int q) const { return values_[p + 1][q + 1]; }

 private:
  double& T(int p, int q) { return values_[p + 1][q + 1]; }

  /// E[delta(X) Y_+^q] for X ~ N(a, v), Y of mean y/v where X = 0, with v w - c^2 = determinant.
  static double at_zero(double a, double v, int q, double y, double determinant) {
    return v > 0 ? rectified_moment(-1, a, v) * rectified_moment(q, y / v, determinant / v) : 0;
  }

  static double both_positive(const GaussianPair& at, double determinant) {
    if (!(at.v > 0) || !(at.w > 0)) return rectified_moment(0, at.a, at.v) * rectified_moment(0, at.b, at.w);
    const double root = std::sqrt(at.v * at.w);
    return bivariate_normal_distribution(at.a / std::sqrt(at.v), at.b / std::sqrt(at.w),
                                         std::clamp(at.c / root, -1.0, 1.0), std::sqrt(determinant) / root);
  }

  double values_[4][4] = {};
};

/// power! / (power - order)!, constant once the power is used up: the derivatives of the step have factor
/// power!.
constexpr double factor(int power, unsigned order) {
  double result = 1;
  for (int k = 0; k < static_cast<int>(order) && power - k > 1; ++k) result *= power - k;
  return result;
}

template <int power>
Jet jet(double z) {
  Jet result{};
  for (unsigned k = 0; k < result.size(); ++k)
    result[k] = factor(power, k) * rectified_moment(power - static_cast<int>(k), z, 0);
  return result;
}

template <int power>
double mean(unsigned order, double a, double v) {
  return factor(power, order) * rectified_moment(power - static_cast<int>(order), a, v);
}

template <int power>
PairMoments pair(const GaussianPair& at) {
  const RectifiedMoments T(at);
  const double one = factor(power, 1), two = factor(power, 2);
  return {.m00 = T(power, power),
          .m10 = one * T(power - 1, power),
          .m01 = one * T(power, power - 1),
          .m11 = one * one * T(power - 1, power - 1),
          .m20 = two * T(power - 2, power),
          .m02 = two * T(power, power - 2)};
}

template <int power>
Activation rectified(const char* name, const char* formula, const char* latex) {
  return {.name = name,
          .formula = formula,
          .latex = latex,
          .jet = &jet<power>,
          .mean = &mean<power>,
          .pair = &pair<power>};
}

}  // namespace

Activation rectified_linear() {
  return rectified<1>("relu", "max(z, 0)", "\\max(z, 0)");
}

Activation rectified_square() {
  return rectified<2>("squared-relu", "max(z, 0)^2", "\\max(z, 0)^2");
}

}  // namespace featdyn::numerics
