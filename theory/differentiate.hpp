#pragma once

#include <vector>

#include "theory/matrix_program.hpp"

namespace featdyn::theory {

/// The partial derivatives of a 1 x 1 matrix with respect to each entry of `variables`, appended to its
/// program by reverse accumulation: result[i] has the shape of variables[i]. Entries of a variable count as
/// independent, also those of a symmetric one.
std::vector<Matrix> differentiate(Matrix loss, const std::vector<Matrix>& variables);

}  // namespace featdyn::theory
