#pragma once

#include <nlohmann/json_fwd.hpp>

#include "verify/run/run.hpp"

namespace featdyn::verify {

/// What summary.json says of a run.
nlohmann::ordered_json run_summary(const numerics::Problem& problem, const RunOptions& options,
                                   const RunResult& result);

}  // namespace featdyn::verify
