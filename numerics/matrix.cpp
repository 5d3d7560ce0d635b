#include "numerics/matrix.hpp"

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

}  // namespace

template <>
void multiply<double>(Factor<double> x, Factor<double> y, Matrix<double>& result) {
  const int rows = static_cast<int>(result.rows()), columns = static_cast<int>(result.cols());
  const auto inner = static_cast<int>(x.transposed ? x.matrix.rows() : x.matrix.cols());
  if (result.cols() == 1)
    cblas_dgemv(CblasRowMajor, order(x), static_cast<int>(x.matrix.rows()), static_cast<int>(x.matrix.cols()),
                1, x.matrix.data(), stride(x.matrix), y.matrix.data(), 1, 0, result.data(), 1);
  else
    cblas_dgemm(CblasRowMajor, order(x), order(y), rows, columns, inner, 1, x.matrix.data(), stride(x.matrix),
                y.matrix.data(), stride(y.matrix), 0, result.data(), stride(result));
}

void use_one_blas_thread() {
  openblas_set_num_threads(1);
}

}  // namespace featdyn::numerics
