#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "numerics/files/checksum.hpp"
#include "numerics/scalar/precision.hpp"
#include "numerics/training/observables.hpp"
#include "numerics/training/test_error.hpp"
#include "numerics/training/train.hpp"
#include "verify/run/digits_left.hpp"
#include "verify/run/loss_estimate.hpp"
#include "verify/run/methods.hpp"

namespace featdyn::verify {

/// A stage of a run: absent where it was not reached.
struct StageReport {
  std::string name;
  std::optional<double> step, time;  ///< step: whole for methods that take steps; time = step x learning rate
  std::string decimal;               ///< the step with as many digits as the run has
};

struct RunOptions {
  std::string method = "recurrence";
  FlowChoice flow = {};  ///< method ode
  std::filesystem::path directory = {};
  int digits = numerics::double_digits;  ///< beyond those of a double: BigReal
  numerics::StageLevels stages = {};
  bool resume = false;
  bool quiet = false;
  bool arrays = true;  ///< also overlaps.npy and gram.npy, and what the decomposition adds
  double checkpoint_seconds = 10;
  bool files =
      true;  ///< nothing is written without: neither results nor checkpoints, and no folder is needed
  /// Sees every record as it is made, rounded to doubles.
  std::function<void(const numerics::Snapshot<double>&)> keep = {};
  std::function<void(long step)> progress = {};  ///< after each step, of a flow after each record
};

/// What a run of one method came to.
struct RunResult {
  numerics::Outcome outcome;
  std::optional<numerics::Record<double>> end;  ///< the last record; nothing where step 0 was not finite
  std::string reason;                           ///< diverged or failed: the sentence that says why
  double wall_seconds = 0;
  double rest_below = 0;  ///< the gradient norm of a run at rest is at most this
  std::vector<StageReport> stages = {};
  std::vector<double> lambda = {};                         ///< of the modes, where a run shows them
  std::vector<std::pair<std::string, double>> modes = {};  ///< further columns of the last record
  std::optional<double> quadrature_error =
      std::nullopt;  ///< relative, of activations by quadrature, where weights were largest
  std::optional<numerics::TestError::Value> test_error = std::nullopt;  ///< at the end, where there is one
  std::optional<LossEstimate> loss_estimate = std::nullopt;  ///< network-mc: of the loss at the end
  std::vector<DigitsLeft> digits_left = {};                  ///< by rounding; empty where it was not watched
  std::string forgotten = {};                           ///< the sentence, where overlaps decayed to nothing
  std::map<std::string, numerics::Content> files = {};  ///< of each file what its part holds
};

/// What names the run: settings, files by content, method, digits, integrator, levels, versions (run_key).
/// Throws std::runtime_error where a file cannot be read.
std::string key(const RunOptions& options, const numerics::Settings& settings);
/// The same, and which files grow: a checkpoint is of these.
std::string checkpoint_key(const RunOptions& options, const numerics::Settings& settings);
/// "method ode digits 17 taylor 1e-12".
std::string describe(const RunOptions& options, const numerics::Settings& settings);

/// Trains by one method and leaves trajectory.csv, overlaps.npy and gram.npy as parts in the directory, which
/// must exist. Writes checkpoints on the way; with `resume` it goes on from the one that is there, to the
/// same bytes.
RunResult run_to_parts(const numerics::Problem& problem, const RunOptions& options);
/// The same, and puts the files into their places.
RunResult run_method(const numerics::Problem& problem, const RunOptions& options);

}  // namespace featdyn::verify
