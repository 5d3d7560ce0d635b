#pragma once

#include <filesystem>

#include "numerics/settings/document.hpp"

namespace featdyn::verify {

/// The settings file of a command. Throws InputError where it cannot be read, with what to do where the word names
/// a template or a theorem, and where the file is a theorem's.
numerics::Document settings_file(const std::filesystem::path& file);

/// What is probably meant by a word of `verify` or `theorem` that names no theorem; throws InputError with it: a file
/// of nearly that name, a folder, a template, and then the ids that there are.
[[noreturn]] void refuse_theorem(const std::string& command, const std::string& word);

}  // namespace featdyn::verify
