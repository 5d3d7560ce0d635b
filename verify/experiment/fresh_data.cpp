#include "verify/experiment/fresh_data.hpp"

#include <Eigen/QR>

#include "numerics/activation/pointwise_activation.hpp"
#include "numerics/data/random.hpp"
#include "numerics/data/signal_noise.hpp"
#include "numerics/linear/eigensystem.hpp"
#include "verify/experiment/study.hpp"

namespace featdyn::verify {
namespace {

/// F with F F^T the covariance of <w_r, xi>; eigenvalues that rounding left below 0 are 0.
Eigen::MatrixXd factor_of_covariance(const numerics::SignalNoiseSettings& data,
                                     const numerics::Matrix<double>& A, const numerics::Matrix<double>& G) {
  const Eigen::MatrixXd signals = numerics::signal_vectors(data), S = A.leftCols(signals.rows());
  const Eigen::CompleteOrthogonalDecomposition<Eigen::MatrixXd> gram(signals * signals.transpose());
  const numerics::Eigensystem rest = numerics::eigensystem(G - S * gram.solve(S.transpose()));
  const Eigen::VectorXd roots = rest.values.cwiseMax(0).cwiseSqrt();
  return theory::to_real<double>(data.noise_std.value) * rest.vectors * roots.asDiagonal();
}

std::optional<numerics::SignalNoiseSettings> signal_noise(const numerics::Settings& settings) {
  if (const auto* paper = std::get_if<numerics::TwoPatchSettings>(&settings.data))
    return numerics::generalised(*paper);
  if (const auto* general = std::get_if<numerics::SignalNoiseSettings>(&settings.data)) return *general;
  return std::nullopt;
}

}  // namespace

bool can_count_errors(const numerics::Settings& settings) {
  const auto data = signal_noise(settings);
  return data && !data->noise_spectrum.exponent && data->noise_spectrum.blocks.empty() &&
         settings.architecture.second_layer != theory::SecondLayer::trained &&
         !settings.has_several_outputs();
}

int count_errors_on_fresh_data(const numerics::Problem& problem, const numerics::Matrix<double>& A,
                               const numerics::Matrix<double>& G) {
  const auto data = signal_noise(problem.settings).value();
  const Eigen::MatrixXd factor = factor_of_covariance(data, A, G);
  const auto share = theory::to_real<double>(data.shares()[0]);
  const auto copies = static_cast<double>(data.signal_patches);
  const Eigen::RowVectorXd signs = numerics::second_layer_signs<double>(problem.settings);
  const numerics::PointwiseActivation sigma(problem.settings);
  const double of_signal[] = {signs.dot(sigma(0, A.col(0)).col(0)), signs.dot(sigma(0, A.col(1)).col(0))};
  numerics::Engine engine = numerics::stream(problem.settings.data_seed, "fresh data", {});
  Eigen::VectorXd standard(A.rows());
  int errors = 0;
  for (int draw = 0; draw < fresh_draws; ++draw) {
    const bool positive = static_cast<double>(engine() >> 11U) * 0x1p-53 < share;
    double output = copies * of_signal[positive ? 0 : 1];
    for (long patch = 0; patch < data.noise_patches; ++patch) {
      numerics::fill_standard_normal(engine, standard.data(), static_cast<std::size_t>(standard.size()));
      output += signs.dot(sigma(0, factor * standard).col(0));
    }
    errors += (positive ? output > 0 : output < 0) ? 0 : 1;
  }
  return errors;
}

}  // namespace featdyn::verify
