#pragma once

#include <map>
#include <string>
#include <vector>

#include "verify/ablation/assumptions.hpp"
#include "verify/experiment/trainer.hpp"
#include "verify/finding/finding.hpp"
#include "verify/grid/grid.hpp"

namespace featdyn::verify {

/// How much work a check does: seconds for a cell of the table of assumptions, minutes for all claims, or the
/// better part of an hour.
enum class Scale { table, quick, full };

/// What claims are judged by: a setting that they vary, how to train, and how much to run.
struct Study {
  numerics::Settings base;
  Scale scale = Scale::quick;
  RunStore& store;
  Trainer trainer = recurrence_trainer();
  bool quiet = false;
  std::string part = {};  ///< of the whole, before the names of progress bars
  /// Whether findings are also confirmed by the network and with more digits.
  bool confirms = true;
  std::string options;  ///< of the command line, for the repeating commands
  /// What the base has in place of the paper's model. Claims then do not ask for that model, constants are
  /// measured and not asked for, and the first stage ends where growth is seen to beat the initial overlaps.
  const Assumption* changed = nullptr;
  long* diverged = nullptr;  ///< counts the runs that leave the finite numbers

  /// One of two, by scale; the table has as many as quick, or its own.
  template <class T>
  T choose(T quick, T full) const {
    return scale == Scale::full ? full : quick;
  }
  template <class T>
  T choose(T table, T quick, T full) const {
    return scale == Scale::table ? table : choose(quick, full);
  }
  /// What "with high probability" asks for: 9/10, which six runs of a table's cell cannot show: there 1/2.
  double probability() const { return scale == Scale::table ? 0.5 : 0.9; }
  const char* probable() const {
    return scale == Scale::table ? "with probability at least 1/2" : "with probability at least 9/10";
  }
  /// claims.<id>.constant of the settings, else `standard`.
  double constant(const std::string& id, double standard) const;
  /// Whether a claim is to hold with its constant: under a changed assumption only where the settings give
  /// it.
  bool asks_for_constant(const std::string& id) const;
  /// Runs a grid with a progress bar of this name.
  std::vector<Row> run(const std::string& label, const std::vector<numerics::Settings>& points,
                       const Measurement& measurement) const;
  /// The command that judges this claim again.
  std::string repeat(const std::string& id) const;
};

/// The numbers of a two-patch setting, in double. Of several signals |mu| is the root mean square, of a noise
/// spectrum sigma_xi is; of several times alpha is the mean, and beta such that alpha beta is.
struct TwoPatch {
  double d, n, signal_norm, noise_std, width, init_std, learning_rate, alpha, beta;
  double acceleration = 1;  ///< 1 / (1 - nu): by momentum, of small steps in one direction
  /// n |mu|^2 / (sigma_xi^2 d)
  double n_snr_squared() const;
};
/// Throws logic_error when the data model is another one or the weights are from a file.
TwoPatch two_patch(const numerics::Settings& settings);
/// Whether the claims of the paper speak of such a setting: its data, its network with the quadratic
/// activation, target noise at one time, and plain gradient descent.
bool is_the_papers_model(const numerics::Settings& settings);
/// What that is made of.
struct Part {
  const char* name;
  bool holds;
};
std::vector<Part> parts_of_the_papers_model(const numerics::Settings& settings);

/// "data.signal_norm=..." such that n SNR^2 is `x` for a setting with these overrides; of several signals all
/// are scaled.
std::string signal_norm_for(const numerics::Settings& base, double x);
/// The override after which a number of two_patch(settings), named by its key, is `value`.
std::string assignment(const numerics::Settings& settings, const std::string& key, double value);

/// The base as a denoiser or as a classifier on the same data. Learning rate and steps are those of the base
/// for its own objective, else 1/100 and 4,000 for the denoiser, 1/10 and 1,000 for the classifier; then what
/// the changed assumption says of that model.
numerics::Settings as_denoiser(const Study& study);
numerics::Settings as_classifier(const Study& study);

}  // namespace featdyn::verify
