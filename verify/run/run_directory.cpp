#include "verify/run/run_directory.hpp"

#include <fmt/format.h>

#include "numerics/problem/streamed_problem.hpp"
#include "numerics/scalar/arb_number.hpp"

namespace featdyn::verify {
namespace {

using numerics::AtomicFile;
using numerics::Index;
using numerics::NpyWriter;

std::vector<std::uint64_t> overlaps_shape(const numerics::Problem& problem) {
  return {static_cast<std::uint64_t>(problem.settings.neurons()),
          static_cast<std::uint64_t>(problem.data.count())};
}

std::vector<std::uint64_t> gram_shape(const numerics::Problem& problem) {
  const auto neurons = static_cast<std::uint64_t>(problem.settings.neurons());
  return {neurons, neurons};
}

}  // namespace

template <>
std::string decimal(const double& value, int digits) {
  return fmt::format("{:.{}g}", value, digits);
}

template <>
std::string decimal(const numerics::BigReal& value, int digits) {
  return value.str(digits);
}

const char* const trajectory_header =
    "step,time,loss,signal_max,signal_mean,noise_max,noise_mean,ratio,weight_norm_sq_mean,gradient_norm";

template <class R>
std::string csv_line(const numerics::Record<R>& record, int digits) {
  std::string line = std::to_string(record.step);
  for (const std::optional<R>& value :
       {std::optional(record.time), std::optional(record.loss), std::optional(record.signal_max),
        std::optional(record.signal_mean), record.noise_max, record.noise_mean, record.ratio,
        std::optional(record.weight_norm_sq_mean), std::optional(record.gradient_norm)})
    line += "," + (value ? decimal(*value, digits) : std::string());
  return line + "\n";
}

template std::string csv_line(const numerics::Record<double>&, int);
template std::string csv_line(const numerics::Record<numerics::BigReal>&, int);

RunFiles::RunFiles(const std::filesystem::path& directory, const numerics::Problem& problem,
                   const std::string& comment)
    : csv_(directory / "trajectory.csv"),
      overlaps_(directory / "overlaps.npy", overlaps_shape(problem)),
      gram_(directory / "gram.npy", gram_shape(problem)) {
  csv_.write(fmt::format("# {}\n{}\n", comment, trajectory_header));
}

RunFiles::RunFiles(const std::filesystem::path& directory, const numerics::Problem& problem,
                   const Progress& progress)
    : csv_(directory / "trajectory.csv", progress.csv_bytes),
      overlaps_(directory / "overlaps.npy", overlaps_shape(problem), progress.records),
      gram_(directory / "gram.npy", gram_shape(problem), progress.records) {}

void RunFiles::add(const std::string& csv_line, const numerics::Matrix<double>& A,
                   const numerics::Matrix<double>& G) {
  csv_.write(csv_line);
  overlaps_.write(A.data(), static_cast<std::uint64_t>(A.size()));
  gram_.write(G.data(), static_cast<std::uint64_t>(G.size()));
}

Progress RunFiles::flush() {
  csv_.flush();
  overlaps_.flush();
  gram_.flush();
  return {.csv_bytes = csv_.size(), .records = overlaps_.rows()};
}

void RunFiles::commit() {
  csv_.commit();
  overlaps_.commit();
  gram_.commit();
}

void RunFiles::keep_parts() {
  csv_.keep_part();
  overlaps_.keep_part();
  gram_.keep_part();
}

DecompositionFiles::DecompositionFiles(const std::filesystem::path& directory,
                                       const numerics::Problem& problem)
    : coefficients_(directory / "coefficients.npy", overlaps_shape(problem)),
      mixing_(directory / "mixing.npy", gram_shape(problem)) {}

DecompositionFiles::DecompositionFiles(const std::filesystem::path& directory,
                                       const numerics::Problem& problem, const Progress& progress)
    : coefficients_(directory / "coefficients.npy", overlaps_shape(problem), progress.records),
      mixing_(directory / "mixing.npy", gram_shape(problem), progress.records) {}

void DecompositionFiles::add(const numerics::Matrix<double>& coefficients,
                             const numerics::Matrix<double>& mixing) {
  coefficients_.write(coefficients.data(), static_cast<std::uint64_t>(coefficients.size()));
  mixing_.write(mixing.data(), static_cast<std::uint64_t>(mixing.size()));
}

void DecompositionFiles::flush() {
  coefficients_.flush();
  mixing_.flush();
}

void DecompositionFiles::commit() {
  coefficients_.commit();
  mixing_.commit();
}

void DecompositionFiles::keep_parts() {
  coefficients_.keep_part();
  mixing_.keep_part();
}

namespace {

/// Where they were not kept they are drawn again, a row at a time.
void write_weights(const std::filesystem::path& path, const numerics::Problem& problem) {
  const numerics::Matrix<double>& W = problem.weights;
  if (!problem.products)
    return numerics::write_npy(
        path, {static_cast<std::uint64_t>(W.rows()), static_cast<std::uint64_t>(W.cols())}, W.data());
  std::vector<double> row(static_cast<std::size_t>(numerics::streamed_dimension(problem.settings)));
  NpyWriter file(path, {row.size()});
  for (Index r = 0; r < W.rows(); ++r) {
    fill_drawn_weights(problem.settings, r, row.data(), std::ssize(row));
    file.write(row.data(), row.size());
  }
  file.commit();
}

}  // namespace

void remove_results(const std::filesystem::path& directory) {
  for (const char* name : {"summary.json", "coefficients.npy", "mixing.npy", "data.npy",
                           "second_layer_initial.npy", "curves.svg", "curves.png", "checkpoint"})
    std::filesystem::remove(directory / name);
  for (const char* name : run_results) std::filesystem::remove(directory / name);
}

void write_inputs(const std::filesystem::path& directory, const numerics::Problem& problem) {
  const numerics::Dataset& data = problem.data;
  const auto per_sample = static_cast<std::uint64_t>(data.sample_patches.cols());
  const auto d = static_cast<std::uint64_t>(data.dimension());
  if (!problem.products &&
      !numerics::are_many(data.samples(), data.sample_patches.cols(), data.dimension())) {
    NpyWriter file(directory / "data.npy", {per_sample, d});
    for (Index i = 0; i < data.sample_patches.size(); ++i)
      file.write(data.patches.row(data.sample_patches.data()[i]).data(), d);
    file.commit();
  }
  if (!data.labels.empty()) {
    const std::vector<double> labels(data.labels.begin(), data.labels.end());
    numerics::write_npy(directory / "labels.npy", {labels.size()}, labels.data());
  }
  write_weights(directory / "weights_initial.npy", problem);
  if (problem.second_layer)
    numerics::write_npy(directory / "second_layer_initial.npy",
                        {static_cast<std::uint64_t>(problem.second_layer->rows()), d},
                        problem.second_layer->data());
  numerics::write_file(directory / "settings.toml", numerics::settings_toml(problem.settings));
}

}  // namespace featdyn::verify
