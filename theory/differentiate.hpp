#pragma once

#include <optional>
#include <vector>

#include "theory/matrix_program.hpp"

namespace featdyn::theory {

/// The partial derivatives of a 1 x 1 matrix with respect to each entry of `variables`, appended to its
/// program by reverse accumulation: result[i] has the shape of variables[i]. Entries of a variable count as
/// independent, also those of a symmetric one.
std::vector<Matrix> differentiate(Matrix loss, const std::vector<Matrix>& variables);

/// The same, with nothing for a variable that the scalar does not depend on.
std::vector<std::optional<Matrix>> partial_derivatives(Matrix loss, const std::vector<Matrix>& variables);

/// The derivative of <gradients, directions> with respect to the variables: the Hessian times the directions,
/// when `gradients` is what `differentiate` gave for the same variables.
std::vector<Matrix> hessian_times(const std::vector<Matrix>& gradients, const std::vector<Matrix>& directions,
                                  const std::vector<Matrix>& variables);

}  // namespace featdyn::theory
