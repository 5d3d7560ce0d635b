#pragma once

#include <vector>

#include "numerics/linear/matrix.hpp"

namespace featdyn::numerics {

/// The modes of the patches' second moment sum_p c_p x_p x_p^T = sum_a lambda_a u_a u_a^T, the largest eigenvalue
/// first, those above rounding alone: u_a = X^T f_a with the columns f_a of `reading`, so that overlaps with patches
/// become overlaps with modes.
template <class R>
struct Modes {
  std::vector<R> lambda;  ///< K numbers
  Matrix<R> reading;      ///< patches x K
};

/// Of patches with this Gram matrix and weights c_p (1 x patches). Throws std::runtime_error where the eigensolver fails.
template <class R>
Modes<R> modes_of(const Matrix<R>& gram, const Matrix<R>& weights);

/// The unit vectors u_a as rows, K x d.
Matrix<double> mode_vectors(const Modes<double>& modes, const Matrix<double>& patches);

}  // namespace featdyn::numerics
