#pragma once

#include <span>

#include "numerics/linear/matrix.hpp"

namespace featdyn::numerics {

/// result = x o y, entry by entry; where y is smaller, a column, a row or 1 x 1, it is repeated. Doubles take
/// the vector units that the machine has, with the same bits on each.
template <class R>
void hadamard(const Matrix<R>& x, const Matrix<R>& y, Matrix<R>& result) {
  if (y.size() == 1)
    result = x * y(0, 0);
  else if (x.rows() == 1 && y.cols() == 1)
    result = y.lazyProduct(x);
  else if (x.cols() == 1 && y.rows() == 1)
    result = x.lazyProduct(y);
  else if (y.cols() == 1 && x.cols() != 1)
    result = (x.array().colwise() * y.col(0).array()).matrix();
  else if (y.rows() == 1 && x.rows() != 1)
    result = (x.array().rowwise() * y.row(0).array()).matrix();
  else
    result = x.cwiseProduct(y);
}

/// result += factor * x, x repeated where it is smaller. Doubles as in hadamard.
template <class R>
void add_scaled(const R& factor, const Matrix<R>& x, Matrix<R>& result) {
  if (x.rows() == result.rows() && x.cols() == result.cols())
    result += factor * x;
  else if (x.size() == 1)
    result.array() += R(factor * x(0, 0));
  else if (x.cols() == 1)
    result.colwise() += factor * x.col(0);
  else
    result.rowwise() += factor * x.row(0);
}

/// factor * matrix, of a combination; of doubles factor * matrix o times, either of these repeated where it is smaller.
template <class R>
struct Term {
  const R* factor;
  const Matrix<R>* matrix;
  const Matrix<R>* times = nullptr;
};

/// result = the sum of terms of its shape, in their order; 0 without any. Doubles as in hadamard.
template <class R>
void combine(std::span<const Term<R>> terms, Matrix<R>& result) {
  if (terms.empty()) result.setZero();
  for (std::size_t i = 0; i < terms.size(); ++i)
    if (i == 0)
      result = *terms[i].factor * *terms[i].matrix;
    else
      result += *terms[i].factor * *terms[i].matrix;
}

/// result = x^T.
template <class R>
void turn(const Matrix<R>& x, Matrix<R>& result) {
  result = x.transpose();
}

/// The sum of all entries. Doubles as in hadamard.
template <class R>
R total(const Matrix<R>& x) {
  return x.sum();
}

/// The sum of all entries of x o y, of the same shape. Doubles as in hadamard.
template <class R>
R total_product(const Matrix<R>& x, const Matrix<R>& y) {
  return x.cwiseProduct(y).sum();
}

template <>
void hadamard<double>(const Matrix<double>& x, const Matrix<double>& y, Matrix<double>& result);
template <>
void add_scaled<double>(const double& factor, const Matrix<double>& x, Matrix<double>& result);
template <>
void combine<double>(std::span<const Term<double>> terms, Matrix<double>& result);
template <>
void turn<double>(const Matrix<double>& x, Matrix<double>& result);
template <>
double total<double>(const Matrix<double>& x);
template <>
double total_product<double>(const Matrix<double>& x, const Matrix<double>& y);

}  // namespace featdyn::numerics
