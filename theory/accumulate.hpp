#pragma once

#include <optional>

#include "theory/matrix_program.hpp"

namespace featdyn::theory {

/// Adds a term to a sum that has none yet where it is nothing.
inline void accumulate(std::optional<Matrix>& sum, Matrix term) {
  sum = sum ? *sum + term : term;
}

}  // namespace featdyn::theory
