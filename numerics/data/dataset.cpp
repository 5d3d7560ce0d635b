#include "numerics/data/dataset.hpp"

#include <fmt/format.h>

#include <cmath>

#include "numerics/data/data_extension.hpp"
#include "numerics/data/labels.hpp"
#include "numerics/data/random.hpp"
#include "numerics/data/signal_noise.hpp"
#include "numerics/data/spectrum.hpp"
#include "numerics/files/npy.hpp"
#include "numerics/refusal/memory.hpp"

namespace featdyn::numerics {
namespace {

/// Rows of weights from the file that a key names.
struct WeightsFile {
  const char* key;
  std::filesystem::path path;
};

Matrix<double> read_weights(const Settings& settings, const WeightsFile& file, Index dimension) {
  const Origin origin = settings.document.origin(file.key);
  const NpyArray array = [&] {
    try {
      return read_npy(file.path);
    } catch (const std::runtime_error& error) {
      throw InputError(origin,
                       fmt::format("{}: {}, allowed: an NPY array of float64", file.key, error.what()));
    }
  }();
  const auto& shape = array.header.shape;
  const Index neurons = settings.architecture.one_layer ? dimension : settings.neurons();
  const auto rows = static_cast<std::uint64_t>(neurons), columns = static_cast<std::uint64_t>(dimension);
  if (shape.size() != 2 || shape[0] != rows || shape[1] != columns || array.header.type != "<f8")
    throw InputError(origin,
                     fmt::format("{}: wrong shape or type, read shape ({}) of '{}', allowed: ({}, {}) "
                                 "of '<f8' (neurons x dimension)",
                                 file.key, fmt::join(shape, ", "), array.header.type, rows, columns));
  const Matrix<double> weights = Eigen::Map<const Matrix<double>>(array.values.data(), neurons, dimension);
  if (!weights.allFinite())
    throw InputError(origin,
                     fmt::format("{}: not finite, read nan or inf, allowed: finite numbers", file.key));
  return weights;
}

}  // namespace

std::vector<int> Dataset::multiplicities() const {
  std::vector<int> result(static_cast<std::size_t>(count()), 0);
  for (Index i = 0; i < sample_patches.size(); ++i)
    ++result[static_cast<std::size_t>(sample_patches.data()[i])];
  return result;
}

Matrix<double> Dataset::incidence() const {
  Matrix<double> result = Matrix<double>::Zero(samples(), count());
  for (Index i = 0; i < samples(); ++i)
    for (Index q = 0; q < sample_patches.cols(); ++q) result(i, sample_patches(i, q)) += 1;
  return result;
}

Dataset make_dataset(const Settings& settings) {
  struct {
    const Settings& settings;
    Dataset operator()(const TwoPatchSettings& data) const {
      return make_signal_noise(generalised(data), settings);
    }
    Dataset operator()(const SignalNoiseSettings& data) const { return make_signal_noise(data, settings); }
    Dataset operator()(const FileSettings& data) const { return make_from_file(data, settings); }
    Dataset operator()(const NoisyMnistSettings& data) const { return make_noisy_mnist(data, settings); }
    Dataset operator()(const ExtensionDataSettings& data) const {
      return make_extension_data(data, settings.data_seed);
    }
    Dataset operator()(const SpectrumSettings& data) const { return make_spectrum(data, settings); }
  } const make{settings};
  Dataset data = std::visit(make, settings.data);
  flip_labels(data, settings.label_noise.value, settings.data_seed);
  return data;
}

Matrix<double> make_initial_weights(const Settings& settings, Index dimension) {
  const Index neurons = settings.architecture.one_layer ? dimension : settings.neurons();
  require_memory(settings.document.origin("network.width"), "network.width", static_cast<double>(neurons),
                 static_cast<double>(dimension), 2);
  if (settings.init.weights)
    return read_weights(settings, {.key = "init.weights", .path = *settings.init.weights}, dimension);
  Matrix<double> weights(neurons, dimension);
#pragma omp parallel for schedule(static)
  for (Index r = 0; r < weights.rows(); ++r)
    fill_drawn_weights(settings, r, weights.row(r).data(), dimension);
  return weights;
}

void fill_drawn_weights(const Settings& settings, Index r, double* values, Index count, Index first) {
  const auto row = static_cast<std::uint64_t>(r);
  const auto length = static_cast<std::size_t>(count), start = static_cast<std::size_t>(first);
  if (settings.init.is_uniform()) {
    fill_uniform_row(settings.init.seed, "weights", row, values, length, start);
    Eigen::Map<Eigen::RowVectorXd>(values, count) *= start_bound(settings);
    return;
  }
  fill_normal_row(settings.init.seed, "weights", row, values, length, start);
  Eigen::Map<Eigen::RowVectorXd>(values, count) *= theory::to_real<double>(settings.init.std->value);
}

double start_bound(const Settings& settings) {
  return settings.init.bound
             ? theory::to_real<double>(settings.init.bound->value)
             : 1 / std::sqrt(static_cast<double>(signal_noise(settings.data).value().dimension));
}

std::optional<Matrix<double>> make_second_layer(const Settings& settings, Index dimension) {
  if (!settings.init.second_layer) return std::nullopt;
  return read_weights(settings, {.key = "init.second_layer", .path = *settings.init.second_layer}, dimension);
}

Matrix<double> zero_patches(const DataValues& values, Index rows, Index dimension) {
  require_memory(values.origin, "data.model", static_cast<double>(rows),
                 static_cast<double>(dimension) + static_cast<double>(rows));
  return Matrix<double>::Zero(rows, dimension);
}

Dataset sample_major(Matrix<double> patches, Index per_sample, std::vector<int> labels) {
  const Index n = per_sample < 1 ? 0 : patches.rows() / per_sample;
  if (n * per_sample != patches.rows() || (!labels.empty() && std::ssize(labels) != n))
    throw std::invalid_argument(fmt::format("sample_major: read {} patches, {} a sample, with {} labels",
                                            patches.rows(), per_sample, labels.size()));
  Dataset set{.patches = std::move(patches),
              .info = {},
              .sample_patches = consecutive_patches(n, per_sample),
              .labels = std::move(labels)};
  for (Index i = 0; i < n; ++i)
    for (Index q = 0; q < per_sample; ++q)
      set.info.push_back(
          {.is_signal = q == 0, .label = set.labels.empty() ? 0 : set.labels[static_cast<std::size_t>(i)]});
  return set;
}

Eigen::Matrix<int, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> consecutive_patches(Index samples,
                                                                                        Index per_sample) {
  Eigen::Matrix<int, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> result(samples, per_sample);
  for (Index i = 0; i < result.size(); ++i) result.data()[i] = static_cast<int>(i);
  return result;
}

}  // namespace featdyn::numerics
