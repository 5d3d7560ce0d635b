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
  std::vector<std::string> under;  ///< names of changed assumptions
  bool wants_table() const { return assumptions || !under.empty(); }
};

void add_verify_options(OptionList& list, VerifyOptions& options);

/// What repeats a finding, after the claim's name.
std::string repeating_options(const VerifyOptions& options);

}  // namespace featdyn::verify
