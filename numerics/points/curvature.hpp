#pragma once

#include "numerics/methods/recurrence.hpp"

namespace featdyn::numerics {

/// The largest eigenvalue of the loss's Hessian at the weights with coefficients (A, G), along directions
/// M W + N X (training never leaves them), by Lanczos' method on central differences of the gradient; a lower
/// bound, to about three digits; negative where every direction falls. Gradient descent with learning rate eta is unstable where it exceeds 2 /
/// eta.
double largest_curvature(const Problem& problem, const Matrix<double>& K, const Matrix<double>& A,
                         const Matrix<double>& G);

}  // namespace featdyn::numerics
