#include "numerics/linear/entrywise.hpp"

#include <algorithm>

// The loader chooses the widest clone that the machine can run. Each multiplies and adds as the source says,
// without contraction, so that their results are equal.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define FEATDYN_VECTOR_UNITS __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define FEATDYN_VECTOR_UNITS
#endif

namespace featdyn::numerics {
namespace {

/// Numbers of a rows x columns matrix, side by side.
struct Size {
  Index rows, columns;
};

FEATDYN_VECTOR_UNITS void times_each(const double* x, const double* y, Index count,
                                     double* __restrict result) {
  for (Index i = 0; i < count; ++i) result[i] = x[i] * y[i];
}

FEATDYN_VECTOR_UNITS void times_one(const double* x, double factor, Index count, double* __restrict result) {
  for (Index i = 0; i < count; ++i) result[i] = x[i] * factor;
}

FEATDYN_VECTOR_UNITS void times_column(const double* x, const double* column, Size size,
                                       double* __restrict result) {
  for (Index r = 0; r < size.rows; ++r, x += size.columns, result += size.columns)
    for (Index j = 0; j < size.columns; ++j) result[j] = x[j] * column[r];
}

FEATDYN_VECTOR_UNITS void times_row(const double* x, const double* row, Size size,
                                    double* __restrict result) {
  for (Index r = 0; r < size.rows; ++r, x += size.columns, result += size.columns)
    for (Index j = 0; j < size.columns; ++j) result[j] = x[j] * row[j];
}

FEATDYN_VECTOR_UNITS void outer(const double* column, const double* row, Size size,
                                double* __restrict result) {
  for (Index r = 0; r < size.rows; ++r, result += size.columns)
    for (Index j = 0; j < size.columns; ++j) result[j] = column[r] * row[j];
}

FEATDYN_VECTOR_UNITS void add_each(double factor, const double* x, Index count, double* __restrict result) {
  for (Index i = 0; i < count; ++i) result[i] += factor * x[i];
}

/// x and y times their factors.
struct Pair {
  double factor_x;
  const double* x;
  double factor_y;
  const double* y;
};

FEATDYN_VECTOR_UNITS void combine_pair(const Pair& of, Index count, double* __restrict result) {
  const auto [f, x, g, y] = of;
  for (Index i = 0; i < count; ++i) result[i] = f * x[i] + g * y[i];
}

FEATDYN_VECTOR_UNITS void add_pair(const Pair& of, Index count, double* __restrict result) {
  const auto [f, x, g, y] = of;
  for (Index i = 0; i < count; ++i) result[i] = result[i] + f * x[i] + g * y[i];
}

Pair pair_of(std::span<const Term<double>> terms) {
  return {*terms[0].factor, terms[0].matrix->data(), *terms[1].factor, terms[1].matrix->data()};
}

FEATDYN_VECTOR_UNITS void add_one(double value, Index count, double* __restrict result) {
  for (Index i = 0; i < count; ++i) result[i] += value;
}

FEATDYN_VECTOR_UNITS void add_column(double factor, const double* column, Size size,
                                     double* __restrict result) {
  for (Index r = 0; r < size.rows; ++r, result += size.columns)
    for (Index j = 0; j < size.columns; ++j) result[j] += factor * column[r];
}

FEATDYN_VECTOR_UNITS void add_row(double factor, const double* row, Size size, double* __restrict result) {
  for (Index r = 0; r < size.rows; ++r, result += size.columns)
    for (Index j = 0; j < size.columns; ++j) result[j] += factor * row[j];
}

/// Entry i goes to the partial sum i mod lanes, the rest to the first: one order for every vector unit.
constexpr Index lanes = 32;

double sum_of(const double* partial) {
  double sum = 0;
  for (Index i = 0; i < lanes; ++i) sum += partial[i];
  return sum;
}

FEATDYN_VECTOR_UNITS double sum_each(const double* x, Index count) {
  double partial[lanes] = {};
  Index k = 0;
  for (; k + lanes <= count; k += lanes)
    for (Index i = 0; i < lanes; ++i) partial[i] += x[k + i];
  for (; k < count; ++k) partial[0] += x[k];
  return sum_of(partial);
}

FEATDYN_VECTOR_UNITS double sum_products(const double* x, const double* y, Index count) {
  double partial[lanes] = {};
  Index k = 0;
  for (; k + lanes <= count; k += lanes)
    for (Index i = 0; i < lanes; ++i) partial[i] += x[k + i] * y[k + i];
  for (; k < count; ++k) partial[0] += x[k] * y[k];
  return sum_of(partial);
}

}  // namespace

template <>
void hadamard<double>(const Matrix<double>& x, const Matrix<double>& y, Matrix<double>& result) {
  const Size size{.rows = result.rows(), .columns = result.cols()};
  if (y.size() == 1)
    times_one(x.data(), y(0, 0), x.size(), result.data());
  else if (x.rows() == 1 && y.cols() == 1)
    outer(y.data(), x.data(), size, result.data());
  else if (x.cols() == 1 && y.rows() == 1)
    outer(x.data(), y.data(), size, result.data());
  else if (y.cols() == 1 && x.cols() != 1)
    times_column(x.data(), y.data(), size, result.data());
  else if (y.rows() == 1 && x.rows() != 1)
    times_row(x.data(), y.data(), size, result.data());
  else
    times_each(x.data(), y.data(), x.size(), result.data());
}

template <>
void add_scaled<double>(const double& factor, const Matrix<double>& x, Matrix<double>& result) {
  const Size size{.rows = result.rows(), .columns = result.cols()};
  if (x.rows() == size.rows && x.cols() == size.columns)
    add_each(factor, x.data(), x.size(), result.data());
  else if (x.size() == 1)
    add_one(factor * x(0, 0), result.size(), result.data());
  else if (x.cols() == 1)
    add_column(factor, x.data(), size, result.data());
  else
    add_row(factor, x.data(), size, result.data());
}

template <>
void combine<double>(std::span<const Term<double>> terms, Matrix<double>& result) {
  const Index count = result.size();
  if (terms.empty())
    result.setZero();
  else if (terms.size() == 1)
    times_one(terms[0].matrix->data(), *terms[0].factor, count, result.data());
  else
    combine_pair(pair_of(terms), count, result.data());
  for (std::size_t i = 2; i < terms.size(); i += 2)
    if (i + 1 < terms.size())
      add_pair(pair_of(terms.subspan(i)), count, result.data());
    else
      add_each(*terms[i].factor, terms[i].matrix->data(), count, result.data());
}

/// In squares, so that both matrices are read and written along lines of the cache.
template <>
void turn<double>(const Matrix<double>& x, Matrix<double>& result) {
  constexpr Index side = 8;
  for (Index r = 0; r < x.rows(); r += side)
    for (Index j = 0; j < x.cols(); j += side) {
      const Index rows = std::min(side, x.rows() - r), columns = std::min(side, x.cols() - j);
      if (rows == side && columns == side)
        result.block<side, side>(j, r) = x.block<side, side>(r, j).transpose();
      else
        result.block(j, r, columns, rows) = x.block(r, j, rows, columns).transpose();
    }
}

template <>
double total<double>(const Matrix<double>& x) {
  return sum_each(x.data(), x.size());
}

template <>
double total_product<double>(const Matrix<double>& x, const Matrix<double>& y) {
  return sum_products(x.data(), y.data(), x.size());
}

}  // namespace featdyn::numerics
