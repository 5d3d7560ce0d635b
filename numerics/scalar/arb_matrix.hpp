#pragma once

#include <optional>

#include "numerics/linear/entrywise_sum.hpp"
#include "numerics/scalar/arb_number.hpp"

namespace featdyn::numerics {

/// Each entry with one rounding (BigReal) or one error bound (Ball), large products on all threads
/// (arb_product.hpp). Declared beside the types, so that nobody has them without it.
template <>
void multiply<BigReal>(Factor<BigReal> x, Factor<BigReal> y, Matrix<BigReal>& result);
template <>
void multiply<Ball>(Factor<Ball> x, Factor<Ball> y, Matrix<Ball>& result);
template <>
void multiply_symmetric<BigReal>(Factor<BigReal> x, Factor<BigReal> y, Matrix<BigReal>& result);
template <>
void multiply_symmetric<Ball>(Factor<Ball> x, Factor<Ball> y, Matrix<Ball>& result);

template <>
void multiply_rows<BigReal>(Columns<BigReal> x, Columns<BigReal> y, Index count, Matrix<BigReal>& result);

template <>
void hadamard<BigReal>(const Matrix<BigReal>& x, const Matrix<BigReal>& y, Matrix<BigReal>& result);
template <>
void hadamard<Ball>(const Matrix<Ball>& x, const Matrix<Ball>& y, Matrix<Ball>& result);
template <>
void add_scaled<BigReal>(const BigReal& factor, const Matrix<BigReal>& x, Matrix<BigReal>& result);
template <>
void add_scaled<Ball>(const Ball& factor, const Matrix<Ball>& x, Matrix<Ball>& result);
template <>
void combine<BigReal>(std::span<const Term<BigReal>> terms, Matrix<BigReal>& result);
template <>
void combine<Ball>(std::span<const Term<Ball>> terms, Matrix<Ball>& result);
template <>
void sum_of_hadamards<BigReal>(std::span<const Matrix<BigReal>> x, std::span<const Matrix<BigReal>> y,
                               Matrix<BigReal>& result);
template <>
BigReal total<BigReal>(const Matrix<BigReal>& x);
template <>
Ball total<Ball>(const Matrix<Ball>& x);
template <>
BigReal total_product<BigReal>(const Matrix<BigReal>& x, const Matrix<BigReal>& y);
template <>
Ball total_product<Ball>(const Matrix<Ball>& x, const Matrix<Ball>& y);

/// A whole number that is no less than log2 |x| of every entry; nothing where all are 0.
std::optional<long> log2_size(const Matrix<BigReal>& x);

}  // namespace featdyn::numerics
