#pragma once

#include <string>
#include <vector>

namespace featdyn::verify {

/// A command with further --set KEY=VALUE; those that it has of the same keys, and --seed where both seeds are set, go.
std::string with_settings(const std::string& command, const std::vector<std::string>& assignments);

}  // namespace featdyn::verify
