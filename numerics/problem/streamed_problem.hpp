#pragma once

#include "numerics/problem/problem.hpp"

namespace featdyn::numerics {

/// Whether so many numbers are too many to keep where that can be avoided: 1 GiB and more.
bool are_many(Index samples, Index patches_per_sample, Index dimension);

/// Whether the patches are many, and they and the weights are drawn from seeds.
bool should_stream(const Settings& settings);

/// d of such settings.
Index streamed_dimension(const Settings& settings);

/// The problem without its vectors: they are drawn some columns at a time, the same as make_problem's, and
/// their inner products kept. Of settings with a signal-and-noise model, drawn weights and no second layer of
/// vectors. Memory follows N (N + m), not d.
Problem make_streamed_problem(Settings settings);

}  // namespace featdyn::numerics
