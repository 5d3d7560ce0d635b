#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>

#include "numerics/files/npy.hpp"
#include "numerics/problem/problem.hpp"
#include "numerics/scalar/precision.hpp"
#include "numerics/training/observables.hpp"

namespace featdyn::verify {

/// What every finished run leaves beside its summary.
inline constexpr std::array run_results{"trajectory.csv", "overlaps.npy", "gram.npy"};

/// The header of trajectory.csv.
extern const char* const trajectory_header;

/// A number, double or BigReal, with so many significant digits.
template <class R>
std::string decimal(const R& value, int digits);

/// One record as a line of trajectory.csv, `digits` significant digits.
template <class R>
std::string csv_line(const numerics::Record<R>& record, int digits = numerics::double_digits);

/// How far the files of an interrupted run have come.
struct Progress {
  std::uintmax_t csv_bytes = 0;
  std::uint64_t records = 0;
};

/// The files that grow with a run: trajectory.csv, overlaps.npy, gram.npy. They are parts until commit().
class RunFiles {
 public:
  RunFiles(const std::filesystem::path& directory, const numerics::Problem& problem,
           const std::string& comment);
  /// Goes on where an interrupted run's checkpoint says.
  RunFiles(const std::filesystem::path& directory, const numerics::Problem& problem,
           const Progress& progress);

  void add(const std::string& csv_line, const numerics::Matrix<double>& A, const numerics::Matrix<double>& G);
  /// Hands everything to the operating system and says how far it is.
  Progress flush();
  void commit();
  void keep_parts();

 private:
  numerics::AtomicFile csv_;
  numerics::NpyWriter overlaps_, gram_;
};

/// What the method `decomposition` leaves besides: coefficients.npy (records x neurons x patches: gamma in
/// the signal columns, rho in the noise columns) and mixing.npy (records x neurons x neurons, the weights of
/// the initial neurons).
class DecompositionFiles {
 public:
  DecompositionFiles(const std::filesystem::path& directory, const numerics::Problem& problem);
  /// Goes on where an interrupted run's checkpoint says.
  DecompositionFiles(const std::filesystem::path& directory, const numerics::Problem& problem,
                     const Progress& progress);
  void add(const numerics::Matrix<double>& coefficients, const numerics::Matrix<double>& mixing);
  void flush();
  void commit();
  void keep_parts();

 private:
  numerics::NpyWriter coefficients_, mixing_;
};

/// What an earlier run left there, which is not of the settings that are written next.
void remove_results(const std::filesystem::path& directory);

/// Writes what the run stood on: data.npy (below 1 GiB), labels.npy (where there are labels),
/// weights_initial.npy, second_layer_initial.npy (where a file gave it), settings.toml.
void write_inputs(const std::filesystem::path& directory, const numerics::Problem& problem);

}  // namespace featdyn::verify
