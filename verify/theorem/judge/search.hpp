#pragma once

#include "verify/theorem/judge/inquiry.hpp"

namespace featdyn::verify {

/// Looks for a run that breaks the theorem, within the assumptions: over the intervals of [over] and the seeds,
/// at random first, then around the worst. Every run that is looked at becomes a point beside the domain; where a
/// probability is asked for the worst places get the runs that decide. Deterministic.
void attack(Inquiry& inquiry);

}  // namespace featdyn::verify
