#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "verify/extension/templates.hpp"

namespace featdyn::verify {

/// The files of a program with one piece more, by name; not written yet.
struct ProjectFiles {
  std::vector<std::pair<std::string, std::string>> texts;  ///< the piece's own first
};

/// Adds a piece to the program in a folder, or begins one there: NAME.cpp, a line in main.cpp that declares
/// it and one that lists it, its source in CMakeLists.txt. Throws InputError where the name is no identifier,
/// NAME.cpp is there, or main.cpp or CMakeLists.txt are not of such a program.
ProjectFiles with_piece(const std::filesystem::path& folder, const PieceKind& kind, const std::string& name);

}  // namespace featdyn::verify
