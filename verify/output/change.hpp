#pragma once

#include "verify/output/manifest.hpp"

namespace featdyn::verify {

/// Ends the manifest's change: moves and removes files, then forgets it. Goes on where a kill has stopped it.
/// Throws InputError where somebody's file has come in the way; what was not done then stays to be done.
void end_change(const std::filesystem::path& directory, Manifest manifest);

}  // namespace featdyn::verify
