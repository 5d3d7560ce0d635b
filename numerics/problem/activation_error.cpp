#include "numerics/problem/activation_error.hpp"

#include <vector>

#include "numerics/activation/noise_average.hpp"
#include "numerics/problem/noise_levels.hpp"
#include "numerics/scalar/worst.hpp"

namespace featdyn::numerics {
namespace {

/// phi_0 to phi_3 and what a pair energy leaves behind.
std::vector<Matrix<double>> kernels(const Activation& activation, int nodes, const PairPlace& at) {
  NoiseAverage average(activation, nodes);
  std::vector<Matrix<double>> result(4, Matrix<double>(at.a.rows(), at.a.cols()));
  for (unsigned k = 0; k < 4; ++k) average.mean(k, at.a, at.C.diagonal(), result[k]);
  PairEnergy energy;
  average.pair_energy(at, energy);
  result.insert(result.end(), {energy.kappa, energy.slopes, energy.slope_rows, energy.curvature_rows});
  return result;
}

double largest(const Matrix<double>& x) {
  return x.cwiseAbs().maxCoeff<Eigen::PropagateNaN>();
}

double relative_change(const std::vector<Matrix<double>>& coarse, const std::vector<Matrix<double>>& fine) {
  double worst = 0;
  for (std::size_t i = 0; i < fine.size(); ++i) {
    const double size = largest(fine[i]);
    if (size != 0) worst = worst_of(worst, largest(coarse[i] - fine[i]) / size);
  }
  return worst;
}

}  // namespace

std::optional<double> activation_quadrature_error(const Problem& problem, const Matrix<double>& A,
                                                  const Matrix<double>& G) {
  const Settings& settings = problem.settings;
  const Activation* activation = find_activation(settings.architecture.function);
  if (activation == nullptr || activation->is_closed() || !settings.has_noise() || !A.allFinite() ||
      !G.allFinite())
    return std::nullopt;
  const int nodes = static_cast<int>(settings.architecture.quadrature_nodes);
  const Matrix<double> c = patch_weights<double>(problem.data);
  double worst = 0;
  for (const auto& [alpha, beta, weight] : noise_levels<double>(settings.diffusion)) {
    const Matrix<double> a = alpha * A, C = beta * beta * G;
    const PairPlace at{.a = a, .C = C, .D = G, .c = c};
    worst = worst_of(worst,
                     relative_change(kernels(*activation, nodes, at), kernels(*activation, 2 * nodes, at)));
  }
  return worst;
}

}  // namespace featdyn::numerics
