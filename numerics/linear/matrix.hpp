#pragma once

#include <Eigen/Core>

static_assert(EIGEN_MAX_ALIGN_BYTES == 64,
              "numbers start at lines of the cache: the target featdyn::numerics defines this");

namespace featdyn::numerics {

/// Dense matrix, rows contiguous, so that a row is a neuron or a patch and NPY files are written as they
/// stand.
template <class R>
using Matrix = Eigen::Matrix<R, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

using Index = Eigen::Index;

/// An operand of a product, as it stands or transposed.
template <class R>
struct Factor {
  const Matrix<R>& matrix;
  bool transposed = false;
};

/// result = x y. Doubles take the vector units that the machine has (instruction_set.hpp), large products on all
/// threads, with the same bits on every number of them; other scalars may specialise this one function.
/// `result` must have the product's shape and be neither operand.
template <class R>
void multiply(Factor<R> x, Factor<R> y, Matrix<R>& result) {
  if (x.transposed && y.transposed)
    result.noalias() = x.matrix.transpose() * y.matrix.transpose();
  else if (x.transposed)
    result.noalias() = x.matrix.transpose() * y.matrix;
  else if (y.transposed)
    result.noalias() = x.matrix * y.matrix.transpose();
  else
    result.noalias() = x.matrix * y.matrix;
}

template <>
void multiply<double>(Factor<double> x, Factor<double> y, Matrix<double>& result);

/// result = x y where that is symmetric: half the work, and entries that are equal to the last bit. Other
/// scalars may specialise it, as `multiply`.
template <class R>
void multiply_symmetric(Factor<R> x, Factor<R> y, Matrix<R>& result) {
  multiply(x, y, result);
}

template <>
void multiply_symmetric<double>(Factor<double> x, Factor<double> y, Matrix<double>& result);

/// The same where only entries on and below the diagonal matter; those above are then anything.
template <class R>
void multiply_lower(Factor<R> x, Factor<R> y, Matrix<R>& result) {
  multiply_symmetric(x, y, result);
}

template <>
void multiply_lower<double>(Factor<double> x, Factor<double> y, Matrix<double>& result);

/// Entries above the diagonal become those below it.
template <class R>
void mirror(Matrix<R>& x) {
  for (Index r = 0; r < x.rows(); ++r)
    for (Index s = 0; s < r; ++s) x(s, r) = x(r, s);
}

template <>
void mirror<double>(Matrix<double>& x);

/// Columns of a matrix from `first` on.
template <class R>
struct Columns {
  const Matrix<R>& matrix;
  Index first;
};

/// result = x y^T over `count` columns of each: every entry one dot product of numbers that lie side by side.
/// Other scalars may specialise it, as `multiply`.
template <class R>
void multiply_rows(Columns<R> x, Columns<R> y, Index count, Matrix<R>& result) {
  result.noalias() = x.matrix.middleCols(x.first, count) * y.matrix.middleCols(y.first, count).transpose();
}

template <>
void multiply_rows<double>(Columns<double> x, Columns<double> y, Index count, Matrix<double>& result);

/// x y, x y^T and x^T y as values, for set-up code outside the loop.
template <class R>
Matrix<R> product(Factor<R> x, Factor<R> y) {
  Matrix<R> result(x.transposed ? x.matrix.cols() : x.matrix.rows(),
                   y.transposed ? y.matrix.rows() : y.matrix.cols());
  multiply(x, y, result);
  return result;
}

/// x x^T.
template <class R>
Matrix<R> gram(const Matrix<R>& x) {
  Matrix<R> result(x.rows(), x.rows());
  multiply_symmetric<R>({x}, {x, true}, result);
  return result;
}

/// The BLAS, which Eigen's decompositions use, runs on the calling thread alone: featdyn spreads its own work, and
/// results must not depend on the number of threads. Called once by every program that links the library.
void use_one_blas_thread();

}  // namespace featdyn::numerics
