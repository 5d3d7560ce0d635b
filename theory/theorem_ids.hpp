#pragma once

#include <string>
#include <vector>

namespace featdyn::theory {

/// The names of the files of theory/theorems/, ascending; the build writes this list.
const std::vector<std::string>& theorem_ids();

}  // namespace featdyn::theory
