#include "numerics/activation/rectified_moments.hpp"

#include <algorithm>
#include <cmath>

#include "numerics/activation/bivariate_normal.hpp"

namespace featdyn::numerics {
namespace {

/// a_+^p; the step is 1/2 at 0, as it is on average for any noise.
double value_without_noise(int p, double a) {
  if (p < 0) return 0;
  if (p == 0) return a > 0 ? 1 : a == 0 ? 0.5 : 0;
  return std::pow(std::max(a, 0.0), p);
}

/// E[delta(X) Y_+^q] for X ~ N(a, v), Y of mean y/v where X = 0, with v w - c^2 = determinant.
double at_zero(double a, double v, int q, double y, double determinant) {
  return v > 0 ? rectified_moment(-1, a, v) * rectified_moment(q, y / v, determinant / v) : 0;
}

double determinant_of(const GaussianPair& at) {
  return std::max(at.v * at.w - at.c * at.c, 0.0);
}

double both_positive(const GaussianPair& at, double determinant) {
  if (!(at.v > 0) || !(at.w > 0)) return rectified_moment(0, at.a, at.v) * rectified_moment(0, at.b, at.w);
  const double root = std::sqrt(at.v * at.w);
  return bivariate_normal_distribution(at.a / std::sqrt(at.v), at.b / std::sqrt(at.w),
                                       std::clamp(at.c / root, -1.0, 1.0), std::sqrt(determinant) / root);
}

}  // namespace

/// By partial integration U_p = a U_{p-1} + (p - 1) v U_{p-2} from p = 2 on, U_1 = a U_0 + v U_{-1}.
double rectified_moment(int p, double a, double v) {
  if (!(v > 0)) return value_without_noise(p, a);
  const double deviation = std::sqrt(v), h = a / deviation;
  const double density = normal_density(h) / deviation;
  if (p == -2) return -a / v * density;
  if (p == -1) return density;
  double before = normal_distribution(h);
  if (p == 0) return before;
  double moment = a * before + v * density;
  for (int k = 2; k <= p; ++k) {
    const double next = a * moment + (k - 1) * v * before;
    before = moment;
    moment = next;
  }
  return moment;
}

/// The mean of Y given X = 0 is y/v for y = b v - c a; that of X given Y = 0 is x/w for x = a w - c b. Where X and
/// Y are nearly proportional both cancel, and the steps there jump with their signs, but not what is made of both, as
/// long as they belong together: x = (a (v w - c^2) - c y) / v.
double moment_at_first_zero(const GaussianPair& at, int q) {
  return at_zero(at.a, at.v, q, at.b * at.v - at.c * at.a, determinant_of(at));
}

double moment_at_second_zero(const GaussianPair& at, int p) {
  const double determinant = determinant_of(at), y = at.b * at.v - at.c * at.a;
  const double x = at.v > 0 ? (at.a * determinant - at.c * y) / at.v : at.a * at.w;
  return at_zero(at.b, at.w, p, x, determinant);
}

/// By partial integration
///   T_pq = a T_{p-1,q} + v max(1, p-1) T_{p-2,q} + c max(1, q) T_{p-1,q-1}.
RectifiedMoments::RectifiedMoments(const GaussianPair& at, int first, int second) {
  const auto& [a, b, v, w, c] = at;
  for (int p = 0; p <= first; ++p) T(p, -1) = moment_at_second_zero(at, p);
  for (int q = 0; q <= second; ++q) T(-1, q) = moment_at_first_zero(at, q);
  T(0, 0) = both_positive(at, determinant_of(at));
  for (int p = 1; p <= first; ++p)
    T(p, 0) = a * T(p - 1, 0) + v * std::max(1, p - 1) * T(p - 2, 0) + c * T(p - 1, -1);
  for (int q = 1; q <= second; ++q)
    T(0, q) = b * T(0, q - 1) + w * std::max(1, q - 1) * T(0, q - 2) + c * T(-1, q - 1);
  for (int p = 1; p <= first; ++p)
    for (int q = 1; q <= second; ++q)
      T(p, q) = a * T(p - 1, q) + v * std::max(1, p - 1) * T(p - 2, q) + c * q * T(p - 1, q - 1);
}

}  // namespace featdyn::numerics
