#pragma once

#include "verify/claims/claim.hpp"

namespace featdyn::verify {

struct JudgingOptions {
  bool instance = false;  ///< the one run of the settings instead of a grid around them
  bool attack = false;    ///< also a search for the run with the smallest margin
};

/// The findings of a claim. What cannot be judged, such as a fit of too few settings, is undecided and says why.
std::vector<Finding> judged(const Study& study, const Claim& claim, const JudgingOptions& options = {});

}  // namespace featdyn::verify
