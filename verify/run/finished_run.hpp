#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>

#include "verify/run/run.hpp"

namespace featdyn::verify {

/// The summary that a run of these options and settings has left in DIR beside its results; nothing where
/// DIR has none, or not all of them. Throws InputError where what it left has been changed since.
std::optional<nlohmann::ordered_json> finished_summary(const RunOptions& options,
                                                       const numerics::Settings& settings);

}  // namespace featdyn::verify
