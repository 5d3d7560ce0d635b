#pragma once

#include <map>
#include <string>
#include <vector>

#include "verify/claims/finding.hpp"
#include "verify/claims/trainer.hpp"
#include "verify/grid/grid.hpp"

namespace featdyn::verify {

/// How much work a check does: minutes, or the better part of an hour.
enum class Scale { quick, full };

/// What claims are judged by: a setting that they vary, how to train, and how much to run.
struct Study {
  numerics::Settings base;
  Scale scale = Scale::quick;
  RunStore& store;
  Trainer trainer = recurrence_trainer();
  bool quiet = false;
  /// Whether findings are also confirmed by the network and with more digits.
  bool confirms = true;
  std::string options;  ///< of the command line, for the repeating commands

  /// One of two, by scale.
  template <class T>
  T choose(T quick, T full) const {
    return scale == Scale::quick ? quick : full;
  }
  /// claims.<id>.constant of the settings, else `standard`.
  double constant(const std::string& id, double standard) const;
  /// Runs a grid with a progress bar of this name.
  std::vector<Row> run(const std::string& label, const std::vector<numerics::Settings>& points,
                       const Measurement& measurement) const;
  /// The command that judges this claim again.
  std::string repeat(const std::string& id) const;
};

/// The numbers of a two-patch setting, in double.
struct TwoPatch {
  double d, n, signal_norm, noise_std, width, init_std, learning_rate, alpha, beta;
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

/// "data.signal_norm=..." such that n SNR^2 is `x` for a setting with these overrides.
std::string signal_norm_for(const numerics::Settings& base, double x);

/// The base as a denoiser or as a classifier on the same data. Learning rate and steps are those of the base
/// for its own objective, else 1/100 and 4,000 for the denoiser, 1/10 and 1,000 for the classifier.
numerics::Settings as_denoiser(const Study& study);
numerics::Settings as_classifier(const Study& study);

}  // namespace featdyn::verify
