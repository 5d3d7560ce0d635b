#pragma once

#include <vector>

#include "theory/matrix_program.hpp"

namespace featdyn::numerics {

/// Which of a program's instructions are their own transposes: those that are said to be, and what is made of them
/// entry by entry.
std::vector<bool> symmetric_nodes(const theory::MatrixProgram& program);

}  // namespace featdyn::numerics
