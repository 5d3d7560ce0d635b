#include "numerics/data/signal_noise.hpp"

#include <fmt/format.h>

#include <cmath>

#include "numerics/data/gram_factor.hpp"
#include "numerics/data/labels.hpp"
#include "numerics/data/noise_spectrum.hpp"
#include "numerics/memory.hpp"
#include "numerics/random.hpp"

namespace featdyn::numerics {
namespace {

void require_memory_for(const SignalNoiseSettings& data, const Document& document) {
  const auto n = static_cast<double>(data.samples), k = static_cast<double>(data.classes),
             noises = n * static_cast<double>(data.noise_patches);
  require_memory(document.origin("data.dimension"), "data.dimension", noises + k,
                 static_cast<double>(data.dimension) + noises);
  require_memory(document.origin("data.signal_patches"), "data.signal_patches", n,
                 static_cast<double>(data.signal_patches));
}

/// The n Q rows of noise below the signals, zero on the axes that the signals span. Each of a sample's
/// noise patches has a stream of its own, so that more of them leave the first ones as they were.
void fill_noise(Dataset& set, const SignalNoiseSettings& data, Index span, std::uint64_t seed) {
  const Index d = data.dimension, Q = data.noise_patches, k = data.classes;
  const double sigma_xi = theory::to_real<double>(data.noise_std.value);
  const std::vector<double> spectrum = noise_deviations(data.noise_spectrum, d - span);
  const Eigen::Map<const Eigen::RowVectorXd> deviations(spectrum.data(), d - span);
  std::vector<std::string> streams{"noise"};
  while (std::ssize(streams) < Q) streams.push_back(fmt::format("noise {}", streams.size() + 1));
#pragma omp parallel for schedule(static)
  for (Index i = 0; i < data.samples; ++i)
    for (Index q = 0; q < Q; ++q) {
      auto noise = set.patches.row(k + i * Q + q).tail(d - span);
      fill_normal_row(seed, streams[static_cast<std::size_t>(q)], static_cast<std::uint64_t>(i), noise.data(),
                      static_cast<std::size_t>(d - span));
      noise *= sigma_xi;
      noise.array() *= deviations.array();
    }
}

/// Sample i: its class's signal as often as asked for, then its own noise patches.
void add_sample(Dataset& set, const SignalNoiseSettings& data, Index i, long number) {
  const int label = label_of_class(number, data.classes);
  set.labels.push_back(label);
  set.sample_patches.row(i).head(data.signal_patches).setConstant(static_cast<int>(number));
  for (Index q = 0; q < data.noise_patches; ++q) {
    set.info.push_back({.is_signal = false, .label = label});
    set.sample_patches(i, data.signal_patches + q) =
        static_cast<int>(data.classes + i * data.noise_patches + q);
  }
}

}  // namespace

Matrix<double> signal_vectors(const SignalNoiseSettings& data) {
  if (data.signal_gram.empty()) {
    Eigen::VectorXd norms(data.classes);
    for (Index j = 0; j < norms.size(); ++j)
      norms[j] = theory::to_real<double>(data.signal_norms[static_cast<std::size_t>(j)].value);
    return norms.asDiagonal();
  }
  const GramFactor factor = *factor_gram(data.gram());  // semidefinite, the reader has checked
  Matrix<double> signals(data.classes, std::ssize(factor.D));
  for (Index j = 0; j < signals.rows(); ++j)
    for (Index a = 0; a < signals.cols(); ++a) {
      const auto column = static_cast<std::size_t>(a);
      signals(j, a) = theory::to_real<double>(factor.L[static_cast<std::size_t>(j)][column]) *
                      std::sqrt(theory::to_real<double>(factor.D[column]));
    }
  return signals;
}

Dataset make_signal_noise(const SignalNoiseSettings& data, const Settings& settings) {
  require_memory_for(data, settings.document);
  const Matrix<double> signals = signal_vectors(data);
  const Index n = data.samples, N = data.classes + n * data.noise_patches;
  Dataset set{
      .patches = Matrix<double>::Zero(N, data.dimension), .info = {}, .sample_patches = {}, .labels = {}};
  set.patches.topLeftCorner(data.classes, signals.cols()) = signals;
  fill_noise(set, data, signals.cols(), settings.data_seed);
  for (long number = 0; number < data.classes; ++number)
    set.info.push_back({.is_signal = true, .label = label_of_class(number, data.classes)});
  set.sample_patches.resize(n, data.signal_patches + data.noise_patches);
  const std::vector<long> classes = data.random_labels ? random_classes(data.shares(), n, settings.data_seed)
                                                       : balanced_classes(data.shares(), n);
  for (Index i = 0; i < n; ++i) add_sample(set, data, i, classes[static_cast<std::size_t>(i)]);
  return set;
}

std::vector<double> signal_to_noise_ratios(const SignalNoiseSettings& data) {
  const double sigma_xi = theory::to_real<double>(data.noise_std.value);
  const Matrix<double> signals = signal_vectors(data);
  const std::vector<double> deviations =
      noise_deviations(data.noise_spectrum, data.dimension - signals.cols());
  double mean_variance = 0;
  for (const double deviation : deviations) mean_variance += deviation * deviation;
  mean_variance /= static_cast<double>(deviations.size());
  std::vector<double> ratios;
  for (Index j = 0; j < signals.rows(); ++j)
    ratios.push_back(signals.row(j).norm() /
                     (sigma_xi * std::sqrt(mean_variance * static_cast<double>(data.dimension))));
  return ratios;
}

}  // namespace featdyn::numerics
