#pragma once

#include <span>

#include "numerics/linear/entrywise.hpp"

namespace featdyn::numerics {
namespace detail {

/// result += x o y, the smaller operand y repeated.
template <class R>
void add_hadamard(const Matrix<R>& x, const Matrix<R>& y, Matrix<R>& result) {
  if (y.size() == 1)
    result += x * y(0, 0);
  else if (x.rows() == 1 && y.cols() == 1)
    result += y.lazyProduct(x);
  else if (x.cols() == 1 && y.rows() == 1)
    result += x.lazyProduct(y);
  else if (y.cols() == 1 && x.cols() != 1)
    result.array() += x.array().colwise() * y.col(0).array();
  else if (y.rows() == 1 && x.rows() != 1)
    result.array() += x.array().rowwise() * y.row(0).array();
  else
    result += x.cwiseProduct(y);
}

}  // namespace detail

/// result = sum_j x_j o y_{k-j}, j = 0 .. k, for as many matrices of x as of y; all of y are repeated where they
/// are smaller [entrywise.hpp]. Other scalars may specialise it, as `multiply`.
template <class R>
void sum_of_hadamards(std::span<const Matrix<R>> x, std::span<const Matrix<R>> y, Matrix<R>& result) {
  const std::size_t last = x.size() - 1;
  hadamard(x[0], y[last], result);
  for (std::size_t j = 1; j <= last; ++j) detail::add_hadamard(x[j], y[last - j], result);
}

template <>
void sum_of_hadamards<double>(std::span<const Matrix<double>> x, std::span<const Matrix<double>> y,
                              Matrix<double>& result);

}  // namespace featdyn::numerics
