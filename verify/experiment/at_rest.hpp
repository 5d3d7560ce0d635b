#pragma once

#include <vector>

#include "verify/claims/claim.hpp"

namespace featdyn::verify {

/// The n SNR^2 at which a changed assumption's denoiser is trained until it rests; a claim that asks for some
/// of these runs again finds them in the store.
inline const std::vector<double> resting_places{0.1, 0.3, 0.75, 2, 6.75, 10};

/// `theorem-3.1.stationary` and its uniform reading under a changed assumption: in place of a proof on the
/// symmetric branch, the points where training comes to rest.
std::vector<Finding> judge_at_rest(const Study& study, const Claim& claim);

}  // namespace featdyn::verify
