#pragma once

#include <string>
#include <vector>

#include "numerics/settings/settings.hpp"

namespace featdyn::verify {

/// A change of the settings, and the reader's question that it answers.
struct Assumption {
  enum class About { both, denoiser, classifier };
  std::string name, question;
  About about = About::both;                ///< which model has such a piece
  std::vector<std::string> without = {};    ///< keys that are taken out where they are
  std::vector<std::string> overrides = {};  ///< "key=value"
  /// For one of the two models alone.
  std::vector<std::string> denoiser = {}, classifier = {};
  double denoiser_rate = 1, classifier_rate = 1;  ///< learning rates, as multiples of the settings' own
  std::vector<std::string> waived = {};  ///< assumptions with one of these in their texts are not asked for

  bool changes_nothing() const {
    return without.empty() && overrides.empty() && denoiser.empty() && classifier.empty();
  }
};

/// All that theory/assumptions.toml has, in its order; the first changes nothing.
const std::vector<Assumption>& assumptions();
/// Throws InputError naming the ones there are.
const Assumption& find_assumption(const std::string& name);

/// Several of them as one: all their keys, the later ones over the earlier.
Assumption combined(const std::vector<Assumption>& all);

/// The base with the overrides for both models; data that are changed keep their n SNR^2.
numerics::Settings under(const Assumption& assumption, const numerics::Settings& base);

}  // namespace featdyn::verify
