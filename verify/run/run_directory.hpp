#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "numerics/files/npy.hpp"
#include "numerics/problem/problem.hpp"
#include "numerics/scalar/precision.hpp"
#include "numerics/training/observables.hpp"

namespace featdyn::verify {

/// What every finished run leaves beside its summary.
inline constexpr std::array run_results{"trajectory.csv", "overlaps.npy", "gram.npy"};

/// The columns of every trajectory.csv, and those of a run with such settings: loss_told where labels are drawn at
/// every step, test_error where a classifier's data are generated.
extern const char* const trajectory_header;
std::string trajectory_header_of(const numerics::Problem& problem);

/// How many columns overlaps.npy has, and A as it is there: of antipodal signals mu alone, for -mu's are minus that.
numerics::Index shown_patches(const numerics::Problem& problem);
numerics::Matrix<double> shown_overlaps(const numerics::Problem& problem, const numerics::Matrix<double>& A);

/// A number, double or BigReal, with so many significant digits.
template <class R>
std::string decimal(const R& value, int digits);

/// One record as a line of trajectory.csv, `digits` significant digits; `more` are further columns.
template <class R>
std::string csv_line(const numerics::Record<R>& record, int digits = numerics::double_digits,
                     const std::vector<R>& more = {});

/// Which files grow with a run beside trajectory.csv.
struct GrowingArrays {
  bool overlaps = true;  ///< overlaps.npy and gram.npy
  bool decomposition =
      false;  ///< coefficients.npy (records x neurons x patches: gamma in the signal columns,
              ///< rho in the noise columns) and mixing.npy (records x neurons x neurons, the
              ///< weights of the initial neurons)
};

/// How far the files of a run have come: trajectory.csv, then its arrays in their order.
using Progress = std::vector<numerics::Content>;

/// The files that grow with a run: trajectory.csv and arrays. They are parts until commit().
class RunFiles {
 public:
  RunFiles(const std::filesystem::path& directory, const numerics::Problem& problem,
           const GrowingArrays& which = {});
  /// Goes on where an interrupted run's checkpoint says. Throws InputError, and leaves the parts, where they
  /// are not those of the checkpoint.
  RunFiles(const std::filesystem::path& directory, const numerics::Problem& problem,
           const GrowingArrays& which, const Progress& progress);

  void add(const std::string& csv_line, const numerics::Matrix<double>& A, const numerics::Matrix<double>& G);
  /// After add(), where the decomposition is kept.
  void add(const numerics::Matrix<double>& coefficients, const numerics::Matrix<double>& mixing);
  /// Hands everything to the operating system and says how far it is.
  Progress flush();
  /// What the files are to hold, by name; each is whole as its part.
  std::map<std::string, numerics::Content> finish();
  void commit();
  void keep_parts();

 private:
  struct Array {
    std::string name;
    std::unique_ptr<numerics::NpyWriter> file;
  };
  void write(const std::string& name, const numerics::Matrix<double>& matrix);
  bool has_one_signal_;
  numerics::AtomicFile csv_;
  std::vector<Array> arrays_;
};

/// Every file that a run may leave; those that grow have parts besides.
std::vector<std::string> names_of_run(bool pictures);
/// The parts of an unfinished run, and its checkpoint.
std::vector<std::string> parts_of_run();

/// Writes what the run stood on: data.npy (below 1 GiB), labels.npy (where there are labels),
/// weights_initial.npy, second_layer_initial.npy (where a file gave it), label_factors.npy (steps x n, below 1 GiB,
/// where labels are drawn at every step), settings.toml.
void write_inputs(const std::filesystem::path& directory, const numerics::Problem& problem);

}  // namespace featdyn::verify
