#include "numerics/methods/network_output.hpp"

#include <cmath>

#include "numerics/problem/pointwise_activation.hpp"

namespace featdyn::numerics {

Matrix<double> denoiser_output(const Settings& settings, const Matrix<double>& W, const Matrix<double>& x) {
  return PointwiseActivation(settings)(0, x * W.transpose()) * W /
         std::sqrt(static_cast<double>(settings.width));
}

Matrix<double> estimated_data(const Settings& settings, const Matrix<double>& W,
                              const Matrix<double>& noised) {
  const auto [alpha, beta] = signal_and_noise_level<double>(settings.diffusion);
  SymbolValues<double> values{};
  values[static_cast<std::size_t>(theory::Symbol::alpha)] = alpha;
  values[static_cast<std::size_t>(theory::Symbol::beta)] = beta;
  const auto target = theory::target_weights(settings.diffusion.target);
  const double e = target.noise.evaluate<double>(values), q = target.data.evaluate<double>(values);
  return (e * noised - beta * denoiser_output(settings, W, noised)) / (e * alpha - q * beta);
}

Eigen::VectorXd classifier_output(const Settings& settings, const Matrix<double>& W, const Dataset& data) {
  const Matrix<double> of_patches = PointwiseActivation(settings)(0, data.patches * W.transpose());
  const Eigen::VectorXd outputs = of_patches * second_layer_signs<double>(settings).transpose();
  const double patches = settings.architecture.averages_patches
                             ? static_cast<double>(data.sample_patches.cols())
                             : 1,
               neurons = settings.architecture.adds_neurons ? 1 : static_cast<double>(settings.width);
  return data.incidence() * outputs / (patches * neurons);
}

Matrix<double> input_gradient(const Settings& settings, const Matrix<double>& W, const Matrix<double>& x) {
  const Matrix<double> slopes = PointwiseActivation(settings)(1, x * W.transpose());
  return slopes * second_layer_signs<double>(settings).asDiagonal() * W / static_cast<double>(settings.width);
}

}  // namespace featdyn::numerics
