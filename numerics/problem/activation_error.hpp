#pragma once

#include <optional>

#include "numerics/problem/problem.hpp"

namespace featdyn::numerics {

/// The error of the denoiser's kernels by Gauss-Hermite quadrature at overlaps A and Gram matrix G: the
/// largest change of an entry when the nodes are doubled, relative to the largest entry of its matrix, over
/// all times. Nothing where there is no quadrature or a value is not finite.
std::optional<double> activation_quadrature_error(const Problem& problem, const Matrix<double>& A,
                                                  const Matrix<double>& G);

}  // namespace featdyn::numerics
