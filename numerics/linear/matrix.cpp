#include "numerics/linear/matrix.hpp"

#include <cblas.h>

#include <algorithm>

namespace featdyn::numerics {
namespace {

CBLAS_TRANSPOSE order(Factor<double> x) {
  return x.transposed ? CblasTrans : CblasNoTrans;
}

int stride(const Matrix<double>& x) {
  return static_cast<int>(std::max<Index>(x.cols(), 1));
}

Index inner_extent(Factor<double> x) {
  return x.transposed ? x.matrix.rows() : x.matrix.cols();
}

/// Entries of a factor from its row `row` and column `column` on, as it is read.
const double* entries_from(Factor<double> x, Index row, Index column) {
  if (x.transposed) std::swap(row, column);
  return x.matrix.data() + row * x.matrix.cols() + column;
}

/// The rows x columns entries of x y from (row, column) on.
void multiply_tile(Factor<double> x, Factor<double> y, Matrix<double>& result, Index row, Index column,
                   Index rows, Index columns) {
  cblas_dgemm(CblasRowMajor, order(x), order(y), static_cast<int>(rows), static_cast<int>(columns),
              static_cast<int>(inner_extent(x)), 1, entries_from(x, row, 0), stride(x.matrix),
              entries_from(y, 0, column), stride(y.matrix), 0, result.data() + row * result.cols() + column,
              stride(result));
}

/// Half an extent or more, in multiples of 32, which the BLAS likes, and no more than its caches hold.
Index tile_extent(Index extent) {
  return std::min<Index>((extent + 63) / 64 * 32, 256);
}

/// By tiles that do not depend on the number of threads, nor do the bits.
void multiply_on_all_threads(Factor<double> x, Factor<double> y, Matrix<double>& result) {
  const Index height = std::min<Index>(result.rows(), 256), width = tile_extent(result.cols());
  const Index across = (result.cols() + width - 1) / width, down = (result.rows() + height - 1) / height;
#pragma omp parallel for schedule(dynamic)
  for (Index tile = 0; tile < down * across; ++tile) {
    const Index row = height * (tile / across), column = width * (tile % across);
    multiply_tile(x, y, result, row, column, std::min(height, result.rows() - row),
                  std::min(width, result.cols() - column));
  }
}

constexpr Index few_multiply_adds = 4'000'000;  ///< done in a fraction of a millisecond

}  // namespace

template <>
void multiply<double>(Factor<double> x, Factor<double> y, Matrix<double>& result) {
  if (result.cols() == 1)
    cblas_dgemv(CblasRowMajor, order(x), static_cast<int>(x.matrix.rows()), static_cast<int>(x.matrix.cols()),
                1, x.matrix.data(), stride(x.matrix), y.matrix.data(), 1, 0, result.data(), 1);
  else if (result.size() * inner_extent(x) <= few_multiply_adds)
    multiply_tile(x, y, result, 0, 0, result.rows(), result.cols());
  else
    multiply_on_all_threads(x, y, result);
}

void use_one_blas_thread() {
  openblas_set_num_threads(1);
}

}  // namespace featdyn::numerics
