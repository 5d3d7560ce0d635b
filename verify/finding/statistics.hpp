#pragma once

#include <map>
#include <optional>
#include <vector>

#include "numerics/linear/matrix.hpp"
#include "verify/finding/finding.hpp"

namespace featdyn::verify {

/// Two-sided quantile of Student's t.
double student(long degrees_of_freedom);

/// y = constant x^exponent, by least squares of the logarithms; intervals by Student's t.
struct PowerLaw {
  double constant = 0, exponent = 0;
  Range constant_interval = {}, exponent_interval = {};
};
/// Needs three points or more with x, y > 0; others are left out.
PowerLaw fit_power_law(const std::vector<double>& x, const std::vector<double>& y);

/// y = constant prod_i x_i^exponent_i by least squares of the logarithms.
struct PowerProduct {
  double constant = 0;
  std::vector<double> exponents;
  std::vector<Range> intervals;
};
/// x: points x factors, all > 0; more points than factors + 1.
PowerProduct fit_power_product(const numerics::Matrix<double>& x, const std::vector<double>& y);

/// Mean with Student's interval, and median with the exact interval of order statistics. NaN are left out.
struct Estimate {
  double value = 0;
  Range interval = {};
  double half_width() const { return interval.half_width(); }
};
Estimate mean_of(std::vector<double> values);
Estimate median_of(std::vector<double> values);

}  // namespace featdyn::verify
