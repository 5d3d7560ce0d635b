#pragma once

#include <filesystem>
#include <string>

namespace featdyn::numerics {

/// The .toml file that was probably meant: beside the one of this name, which is not there, one of nearly its name; in
/// a folder, the only one. Empty where there is none.
std::string nearest_file(const std::filesystem::path& file);

}  // namespace featdyn::numerics
