#pragma once

#include <string>
#include <vector>

#include "numerics/refusal/input_error.hpp"

namespace featdyn::numerics {

/// The name that was probably meant: one that few letters (a third of the word at most) make of it, or that it
/// begins; empty where none is that near.
std::string nearest(const std::string& word, const std::vector<std::string>& names);

/// What stands between what was read and the names that are allowed, of which there may be many: ", did you mean X?
/// allowed: ", or ", allowed: ".
std::string allowed_after(const std::string& word, const std::vector<std::string>& names);

/// "<what>, read <word>, did you mean X? allowed: <names>"
[[noreturn]] void refuse_name(const Origin& origin, const std::string& what, const std::string& word,
                              const std::vector<std::string>& names);

}  // namespace featdyn::numerics
