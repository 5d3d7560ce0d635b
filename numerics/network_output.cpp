#include "numerics/network_output.hpp"

#include <cmath>

namespace featdyn::numerics {
namespace {

/// sigma, or its derivative, entry by entry.
Matrix<double> activate(const Settings& settings, const Matrix<double>& z, bool derivative) {
  Matrix<double> value = Matrix<double>::Zero(z.rows(), z.cols());
  for (std::size_t k = settings.activation.size(); k-- > (derivative ? 1U : 0U);) {
    const double factor = derivative ? static_cast<double>(k) : 1;
    value = value.array() * z.array() + factor * theory::to_real<double>(settings.activation[k].value);
  }
  return value;
}

}  // namespace

Matrix<double> denoiser_output(const Settings& settings, const Matrix<double>& W, const Matrix<double>& x) {
  return activate(settings, x * W.transpose(), false) * W / std::sqrt(static_cast<double>(settings.width));
}

Matrix<double> estimated_data(const Settings& settings, const Matrix<double>& W,
                              const Matrix<double>& noised) {
  const auto [alpha, beta] = signal_and_noise_level<double>(settings.diffusion);
  Parameters<double> values{};
  values[static_cast<std::size_t>(theory::Symbol::alpha)] = alpha;
  values[static_cast<std::size_t>(theory::Symbol::beta)] = beta;
  const auto target = theory::target_weights(settings.diffusion.target);
  const double e = target.noise.evaluate<double>(values), q = target.data.evaluate<double>(values);
  return (e * noised - beta * denoiser_output(settings, W, noised)) / (e * alpha - q * beta);
}

Eigen::VectorXd classifier_output(const Settings& settings, const Matrix<double>& W, const Dataset& data) {
  const Matrix<double> of_patches = activate(settings, data.patches * W.transpose(), false);
  const Eigen::VectorXd outputs = of_patches * second_layer_signs<double>(settings).transpose();
  return data.incidence() * outputs / static_cast<double>(settings.width);
}

Matrix<double> input_gradient(const Settings& settings, const Matrix<double>& W, const Matrix<double>& x) {
  const Matrix<double> slopes = activate(settings, x * W.transpose(), true);
  return slopes * second_layer_signs<double>(settings).asDiagonal() * W / static_cast<double>(settings.width);
}

}  // namespace featdyn::numerics
