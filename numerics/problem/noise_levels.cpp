#include "numerics/problem/noise_levels.hpp"

#include "numerics/scalar/worst.hpp"

namespace featdyn::numerics {
namespace {

/// The means of alpha^i beta^j over the nodes, i + j <= degree.
std::vector<double> means(NoiseSchedule schedule, long nodes, unsigned degree) {
  std::vector<double> sums((degree + 1) * (degree + 1), 0.0);
  for (const auto& [time, weight] : schedule_nodes<double>(schedule, nodes)) {
    const auto [alpha, beta] = schedule_level(schedule, time);
    for (unsigned i = 0; i <= degree; ++i)
      for (unsigned j = 0; i + j <= degree; ++j)
        sums[i * (degree + 1) + j] += weight * std::pow(alpha, i) * std::pow(beta, j);
  }
  return sums;
}

}  // namespace

double quadrature_error(const TimesSettings& several, unsigned degree) {
  const auto coarse = means(*several.schedule, several.nodes, degree);
  const auto fine = means(*several.schedule, 2 * several.nodes, degree);
  double worst = 0;
  for (std::size_t i = 0; i < coarse.size(); ++i) worst = worst_of(worst, std::abs(coarse[i] - fine[i]));
  return worst;
}

}  // namespace featdyn::numerics
