#pragma once

#include <algorithm>

#include "numerics/matrix.hpp"

namespace featdyn::numerics {

/// x y^T in numbers of type R, from doubles that stand for themselves. They are converted some columns at a
/// time, so that memory beside x and y follows their rows and not d.
template <class R>
Matrix<R> exact_product(const Matrix<double>& x, const Matrix<double>& y) {
  constexpr Index columns_at_once = 4096;
  Matrix<R> result = Matrix<R>::Zero(x.rows(), y.rows()), part = result;
  for (Index first = 0; first < x.cols(); first += columns_at_once) {
    const Index count = std::min(columns_at_once, x.cols() - first);
    const Matrix<R> x_part = x.middleCols(first, count).template cast<R>();
    if (&x == &y) {
      multiply<R>({x_part}, {x_part, true}, part);
    } else {
      const Matrix<R> y_part = y.middleCols(first, count).template cast<R>();
      multiply<R>({x_part}, {y_part, true}, part);
    }
    result += part;
  }
  return result;
}

}  // namespace featdyn::numerics
