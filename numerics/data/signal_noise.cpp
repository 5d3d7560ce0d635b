#include "numerics/data/signal_noise.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "numerics/data/labels.hpp"
#include "numerics/data/random.hpp"
#include "numerics/linear/gram_factor.hpp"
#include "numerics/refusal/memory.hpp"
#include "numerics/settings/noise_spectrum.hpp"

namespace featdyn::numerics {
namespace {

void require_memory_for_vectors(const SignalNoiseSettings& data, const Document& document) {
  const auto n = static_cast<double>(data.samples), k = static_cast<double>(data.classes),
             noises = n * static_cast<double>(data.noise_patches),
             scaled = static_cast<double>(data.scaled_signals());
  const char* key = static_cast<double>(data.dimension) >= noises ? "data.dimension" : "data.samples";
  require_memory(document.origin(key), key, noises + k + scaled,
                 static_cast<double>(data.dimension) + noises);
}

/// Which patches a sample has.
void require_memory_for_patches(const SignalNoiseSettings& data, const Document& document) {
  const auto n = static_cast<double>(data.samples);
  require_memory(document.origin("data.samples"), "data.samples", n, 1);
  require_memory(document.origin("data.signal_patches"), "data.signal_patches", n,
                 static_cast<double>(data.signal_patches));
  require_memory(document.origin("data.noise_patches"), "data.noise_patches", n,
                 static_cast<double>(data.noise_patches));
}

/// Sample i: its class's signal as often as asked for, then its own noise patches.
void add_sample(Dataset& set, const SignalNoiseSettings& data, Index i, long number) {
  const int label = label_of_class(number, data.classes);
  set.labels.push_back(label);
  set.sample_patches.row(i).head(data.signal_patches).setConstant(static_cast<int>(number));
  const Index scaled = data.classes + data.samples * data.noise_patches;  // the first of them
  for (Index q = 1; q < std::ssize(data.signal_scales); ++q)
    set.sample_patches(i, q) = static_cast<int>(scaled + (q - 1) * data.classes + number);
  for (Index q = 0; q < data.noise_patches; ++q) {
    set.info.push_back({.is_signal = false, .label = label});
    set.sample_patches(i, data.signal_patches + q) =
        static_cast<int>(data.classes + i * data.noise_patches + q);
  }
}

}  // namespace

Matrix<double> signal_vectors(const SignalNoiseSettings& data) {
  if (data.antipodal) {
    const auto norm = theory::to_real<double>(data.signal_norms[0].value);
    return Matrix<double>{{norm}, {-norm}};
  }
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

SignalNoisePatches::SignalNoisePatches(const SignalNoiseSettings& data, std::uint64_t seed)
    : data_(data),
      seed_(seed),
      signals_(signal_vectors(data)),
      deviations_(noise_deviations(data.noise_spectrum, data.noise_coordinates())),
      streams_{"noise"} {
  while (std::ssize(streams_) < data.noise_patches)
    streams_.push_back(fmt::format("noise {}", streams_.size() + 1));
}

/// Each of a sample's noise patches has a stream of its own, so that more of them leave the first ones as
/// they were. `first` counts the coordinates of the noise.
void SignalNoisePatches::fill_noise(Index patch, Index first, Index count, double* values) const {
  fill_normal_row(seed_, streams_[static_cast<std::size_t>(patch % data_.noise_patches)],
                  static_cast<std::uint64_t>(patch / data_.noise_patches), values,
                  static_cast<std::size_t>(count), static_cast<std::size_t>(first));
  Eigen::Map<Eigen::RowVectorXd> noise(values, count);
  noise *= theory::to_real<double>(data_.noise_std.value);
  noise.array() *= Eigen::Map<const Eigen::RowVectorXd>(deviations_.data() + first, count).array();
}

void SignalNoisePatches::fill(Index first, Matrix<double>& block) const {
  const Index span = signals_.cols(), signals = signals_.rows();
  const Index before = std::clamp<Index>(span - first, 0, block.cols());  // columns on the signals' axes
  const Index varied =
      std::clamp<Index>(data_.dimension - first, 0, block.cols());  // and before the constant
  const Index skipped = data_.noise_off_signals ? before : 0, origin = data_.noise_off_signals ? span : 0;
  block.topRows(signals).setZero();
  block.leftCols(before).setZero();
  block.topLeftCorner(signals, before) = signals_.middleCols(std::min(first, span), before);
  const Index scaled = block.rows() - data_.scaled_signals();
#pragma omp parallel for schedule(static)
  for (Index p = signals; p < scaled; ++p)
    fill_noise(p - signals, first + skipped - origin, varied - skipped, block.row(p).data() + skipped);
  for (Index q = 1; q < std::ssize(data_.signal_scales); ++q)
    block.middleRows(scaled + (q - 1) * signals, signals) =
        theory::to_real<double>(data_.signal_scales[static_cast<std::size_t>(q)].value) *
        block.topRows(signals);
  if (data_.constant)
    block.rightCols(block.cols() - varied).setConstant(theory::to_real<double>(data_.constant->value));
}

Dataset describe_signal_noise(const SignalNoiseSettings& data, const Settings& settings) {
  require_memory_for_patches(data, settings.document);
  const Index n = data.samples, N = data.classes + n * data.noise_patches + data.scaled_signals();
  Dataset set{.patches = Matrix<double>(N, 0), .info = {}, .sample_patches = {}, .labels = {}};
  for (long number = 0; number < data.classes; ++number)
    set.info.push_back({.is_signal = true, .label = label_of_class(number, data.classes)});
  set.sample_patches.resize(n, data.signal_patches + data.noise_patches);
  const std::vector<long> classes = data.random_labels ? random_classes(data.shares(), n, settings.data_seed)
                                                       : balanced_classes(data.shares(), n);
  for (Index i = 0; i < n; ++i) add_sample(set, data, i, classes[static_cast<std::size_t>(i)]);
  for (Index p = 0; p < data.scaled_signals(); ++p)
    set.info.push_back(
        {.is_signal = true, .label = label_of_class(p % data.classes, data.classes), .is_multiple = true});
  return set;
}

Dataset make_signal_noise(const SignalNoiseSettings& data, const Settings& settings) {
  require_memory_for_vectors(data, settings.document);
  Dataset set = describe_signal_noise(data, settings);
  set.patches.resize(set.count(), data.patch_length());
  SignalNoisePatches(data, settings.data_seed).fill(0, set.patches);
  return set;
}

std::vector<double> signal_to_noise_ratios(const SignalNoiseSettings& data) {
  const double sigma_xi = theory::to_real<double>(data.noise_std.value);
  const Matrix<double> signals = signal_vectors(data);
  const std::vector<double> deviations = noise_deviations(data.noise_spectrum, data.noise_coordinates());
  double mean_variance = 0;
  for (const double deviation : deviations) mean_variance += deviation * deviation;
  mean_variance /= static_cast<double>(deviations.size());
  std::vector<double> ratios;
  for (Index j = 0; j < signals.rows(); ++j)
    ratios.push_back(signals.row(j).norm() /
                     (sigma_xi * std::sqrt(mean_variance * static_cast<double>(data.dimension))));
  return ratios;
}

std::vector<std::pair<Index, Index>> patches_on_one_line(const DataSettings& data) {
  if (has_one_signal(data)) return {{0, 1}, {1, 0}};
  const auto signals = signal_noise(data);
  if (!signals || signals->scaled_signals() == 0) return {};
  const Index scaled = signals->classes + signals->samples * signals->noise_patches;
  std::vector<std::pair<Index, Index>> pairs;
  for (long number = 0; number < signals->classes; ++number) {
    std::vector<Index> line{number};
    for (Index p = number; p < signals->scaled_signals(); p += signals->classes) line.push_back(scaled + p);
    for (const Index p : line)
      for (const Index q : line)
        if (p != q) pairs.emplace_back(p, q);
  }
  return pairs;
}

}  // namespace featdyn::numerics
