#pragma once

#include <filesystem>
#include <string_view>

namespace featdyn::verify {

/// Whether a file begins and ends as a picture of the kind ".png", ".svg" or ".pdf" does; false for any other.
bool is_whole_picture(const std::filesystem::path& file, std::string_view kind);

}  // namespace featdyn::verify
