#pragma once

#include <string>
#include <vector>

#include "verify/grid/grid_scheduler.hpp"

namespace featdyn::verify {

/// The settings with "key.path=value" overrides, and with `seed` added to both seeds.
numerics::Settings vary(const numerics::Settings& base, const std::vector<std::string>& overrides,
                        std::uint64_t seed = 0);

/// Measures points of a grid from the queue until there are none left, one run on each of `threads` threads.
void work_through(const Queue& queue, const Points& points, const Measurement& measurement, int threads);

/// Measures every point of a grid on all cores (one run a thread), remembering each row as soon as it is
/// there; a remembered point is not run again. The rows are in the order of the points and do not depend on
/// the number of threads. A run that leaves the finite numbers is a row that says so.
std::vector<Row> run_grid(const std::vector<numerics::Settings>& points, const Measurement& measurement,
                          RunStore& store, const GridOptions& options);

}  // namespace featdyn::verify
