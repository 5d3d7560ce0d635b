#pragma once

#include <filesystem>
#include <string_view>

namespace featdyn::verify {

/// Makes a file, whole or not at all, that leaves nothing behind when it is killed. False, and nothing is
/// changed, where there is a file of that name. Throws std::filesystem::filesystem_error where it cannot be
/// written.
bool make_new_file(const std::filesystem::path& file, std::string_view bytes);

/// The same in place of a file that is there.
void replace_file(const std::filesystem::path& file, std::string_view bytes);

/// Whether the file system of a folder has locks on files.
bool has_locks(const std::filesystem::path& directory);

}  // namespace featdyn::verify
