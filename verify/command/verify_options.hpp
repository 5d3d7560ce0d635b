#pragma once

#include <string>
#include <vector>

#include "verify/command/common.hpp"

namespace featdyn::verify {

/// What `featdyn verify` is asked for.
struct VerifyOptions {
  CommonOptions common;             ///< its file is --config
  std::vector<std::string> claims;  ///< ids, their beginnings, or theorem files; none: every theorem
  std::vector<std::string> papers;  ///< all theorems of these
  std::string scale = "quick";      ///< or "full"
  bool attack = false, instance = false, assumptions = false;
  std::vector<std::string> under;  ///< lists of names of changed assumptions
  /// Whether theorem files alone are asked for.
  bool is_of_files() const;
  /// The table of changed assumptions: files are judged under theirs, and reported as without.
  bool wants_table() const { return assumptions || (!under.empty() && !is_of_files()); }
};

void add_verify_options(OptionList& list, VerifyOptions& options);

/// What repeats a finding, after the claim's name.
std::string repeating_options(const VerifyOptions& options);

}  // namespace featdyn::verify
