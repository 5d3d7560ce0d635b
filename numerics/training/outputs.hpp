#pragma once

#include <vector>

#include "numerics/problem/problem.hpp"

namespace featdyn::numerics {

/// f(x_i) of the n training samples at overlaps A (neurons x N), of a classifier with two classes and a fixed second
/// layer.
std::vector<double> outputs_of(const Problem& problem, const Matrix<double>& A);

}  // namespace featdyn::numerics
