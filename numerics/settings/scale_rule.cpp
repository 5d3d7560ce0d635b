#include "numerics/settings/scale_rule.hpp"

#include <fmt/format.h>

#include <boost/math/quadrature/gauss.hpp>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>

namespace featdyn::numerics {
namespace {

using Kronrod = boost::math::quadrature::gauss_kronrod<double, scale_nodes_a_panel>;
using Gauss = boost::math::quadrature::gauss<double, scale_nodes_a_panel / 2>;

Decimal decimal(double value) {
  const std::string text = fmt::format("{:.17g}", value);
  return {.value = theory::rational_from_decimal(text), .text = text};
}

/// The place of node k of 15 in [-1, 1] and its weights; Kronrod's nodes are listed from the middle, every second
/// one of them is Gauss's.
struct Node {
  double at, weight, coarse;
};
Node node(int k) {
  const int from_middle = k - static_cast<int>(scale_nodes_a_panel / 2);
  const auto i = static_cast<std::size_t>(std::abs(from_middle));
  const double sign = from_middle < 0 ? -1 : 1;
  return {.at = sign * Kronrod::abscissa()[i],
          .weight = Kronrod::weights()[i],
          .coarse = i % 2 == 0 ? Gauss::weights()[i / 2] : 0};
}

ScaleRule kronrod(const ScalesSettings& settings) {
  const double low = std::log(theory::to_real<double>(settings.from->value)),
               high = std::log(theory::to_real<double>(settings.to->value));
  const double half = (high - low) / (2 * static_cast<double>(settings.panels));
  ScaleRule rule;
  for (long panel = 0; panel < settings.panels; ++panel)
    for (int k = 0; k < scale_nodes_a_panel; ++k) {
      const auto [at, weight, coarse] = node(k);
      const double middle = low + half * static_cast<double>(2 * panel + 1);
      rule.scales.push_back(decimal(std::exp(middle + half * at)));
      rule.weights.push_back(half * weight);
      rule.coarse.push_back(half * coarse);
    }
  return rule;
}

/// Adds the trapezoids between every `stride`-th scale and, where that leaves out the last, one to it.
void add_trapezoids(const std::vector<Decimal>& scales, std::size_t stride, std::vector<double>& weights) {
  for (std::size_t a = 0; a + 1 < scales.size();) {
    const std::size_t b = std::min(a + stride, scales.size() - 1);
    const double length = std::log(theory::to_real<double>(scales[b].value / scales[a].value));
    weights[a] += length / 2;
    weights[b] += length / 2;
    a = b;
  }
}

}  // namespace

ScaleRule rule_of(const ScalesSettings& settings) {
  if (settings.from) return kronrod(settings);
  const std::size_t count = settings.betas.size();
  ScaleRule rule{.scales = settings.betas,
                 .weights = std::vector<double>(count, 0.0),
                 .coarse = std::vector<double>(count, 0.0)};
  add_trapezoids(rule.scales, 1, rule.weights);
  if (count > 2) add_trapezoids(rule.scales, 2, rule.coarse);
  return rule;
}

}  // namespace featdyn::numerics
