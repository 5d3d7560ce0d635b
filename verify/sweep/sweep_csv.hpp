#pragma once

#include <string>
#include <vector>

#include "verify/grid/measurement.hpp"
#include "verify/sweep/sweep.hpp"

namespace featdyn::verify {

/// sweep.csv: a line a run in the order of the grid, its swept keys, its seed, what was measured, its status.
std::string sweep_csv(const Sweep& sweep, const Measurement& measurement, const std::vector<Row>& rows);

}  // namespace featdyn::verify
