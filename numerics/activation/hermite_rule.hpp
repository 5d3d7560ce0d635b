#pragma once

#include <vector>

#include "numerics/linear/matrix.hpp"

namespace featdyn::numerics {

/// Gauss-Hermite quadrature for the standard normal distribution: E[f(Z)] = sum_q weights_q f(nodes_q),
/// exact for polynomials of degree 2 nodes - 1 (nodes by Eigen's eigenvalues, Golub and Welsch; Christoffel's
/// weights, which are true to the last digits where they are small).
struct HermiteRule {
  explicit HermiteRule(int count);
  Eigen::RowVectorXd nodes, weights;
  /// weights_q h_k(nodes_q), h_k the orthonormal Hermite polynomials, k < count: nodes x degrees. Applied to
  /// values at the nodes it gives their Hermite coefficients.
  Matrix<double> analysis;
};

}  // namespace featdyn::numerics
