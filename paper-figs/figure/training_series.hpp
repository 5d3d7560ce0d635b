#pragma once

#include "verify/compare/series.hpp"

namespace featdyn::figures {

/// The recurrence at its record steps.
verify::RunSeries training_series(const numerics::Problem& problem);
/// "finished" or "diverged": the status of a row that was measured of it.
const char* status_of(const verify::RunSeries& series);

}  // namespace featdyn::figures
