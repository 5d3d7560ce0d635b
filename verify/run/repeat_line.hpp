#pragma once

#include <string>

#include "verify/run/run.hpp"

namespace featdyn::verify {

/// The command that repeats a run from the settings that it leaves: every option that changes a result, in words
/// that a shell reads back.
std::string repeat_line(const RunOptions& options);

}  // namespace featdyn::verify
