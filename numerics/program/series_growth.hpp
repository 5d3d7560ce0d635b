#pragma once

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "numerics/linear/matrix.hpp"

namespace featdyn::numerics {

/// log2 of the largest entry of each coefficient of a series, rounded up; nothing for 0.
using CoefficientSizes = std::vector<std::optional<long>>;

/// What stands for the size of numbers that are not finite.
inline constexpr long log2_beyond_doubles = 1024;

inline std::optional<long> log2_size(const Matrix<double>& x) {
  std::optional<long> result;
  for (const double entry : x.reshaped())
    if (entry != 0)
      result = std::max(result.value_or(-log2_beyond_doubles - 51),
                        std::isfinite(entry) ? std::ilogb(entry) + 1L : log2_beyond_doubles + 1);
  return result;
}

/// By how many bits coefficients that are scaled with their growth may exceed the first.
inline constexpr double growth_slack = 12;

/// The whole g for which |x_k| 2^(-g k) stays within `slack` bits of the first coefficient that is not 0, and a bit
/// less from order to order, for all series. As 2^-g is at most three quarters of the radius of convergence,
/// sums of products of such series do not outgrow them either.
inline long growth_of(const std::vector<CoefficientSizes>& series, double slack = growth_slack) {
  std::optional<double> growth;
  for (const CoefficientSizes& sizes : series) {
    const auto first = std::ranges::find_if(sizes, [](const auto& size) { return size.has_value(); });
    for (auto next = first; next != sizes.end(); ++next)
      if (next != first && *next) {
        const auto orders = static_cast<double>(next - first);
        growth = std::max(growth.value_or(-1e9), (static_cast<double>(**next - **first) - slack) / orders);
      }
  }
  return growth ? static_cast<long>(std::ceil(*growth + std::log2(4.0 / 3))) : 0;
}

/// Whether numbers scaled by that growth keep their digits: no coefficient is more than twice growth_slack bits
/// above the first, and a step as TaylorStepper takes it is no longer than 2^-growth, so that errors of high
/// orders do not come back enlarged.
inline bool growth_fits(const std::vector<CoefficientSizes>& series, long growth) {
  if (series.empty()) return false;
  const auto order = static_cast<long>(series[0].size()) - 1;
  std::vector<std::optional<long>> largest(series[0].size());
  for (const CoefficientSizes& sizes : series) {
    std::optional<long> first;  // scaled
    for (long k = 0; k <= order; ++k) {
      const auto& size = sizes[static_cast<std::size_t>(k)];
      if (!size) continue;
      auto& most = largest[static_cast<std::size_t>(k)];
      most = std::max(most.value_or(*size), *size);
      if (!first) first = *size - growth * k;
      if (static_cast<double>(*size - growth * k - *first) > 2 * growth_slack) return false;
    }
  }
  std::optional<double> step;  // log2, without its factor e^-2
  for (long k = order; k > 0 && (k + 1 >= order || !step); --k)
    if (const auto& size = largest[static_cast<std::size_t>(k)]; size && largest[0]) {
      const double candidate = static_cast<double>(*largest[0] - *size) / static_cast<double>(k);
      step = std::min(step.value_or(candidate), candidate);
    }
  return !step || *step - 2 / std::log(2.0) + static_cast<double>(growth) <= 0;
}

}  // namespace featdyn::numerics
