#include "verify/run/run_directory.hpp"

#include <fmt/format.h>

#include "numerics/problem/streamed_problem.hpp"
#include "numerics/scalar/arb_number.hpp"
#include "numerics/spectrum/mode_columns.hpp"
#include "numerics/training/label_factors.hpp"
#include "numerics/training/test_error.hpp"

namespace featdyn::verify {
namespace {

using numerics::Index;
using numerics::NpyWriter;

constexpr const char *csv_name = run_results[0], *overlaps_name = run_results[1], *gram_name = run_results[2],
                     *coefficients_name = "coefficients.npy", *mixing_name = "mixing.npy";

/// The arrays that grow, with the shapes of their rows.
std::vector<std::pair<std::string, std::vector<std::uint64_t>>> arrays_of(const numerics::Problem& problem,
                                                                          const GrowingArrays& which) {
  const auto rows = static_cast<std::uint64_t>(numerics::overlap_rows(problem)),
             neurons = rows * static_cast<std::uint64_t>(numerics::networks_of(problem.settings)),
             patches = static_cast<std::uint64_t>(shown_patches(problem));
  std::vector<std::pair<std::string, std::vector<std::uint64_t>>> arrays;
  if (which.overlaps) arrays = {{overlaps_name, {neurons, patches}}, {gram_name, {neurons, rows}}};
  if (which.decomposition) {
    arrays.push_back({coefficients_name, {neurons, patches}});
    arrays.push_back({mixing_name, {neurons, neurons}});
  }
  return arrays;
}

/// Without column 1, that of -mu.
numerics::Matrix<double> without_second(const numerics::Matrix<double>& A) {
  numerics::Matrix<double> result(A.rows(), A.cols() - 1);
  result << A.leftCols(1), A.rightCols(A.cols() - 2);
  return result;
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
    "step,time,loss,signal_max,signal_mean,noise_max,noise_mean,ratio,weight_norm_sq_mean,gradient_norm,"
    "converged";

std::string trajectory_header_of(const numerics::Problem& problem) {
  const numerics::Settings& settings = problem.settings;
  std::string header = trajectory_header;
  const numerics::ModeColumns<double> modes(problem);
  for (const std::string& name : modes.names()) header += "," + name;
  if (settings.draws_label_factors()) header += ",loss_told";
  return numerics::has_test_error(settings) ? header + ",test_error" : header;
}

Index shown_patches(const numerics::Problem& problem) {
  return problem.data.count() - (numerics::has_one_signal(problem.settings.data) ? 1 : 0);
}

numerics::Matrix<double> shown_overlaps(const numerics::Problem& problem, const numerics::Matrix<double>& A) {
  return numerics::has_one_signal(problem.settings.data) ? without_second(A) : A;
}

template <class R>
std::string csv_line(const numerics::Record<R>& record, int digits, const std::vector<R>& more) {
  std::string line = std::to_string(record.step);
  for (const std::optional<R>& value :
       {std::optional(record.time), std::optional(record.loss), std::optional(record.signal_max),
        std::optional(record.signal_mean), record.noise_max, record.noise_mean, record.ratio,
        std::optional(record.weight_norm_sq_mean), std::optional(record.gradient_norm)})
    line += "," + (value ? decimal(*value, digits) : std::string());
  line += record.converged ? ",1" : ",0";
  for (const R& value : more) line += "," + decimal(value, digits);
  if (record.loss_told) line += "," + decimal(*record.loss_told, digits);
  if (record.test_error) line += "," + decimal(*record.test_error, std::min(digits, numerics::double_digits));
  return line + "\n";
}

template std::string csv_line(const numerics::Record<double>&, int, const std::vector<double>&);
template std::string csv_line(const numerics::Record<numerics::BigReal>&, int,
                              const std::vector<numerics::BigReal>&);

RunFiles::RunFiles(const std::filesystem::path& directory, const numerics::Problem& problem,
                   const GrowingArrays& which)
    : has_one_signal_(numerics::has_one_signal(problem.settings.data)), csv_(directory / csv_name) {
  for (const auto& [name, shape] : arrays_of(problem, which))
    arrays_.push_back({name, std::make_unique<NpyWriter>(directory / name, shape)});
  csv_.write(trajectory_header_of(problem) + "\n");
}

RunFiles::RunFiles(const std::filesystem::path& directory, const numerics::Problem& problem,
                   const GrowingArrays& which, const Progress& progress)
    : has_one_signal_(numerics::has_one_signal(problem.settings.data)),
      csv_(directory / csv_name, progress.at(0)) {
  for (const auto& [name, shape] : arrays_of(problem, which))
    arrays_.push_back(
        {name, std::make_unique<NpyWriter>(directory / name, shape, progress.at(arrays_.size() + 1))});
}

void RunFiles::write(const std::string& name, const numerics::Matrix<double>& matrix) {
  for (const Array& array : arrays_)
    if (array.name == name) array.file->write(matrix.data(), static_cast<std::uint64_t>(matrix.size()));
}

void RunFiles::add(const std::string& csv_line, const numerics::Matrix<double>& A,
                   const numerics::Matrix<double>& G) {
  csv_.write(csv_line);
  write(overlaps_name, has_one_signal_ ? without_second(A) : A);
  write(gram_name, G);
}

void RunFiles::add(const numerics::Matrix<double>& coefficients, const numerics::Matrix<double>& mixing) {
  write(coefficients_name, has_one_signal_ ? without_second(coefficients) : coefficients);
  write(mixing_name, mixing);
}

Progress RunFiles::flush() {
  Progress progress{csv_.flush()};
  for (const Array& array : arrays_) progress.push_back(array.file->flush());
  return progress;
}

std::map<std::string, numerics::Content> RunFiles::finish() {
  std::map<std::string, numerics::Content> contents{{csv_name, csv_.finish()}};
  for (const Array& array : arrays_) contents[array.name] = array.file->finish();
  return contents;
}

void RunFiles::commit() {
  csv_.commit();
  for (const Array& array : arrays_) array.file->commit();
}

void RunFiles::keep_parts() {
  csv_.keep_part();
  for (const Array& array : arrays_) array.file->keep_part();
}

std::vector<std::string> names_of_run(bool pictures) {
  std::vector<std::string> names{csv_name,
                                 overlaps_name,
                                 gram_name,
                                 coefficients_name,
                                 mixing_name,
                                 "data.npy",
                                 "labels.npy",
                                 "weights_initial.npy",
                                 "second_layer_initial.npy",
                                 "label_factors.npy",
                                 "settings.toml",
                                 "summary.json"};
  if (pictures) names.insert(names.end(), {"curves.svg", "curves.png", "curves.pdf"});
  return names;
}

std::vector<std::string> parts_of_run() {
  std::vector<std::string> parts{"checkpoint", "checkpoint.part"};
  for (const char* name : {csv_name, overlaps_name, gram_name, coefficients_name, mixing_name})
    parts.push_back(std::string(name) + ".part");
  return parts;
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

/// What labels are multiplied by, steps x n.
void write_label_factors(const std::filesystem::path& path, const numerics::Problem& problem) {
  const Index n = problem.data.samples();
  const long steps = problem.settings.training.steps;
  if (!problem.settings.draws_label_factors() || numerics::are_many(n, 1, steps)) return;
  const numerics::LabelFactors factors(problem.settings, n);
  NpyWriter file(path, {static_cast<std::uint64_t>(n)});
  for (long k = 0; k < steps; ++k) file.write(factors.of_step(k).data(), static_cast<std::uint64_t>(n));
  file.commit();
}

}  // namespace

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
  write_label_factors(directory / "label_factors.npy", problem);
  if (problem.second_layer)
    numerics::write_npy(directory / "second_layer_initial.npy",
                        {static_cast<std::uint64_t>(problem.second_layer->rows()), d},
                        problem.second_layer->data());
  numerics::write_file(directory / "settings.toml", numerics::settings_toml(problem.settings));
}

}  // namespace featdyn::verify
