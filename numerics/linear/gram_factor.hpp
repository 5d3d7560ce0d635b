#pragma once

#include <optional>
#include <vector>

#include "theory/rational.hpp"

namespace featdyn::numerics {

/// M = L D L^T with a unit lower echelon L (k x rank) and a positive diagonal D.
struct GramFactor {
  std::vector<std::vector<theory::Rational>> L;  ///< k rows
  std::vector<theory::Rational> D;               ///< rank
};

/// The factors of a symmetric matrix, exactly; nothing where it is not positive semidefinite.
std::optional<GramFactor> factor_gram(std::vector<std::vector<theory::Rational>> M);

}  // namespace featdyn::numerics
