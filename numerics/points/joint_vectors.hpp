#pragma once

#include "numerics/problem/span_vectors.hpp"

namespace featdyn::numerics {

/// Weights and patches in as many coordinates as their numerical rank: first those of the patches' span, then
/// those of the weights' part off it, the largest first.
struct JointVectors {
  SpanVectors<double> vectors;
  Index rank;  ///< of the patches
};

/// The vectors with these inner products, A = W X^T, G = W W^T, K = X X^T. What is below rounding of K, or
/// below that of G and of the part in the span, is left out.
JointVectors joint_vectors(const Matrix<double>& A, const Matrix<double>& G, const Matrix<double>& K);

}  // namespace featdyn::numerics
