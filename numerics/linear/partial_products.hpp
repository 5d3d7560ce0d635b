#pragma once

#include "numerics/linear/matrix.hpp"

namespace featdyn::numerics {

/// result += x y, as multiply; where `lower`, only entries on and below the diagonal matter, as in multiply_lower.
void add_product(Factor<double> x, Factor<double> y, bool lower, Matrix<double>& result);

/// result = `count` columns of x from x.first on times as many rows of y from y.first on; where `lower`, entries on and
/// below the diagonal alone.
void multiply_stacks(Columns<double> x, Columns<double> y, Index count, bool lower, Matrix<double>& result);

}  // namespace featdyn::numerics
