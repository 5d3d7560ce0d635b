#pragma once

#include <vector>

#include "verify/claims/claim.hpp"

namespace featdyn::verify {

/// "<id>.instance": the claim's inequality of one run, that of the study's base. Not applicable where the
/// claim has no such reading or the base breaks its assumptions.
std::vector<Finding> judge_instance(const Study& study, const Claim& claim);

/// "<id>.attack": the run with the smallest margin that a search finds among two-patch settings that meet
/// Condition 3.1: random ones first, then around the worst. Nothing where the claim has no reading of one
/// run. The search has a budget of runs, and of seconds: only where the seconds end it does its outcome
/// depend on the machine.
std::vector<Finding> attack(const Study& study, const Claim& claim);

}  // namespace featdyn::verify
