#include "verify/finding/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "numerics/linear/least_squares.hpp"
#include "verify/finding/distributions.hpp"

namespace featdyn::verify {
namespace {

void drop_nan(std::vector<double>& values) {
  std::erase_if(values, [](double value) { return std::isnan(value); });
}

}  // namespace

double student(long degrees_of_freedom) {
  return student_quantile(static_cast<double>(degrees_of_freedom), (1 - confidence) / 2);
}

PowerProduct fit_power_product(const numerics::Matrix<double>& x, const std::vector<double>& y) {
  const Eigen::Index points = x.rows(), factors = x.cols();
  if (points <= factors + 1) throw std::invalid_argument("fit_power_product: too few points");
  Eigen::MatrixXd design(points, factors + 1);
  design.col(0).setOnes();
  design.rightCols(factors) = x.array().log();
  const Eigen::VectorXd target = Eigen::Map<const Eigen::VectorXd>(y.data(), points).array().log();
  const auto [coefficients, freedom, deviations] = numerics::linear_fit(design, target);
  PowerProduct fit{.constant = std::exp(coefficients[0]), .exponents = {}, .intervals = {}};
  for (Eigen::Index i = 1; i <= factors; ++i) {
    const double half = student(freedom) * deviations[i];
    fit.exponents.push_back(coefficients[i]);
    fit.intervals.push_back({coefficients[i] - half, coefficients[i] + half});
  }
  return fit;
}

PowerLaw fit_power_law(const std::vector<double>& x, const std::vector<double>& y) {
  std::vector<double> log_x, log_y;
  for (std::size_t i = 0; i < x.size(); ++i)
    if (x[i] > 0 && y[i] > 0) log_x.push_back(std::log(x[i])), log_y.push_back(std::log(y[i]));
  const auto n = static_cast<long>(log_x.size());
  if (n < 3) throw std::invalid_argument("fit_power_law: fewer than three points");
  const Eigen::Map<Eigen::ArrayXd> u(log_x.data(), n), v(log_y.data(), n);
  const double mean = u.mean(), spread = (u - mean).square().sum();
  const double exponent = ((u - mean) * (v - v.mean())).sum() / spread;
  const double offset = v.mean() - exponent * mean;
  const double deviation = std::sqrt((v - offset - exponent * u).square().sum() / static_cast<double>(n - 2));
  const double t = student(n - 2), half = t * deviation / std::sqrt(spread),
               half_offset = t * deviation * std::sqrt(1 / static_cast<double>(n) + mean * mean / spread);
  return {.constant = std::exp(offset),
          .exponent = exponent,
          .constant_interval = {std::exp(offset - half_offset), std::exp(offset + half_offset)},
          .exponent_interval = {exponent - half, exponent + half}};
}

Estimate mean_of(std::vector<double> values) {
  drop_nan(values);
  const auto n = static_cast<long>(values.size());
  const double nan = std::numeric_limits<double>::quiet_NaN();
  if (n == 0) return {.value = nan, .interval = {nan, nan}};
  const Eigen::Map<Eigen::ArrayXd> x(values.data(), n);
  const double mean = x.mean();
  if (n == 1) return {.value = mean, .interval = {-HUGE_VAL, HUGE_VAL}};
  const double half =
      student(n - 1) * std::sqrt((x - mean).square().sum() / static_cast<double>((n - 1) * n));
  return {.value = mean, .interval = {mean - half, mean + half}};
}

Estimate median_of(std::vector<double> values) {
  drop_nan(values);
  const std::size_t n = values.size();
  const double nan = std::numeric_limits<double>::quiet_NaN();
  if (n == 0) return {.value = nan, .interval = {nan, nan}};
  std::ranges::sort(values);
  // the k-th smallest bounds the median from below with probability P(Binomial(n, 1/2) >= k)
  std::size_t k = 0;
  while (k < n && binomial_cdf(static_cast<double>(n), 0.5, static_cast<double>(k)) <= (1 - confidence) / 2)
    ++k;
  const Range interval = k == 0 ? Range{-HUGE_VAL, HUGE_VAL} : Range{values[k - 1], values[n - k]};
  return {.value = (values[(n - 1) / 2] + values[n / 2]) / 2, .interval = interval};
}

}  // namespace featdyn::verify
