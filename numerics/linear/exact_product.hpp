#pragma once

#include <algorithm>

#include "numerics/linear/matrix.hpp"

namespace featdyn::numerics {

/// Inner products of long vectors are summed over so many columns at a time.
inline constexpr Index columns_at_once = 16384;

/// result += x y^T. In double by tiles of rows on all threads, with the same bits on each count of them.
template <class R>
void add_product(const Matrix<R>& x, const Matrix<R>& y, Matrix<R>& result) {
  result += product<R>({x}, {y, true});
}

template <>
void add_product<double>(const Matrix<double>& x, const Matrix<double>& y, Matrix<double>& result);

/// x y^T in numbers of type R, from doubles that stand for themselves. They are converted some columns at a
/// time, so that memory beside x and y follows their rows and not d.
template <class R>
Matrix<R> exact_product(const Matrix<double>& x, const Matrix<double>& y) {
  Matrix<R> result = Matrix<R>::Zero(x.rows(), y.rows());
  for (Index first = 0; first < x.cols(); first += columns_at_once) {
    const Index count = std::min(columns_at_once, x.cols() - first);
    const Matrix<R> x_part = x.middleCols(first, count).template cast<R>();
    if (&x == &y)
      add_product<R>(x_part, x_part, result);
    else
      add_product<R>(x_part, y.middleCols(first, count).template cast<R>(), result);
  }
  return result;
}

}  // namespace featdyn::numerics
