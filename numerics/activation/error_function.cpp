#include <algorithm>
#include <boost/math/constants/constants.hpp>
#include <cmath>
#include <numbers>

#include "numerics/activation/activation.hpp"
#include "numerics/activation/bivariate_normal.hpp"

namespace featdyn::numerics {
namespace {

/// erf and its derivatives, of which each is a polynomial times erf'(z) = 2 e^(-z^2) / sqrt(pi).
Jet jet(double z) {
  const double slope = 2 / boost::math::double_constants::root_pi * std::exp(-z * z);
  return {std::erf(z), slope, -2 * z * slope, (4 * z * z - 2) * slope};
}

/// E[erf(a + Z)] = erf(a / sqrt(1 + 2 v)), and its derivatives in a.
double mean(unsigned order, double a, double v) {
  const double scale = 1 / std::sqrt(1 + 2 * v);
  return std::pow(scale, order) * jet(a * scale)[order];
}

/// erf(x) = 2 P(xi <= sqrt(2) x) - 1 for a standard normal xi, so that E[erf(X) erf(Y)] is four times the
/// excess of a bivariate normal distribution at h = u a, k = t b beside erf(h/sqrt(2)) erf(k/sqrt(2)), and
/// its derivatives in a and b are those of that function.
PairMoments pair(const GaussianPair& at) {
  const double u = std::sqrt(2 / (1 + 2 * at.v)), t = std::sqrt(2 / (1 + 2 * at.w));
  const double h = u * at.a, k = t * at.b, rho = u * t * at.c;
  // 1 - rho^2 = ((1 + 2v)(1 + 2w) - 4c^2) / ((1 + 2v)(1 + 2w)), written so that nothing cancels
  const double determinant = std::max(at.v * at.w - at.c * at.c, 0.0);
  const double complement = u * t / 2 * std::sqrt(1 + 2 * at.v + 2 * at.w + 4 * determinant);
  const double p = (k - rho * h) / complement, q = (h - rho * k) / complement;
  const double of_h = normal_density(h), of_k = normal_density(k), both = of_h * normal_density(p);
  const double erf_p = std::erf(p / std::numbers::sqrt2), erf_q = std::erf(q / std::numbers::sqrt2);
  const double bend = 4 * both * rho / complement;
  return {.m00 = std::erf(h / std::numbers::sqrt2) * std::erf(k / std::numbers::sqrt2) +
                 4 * bivariate_normal_excess(h, k, rho, complement),
          .m10 = 2 * u * of_h * erf_p,
          .m01 = 2 * t * of_k * erf_q,
          .m11 = 4 * u * t * both / complement,
          .m20 = -u * u * (2 * h * of_h * erf_p + bend),
          .m02 = -t * t * (2 * k * of_k * erf_q + bend)};
}

}  // namespace

Activation error_function() {
  return {.name = "erf",
          .formula = "erf(z)",
          .latex = "\\operatorname{erf}(z)",
          .jet = &jet,
          .mean = &mean,
          .pair = &pair};
}

}  // namespace featdyn::numerics
