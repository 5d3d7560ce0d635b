#pragma once

#include <string>
#include <vector>

#include "verify/theorem/file/theorem_file.hpp"

namespace featdyn::verify {

/// A file of theory/theorems/, which the build put into the program; its name is the theorem's id.
struct BuiltInTheorem {
  std::string id, text;
};
/// In the order of their ids.
const std::vector<BuiltInTheorem>& built_in_theorems();

/// The text of the theorem file at that path or of the built-in theorem with that id; throws InputError with the
/// nearest id where there is neither.
TheoremText find_theorem(const std::string& file_or_id);

/// theory/assumptions.toml.
const char* built_in_assumptions();

}  // namespace featdyn::verify
