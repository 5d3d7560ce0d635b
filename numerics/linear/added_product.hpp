#pragma once

#include "numerics/linear/matrix.hpp"

namespace featdyn::numerics {

/// result += x y, as multiply; where `lower`, only entries on and below the diagonal matter, as in multiply_lower.
void add_product(Factor<double> x, Factor<double> y, bool lower, Matrix<double>& result);

}  // namespace featdyn::numerics
