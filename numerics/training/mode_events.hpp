#pragma once

#include <vector>

#include "numerics/problem/problem.hpp"
#include "numerics/training/events.hpp"

namespace featdyn::numerics {

/// When the weight w of each mode gets from its start Q to where training leads it, w* (end_weight):
///   mode_a_harmonic   w passes the harmonic mean of Q and w*
///   mode_a_geometric  their geometric mean
///   mode_a_half       w*/2, of modes that start below
/// or, where no w* is known (another activation, weight decay), only mode_a_doubled, w passes 2 Q; of runs of one
/// network that show their modes and start with Q > 0, Q != w*; none of others.
template <class R>
std::vector<Event<R>> mode_events(const Problem& problem, const Matrix<R>& A0);

}  // namespace featdyn::numerics
