#pragma once

#include <optional>
#include <string>
#include <vector>

#include "verify/experiment/study.hpp"

namespace featdyn::verify {

/// A claim: what is said, by whom, with which constant, and how it is judged.
struct Claim {
  const char* id;
  const char* statement;   ///< in our words
  const char* provenance;  ///< "published" or "as recollected" or "derived here", and of what
  double constant;         ///< `claims.<id>.constant`, unless the settings give another
  const char* constant_meaning;
  /// The finding of the claim first, then further readings.
  std::vector<Finding> (*judge)(const Study& study, const Claim& claim);
  /// The worst inequality of one run at settings that meet Condition 3.1, for `verify --attack` and
  /// `--instance`; nothing where the claim does not speak of that run. Called from many threads. Null: the
  /// claim has no reading of one run.
  std::optional<Inequality> (*instance)(const Study& study, const Claim& claim,
                                        const numerics::Settings& settings) = nullptr;
  /// Why the claim says nothing under the study's changed assumption; empty where it does. Null: it always
  /// does.
  std::string (*lacks)(const Study& study) = nullptr;
};

/// All claims, one file each, in the order of the paper; then a user's own.
const std::vector<Claim>& claims();
/// Adds a user's claim, at the start of main. Throws InputError where its id is taken or it cannot be judged.
void add_claim(const Claim& claim);
/// Throws InputError naming the ones there are.
const Claim& find_claim(const std::string& id);

/// A finding with the claim's id (and suffix), statement, provenance and repeating command.
Finding begin_finding(const Study& study, const Claim& claim, const std::string& suffix = "");

std::vector<Finding> judge_condition(const Study& study, const Claim& claim);
std::vector<Finding> judge_growth(const Study& study, const Claim& claim);
std::vector<Finding> judge_ratio(const Study& study, const Claim& claim);
std::vector<Finding> judge_stationary(const Study& study, const Claim& claim);
std::vector<Finding> judge_high_snr(const Study& study, const Claim& claim);
std::vector<Finding> judge_low_snr(const Study& study, const Claim& claim);
std::vector<Finding> judge_contrast(const Study& study, const Claim& claim);
std::vector<Finding> judge_switch_of_rates(const Study& study, const Claim& claim);
std::vector<Finding> judge_switch_of_outcome(const Study& study, const Claim& claim);
std::vector<Finding> judge_times(const Study& study, const Claim& claim);
std::vector<Finding> judge_saturation(const Study& study, const Claim& claim);

std::optional<Inequality> growth_of_run(const Study& study, const Claim& claim,
                                        const numerics::Settings& settings);
std::optional<Inequality> ratio_of_run(const Study& study, const Claim& claim,
                                       const numerics::Settings& settings);

}  // namespace featdyn::verify
