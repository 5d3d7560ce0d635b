#include "numerics/problem/noise_levels.hpp"

#include <algorithm>
#include <boost/math/special_functions/legendre.hpp>

namespace featdyn::numerics {
namespace {

struct Node {
  double place, weight;
};

/// Gauss-Legendre on (0, 1): weight 1 / ((1 - x^2) P_n'(x)^2) at (1 + x)/2 for the zeros x of P_n.
std::vector<Node> gauss_legendre(long count) {
  const int n = static_cast<int>(count);
  std::vector<Node> nodes;
  for (const double x : boost::math::legendre_p_zeros<double>(n)) {
    const double slope = boost::math::legendre_p_prime(n, x), weight = 1 / ((1 - x * x) * slope * slope);
    nodes.push_back({.place = (1 + x) / 2, .weight = weight});
    if (x != 0) nodes.push_back({.place = (1 - x) / 2, .weight = weight});
  }
  std::ranges::sort(nodes, {}, &Node::place);
  return nodes;
}

/// The means of alpha^i beta^j over the nodes, i + j <= degree.
std::vector<double> means(NoiseSchedule schedule, long nodes, unsigned degree) {
  std::vector<double> sums((degree + 1) * (degree + 1), 0.0);
  for (const auto& [time, weight] : schedule_nodes(schedule, nodes)) {
    const auto [alpha, beta] = schedule_level<double>(schedule, time);
    for (unsigned i = 0; i <= degree; ++i)
      for (unsigned j = 0; i + j <= degree; ++j)
        sums[i * (degree + 1) + j] +=
            theory::to_real<double>(weight) * std::pow(alpha, i) * std::pow(beta, j);
  }
  return sums;
}

}  // namespace

std::vector<ScheduleNode> schedule_nodes(NoiseSchedule schedule, long count) {
  std::vector<ScheduleNode> result;
  for (const auto& [place, weight] : gauss_legendre(count)) {
    const theory::Rational u(place), share(weight);
    // t = u^2, dt = 2 u du
    if (schedule == NoiseSchedule::variance_preserving)
      result.push_back({.time = u * u, .weight = 2 * u * share});
    else
      result.push_back({.time = u, .weight = share});
  }
  return result;
}

double quadrature_error(const TimesSettings& several, unsigned degree) {
  const auto coarse = means(*several.schedule, several.nodes, degree);
  const auto fine = means(*several.schedule, 2 * several.nodes, degree);
  double worst = 0;
  for (std::size_t i = 0; i < coarse.size(); ++i) worst = std::max(worst, std::abs(coarse[i] - fine[i]));
  return worst;
}

}  // namespace featdyn::numerics
