#include "numerics/activation/bivariate_normal.hpp"

#include <boost/math/constants/constants.hpp>
#include <boost/math/quadrature/gauss.hpp>
#include <boost/math/special_functions/owens_t.hpp>
#include <cmath>
#include <numbers>

namespace featdyn::numerics {
namespace {

using boost::math::double_constants::one_div_root_two_pi;
using boost::math::double_constants::one_div_two_pi;

/// Above this correlation the integrand of the excess is no longer smooth.
constexpr double largest_smooth_correlation = 0.75;

/// T(h, x / h) for h != 0.
double owens_t_of_ratio(double h, double x) {
  return boost::math::owens_t(h, x / h);
}

/// P(X <= h, Y <= 0): T(0, x) tends to +-1/4 as x to +-infinity.
double with_one_zero(double h, double rho, double complement) {
  if (h == 0) return 0.25 + one_div_two_pi * std::atan2(rho, complement);
  return 0.5 * normal_distribution(h) - owens_t_of_ratio(h, -rho * h / complement);
}

}  // namespace

double normal_density(double x) {
  return one_div_root_two_pi * std::exp(-x * x / 2);
}

double normal_distribution(double x) {
  return std::erfc(-x / std::numbers::sqrt2) / 2;
}

double bivariate_normal_distribution(double h, double k, double rho, double complement) {
  if (complement <= 0)
    return rho > 0 ? normal_distribution(std::fmin(h, k))
                   : std::fmax(0.0, normal_distribution(h) - normal_distribution(-k));
  if (k == 0) return with_one_zero(h, rho, complement);
  if (h == 0) return with_one_zero(k, rho, complement);
  const double of_h = owens_t_of_ratio(h, (k - rho * h) / complement);
  const double of_k = owens_t_of_ratio(k, (h - rho * k) / complement);
  const double apart = (h < 0) != (k < 0) ? 0.5 : 0.0;
  return 0.5 * (normal_distribution(h) + normal_distribution(k)) - of_h - of_k - apart;
}

double bivariate_normal_excess(double h, double k, double rho, double complement) {
  if (std::abs(rho) > largest_smooth_correlation)
    return bivariate_normal_distribution(h, k, rho, complement) -
           normal_distribution(h) * normal_distribution(k);
  // d/drho of the distribution is the density; rho = sin(theta)
  const auto density = [&](double theta) {
    const double sine = std::sin(theta), cosine = std::cos(theta);
    return std::exp(-(h * h + k * k - 2 * h * k * sine) / (2 * cosine * cosine));
  };
  const double end = std::asin(rho);
  return one_div_two_pi * boost::math::quadrature::gauss<double, 20>::integrate(density, 0.0, end);
}

}  // namespace featdyn::numerics
