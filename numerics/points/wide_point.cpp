#include <algorithm>
#include <cmath>

#include "numerics/points/wide_branch.hpp"
#include "numerics/points/wide_system.hpp"

namespace featdyn::numerics {
namespace wide {
namespace {

bool is_positive(const Point<double>& x) {
  return std::ranges::all_of(x.begin(), x.begin() + unknowns,
                             [](double value) { return value > 0 && std::isfinite(value); });
}

/// Newton's method in the unknowns of `x`, whose parameters stay.
bool newton(Point<double>& x, WideChart chart) {
  constexpr int most = 40;
  constexpr double close = 1e-12;
  for (int iteration = 0; iteration < most; ++iteration) {
    const auto F = in_order(slopes_at(x, chart).residual());
    const Matrix3<double> Y = inverse(F);
    double moved = 0, size = 0;
    for (std::size_t i = 0; i < unknowns; ++i) {
      const double step = Y[i][0] * F[0].value + Y[i][1] * F[1].value + Y[i][2] * F[2].value;
      x[i] -= step;
      moved += std::abs(step), size += std::abs(x[i]);
    }
    if (!is_positive(x)) return false;
    if (moved <= close * size) return true;
  }
  return false;
}

/// s > 0 with s (2 s^2 - 1) = w.
double crossover_root(double w) {
  constexpr int most = 100;
  double s =
      1 +
      std::cbrt(w / 2);  // beyond the root, where the left side is convex: Newton's method goes down to it
  for (int iteration = 0; iteration < most; ++iteration) s -= (s * (2 * s * s - 1) - w) / (6 * s * s - 1);
  return s;
}

/// The solution at epsilon = 0 (theory/wide_branch.hpp).
Point<double> widest(const WideSetting<double>& at) {
  if (at.chart == WideChart::crossover) {
    const double w = at.strength, s = crossover_root(w);
    const double x = std::cbrt(s / (2 * w * w * s * s + s * s + 1.5 * w * w + 2 * w * s));
    return {x, 2 * s / (x * x * ((w + s) * (w + s) + s * s)), s * x * x, w, 0, at.root_tau};
  }
  const bool strong = at.chart == WideChart::strong;
  const double v = strong ? 1 / at.strength : at.strength;
  const double size = std::pow((1 + v) * (1 + v * v) / 2, 1.0 / 6);
  return {(strong ? v : 1) / size, 1 / size, size, at.strength, 0, at.root_tau};
}

}  // namespace
}  // namespace wide

std::optional<WideTriple<double>> find_wide_point(const WideSetting<double>& setting) {
  constexpr int steps = 64;
  constexpr double weakest = 0.5, halving = 0.5, nearly_infinite = 1e-14;  // of 1/v
  WideSetting<double> start = setting;
  const bool strong = setting.chart == WideChart::strong;
  if (strong) start.strength = std::max(setting.strength, weakest);
  wide::Point<double> at = wide::widest(start);
  for (int k = 0; k <= steps; ++k) {
    at[4] = setting.epsilon * k / steps;
    if (!wide::newton(at, setting.chart)) return std::nullopt;
  }
  while (strong && at[3] > setting.strength) {
    at[3] = at[3] > nearly_infinite ? std::max(halving * at[3], setting.strength) : setting.strength;
    if (!wide::newton(at, setting.chart)) return std::nullopt;
  }
  return WideTriple<double>{at[0], at[1], at[2]};
}

}  // namespace featdyn::numerics
