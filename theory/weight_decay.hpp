#pragma once

#include "theory/linear_map.hpp"
#include "theory/matrix_program.hpp"

namespace featdyn::theory {

// Weight decay: lambda/2 times a sum of squares, added to a loss.

/// (lambda/2) |R|^2, 1 x 1, of rows R with these inner products R R^T.
Matrix decay_penalty(Matrix gram);

/// (lambda/2) (|W|^2 + |b|^2), 1 x 1, of one linear layer.
Matrix decay_penalty(const LinearMapInputs& in);

}  // namespace featdyn::theory
