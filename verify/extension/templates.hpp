#pragma once

#include <string>
#include <vector>

namespace featdyn::verify {

/// A kind of piece that a user can add, and a commented source file of one.
struct PieceKind {
  const char* name;     ///< of `featdyn new`; the function that returns piece x is x_<name>()
  const char* type;     ///< what that function returns
  const char* meaning;  ///< in the help
  const char* text;     ///< @NAME@ stands for the piece's name
};
const std::vector<PieceKind>& piece_kinds();

/// Throws InputError naming the ones there are.
const PieceKind& find_piece_kind(const std::string& name);

/// The files of a program with no pieces yet.
extern const char* const project_cmake;
extern const char* const project_main;

}  // namespace featdyn::verify
