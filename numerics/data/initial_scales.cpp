#include "numerics/data/initial_scales.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "numerics/data/aligned_start.hpp"

namespace featdyn::numerics {
namespace {

/// The patches in the order of Gram and Schmidt: signals first.
std::vector<Index> signals_first(const Dataset& data) {
  std::vector<Index> order;
  for (const bool signals : {true, false})
    for (Index p = 0; p < data.count(); ++p)
      if (const PatchInfo& info = data.info[static_cast<std::size_t>(p)];
          info.is_signal == signals && !info.is_multiple)
        order.push_back(p);
  return order;
}

/// The factor on each direction.
std::vector<double> factors(const Settings& settings, const Dataset& data) {
  const InitSettings& init = settings.init;
  const auto of = [&](const Decimal& deviation) {
    return theory::to_real<double>(deviation.value / init.std->value);
  };
  const auto signals = static_cast<std::size_t>(std::ranges::count_if(
      data.info, [](const PatchInfo& info) { return info.is_signal && !info.is_multiple; }));
  if (init.signal_std.size() > 1 && init.signal_std.size() != signals)
    throw InputError(
        settings.document.origin("init.signal_std"),
        fmt::format("init.signal_std: wrong number of values, read {}, allowed: 1, or {}, one a signal",
                    init.signal_std.size(), signals));
  std::vector<double> result(data.info.size(), 1.0);
  for (std::size_t k = 0; k < result.size(); ++k) {
    if (k < signals && !init.signal_std.empty())
      result[k] = of(init.signal_std[init.signal_std.size() == 1 ? 0 : k]);
    if (k >= signals && init.noise_std) result[k] = of(*init.noise_std);
  }
  return result;
}

/// Sums in the order of their terms, so that their bits are the same on every machine: certificates compare
/// weights bit by bit.
double inner(const double* x, const double* y, Index count) {
  double sum = 0;
  for (Index i = 0; i < count; ++i) sum += x[i] * y[i];
  return sum;
}

/// y += a x
void add(double a, const double* x, double* y, Index count) {
  for (Index i = 0; i < count; ++i) y[i] += a * x[i];
}

/// A unit vector and the factor on the weights' part along it.
struct Direction {
  std::vector<double> unit;
  double factor;
};

/// The orthonormal directions of the patches in that order, each made orthogonal twice; patches that depend
/// on those before them, up to rounding, have none.
std::vector<Direction> gram_schmidt(const Matrix<double>& patches, const std::vector<Index>& order,
                                    const std::vector<double>& factors) {
  constexpr double rounding = 1e-12;
  std::vector<Direction> directions;
  for (std::size_t k = 0; k < order.size(); ++k) {
    const Index d = patches.cols();
    const double* const x = patches.row(order[k]).data();
    std::vector<double> rest(x, x + d);
    for (int pass = 0; pass < 2; ++pass)
      for (const Direction& before : directions)
        add(-inner(rest.data(), before.unit.data(), d), before.unit.data(), rest.data(), d);
    const double length = std::sqrt(inner(rest.data(), rest.data(), d));
    if (!(length > rounding * std::sqrt(inner(x, x, d)))) continue;
    for (double& entry : rest) entry /= length;
    directions.push_back({.unit = std::move(rest), .factor = factors[k]});
  }
  return directions;
}

}  // namespace

void scale_along_patches(const Settings& settings, const Dataset& data, Matrix<double>& weights) {
  if (settings.init.signal_std.empty() && !settings.init.noise_std) return;
  const std::vector<Direction> directions =
      gram_schmidt(data.patches, signals_first(data), factors(settings, data));
  const Index d = weights.cols();
#pragma omp parallel for schedule(static)
  for (Index r = 0; r < weights.rows(); ++r) {
    double* const w = weights.row(r).data();
    std::vector<double> parts;
    for (const Direction& direction : directions) parts.push_back(inner(w, direction.unit.data(), d));
    for (std::size_t k = 0; k < parts.size(); ++k)
      add(parts[k] * (directions[k].factor - 1), directions[k].unit.data(), w, d);
  }
}

Matrix<double> make_scaled_weights(const Settings& settings, const Dataset& data) {
  if (!settings.init.modes.empty()) return make_aligned_weights(settings, data);
  Matrix<double> weights = make_initial_weights(settings, data.dimension());
  scale_along_patches(settings, data, weights);
  return weights;
}

}  // namespace featdyn::numerics
