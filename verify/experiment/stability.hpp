#pragma once

#include "numerics/problem/problem.hpp"

namespace featdyn::verify {

/// The learning rate above which gradient descent leaves the point that training comes to: 2 / the largest
/// eigenvalue of the Hessian, at the visited state with the smallest loss. Throws InputError where more than one layer is
/// trained, or another than the paper's.
double largest_stable_rate(const numerics::Problem& problem);

}  // namespace featdyn::verify
