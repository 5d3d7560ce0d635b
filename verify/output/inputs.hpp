#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "numerics/settings/settings.hpp"

namespace featdyn::verify {

/// The file that a parameter's TOML literal names; nothing where it names none. (used_parameters makes every
/// path absolute, and no name begins with a slash.)
std::optional<std::filesystem::path> file_named_by(const std::string& literal);

/// The files that a run of these settings reads.
std::vector<std::filesystem::path> files_named_by(const numerics::Settings& settings);

}  // namespace featdyn::verify
