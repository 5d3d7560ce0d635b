#include "numerics/linear/entrywise.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

#include "numerics/linear/instruction_set.hpp"

namespace featdyn::numerics {
namespace {

/// A matrix in parts of whole rows or of numbers, each for one thread.
constexpr Index part = 1 << 15;

/// Calls compute(first, count) for all of 0, ..., count - 1: at once, or in parts on all threads.
template <class Compute>
void in_parts(Index count, const Compute& compute) {
  if (count <= 2 * part) return compute(Index{0}, count);
#pragma omp parallel for schedule(static)
  for (Index first = 0; first < count; first += part) compute(first, std::min(part, count - first));
}

/// The same for the rows of a matrix.
template <class Compute>
void in_rows(Size size, const Compute& compute) {
  const Index height = std::max<Index>(1, part / std::max<Index>(size.columns, 1));
  if (size.rows * size.columns <= 2 * part) return compute(Index{0}, size);
#pragma omp parallel for schedule(static)
  for (Index first = 0; first < size.rows; first += height)
    compute(first, Size{.rows = std::min(height, size.rows - first), .columns = size.columns});
}

/// The sum of sum_part(first, count) over parts that do not depend on the number of threads.
template <class Sum>
double sum_in_parts(Index count, const Sum& sum_part) {
  if (count <= part) return sum_part(Index{0}, count);
  std::vector<double> sums(static_cast<std::size_t>((count + part - 1) / part));
#pragma omp parallel for schedule(static) if (count > 2 * part)
  for (Index first = 0; first < count; first += part)
    sums[static_cast<std::size_t>(first / part)] = sum_part(first, std::min(part, count - first));
  return std::accumulate(sums.begin(), sums.end(), 0.0);
}

Pair pair_of(std::span<const Term<double>> terms, Index first) {
  return {.f = *terms[0].factor,
          .x = terms[0].matrix->data() + first,
          .g = *terms[1].factor,
          .y = terms[1].matrix->data() + first};
}

}  // namespace

template <>
void hadamard<double>(const Matrix<double>& x, const Matrix<double>& y, Matrix<double>& result) {
  const Size size{.rows = result.rows(), .columns = result.cols()};
  const Kernels& loops = kernels();
  const double *from = x.data(), *by = y.data();
  double* const to = result.data();
  const auto outer = [&](const double* column, const double* row) {
    in_rows(size, [&](Index r, Size rows) { loops.outer(column + r, row, rows, to + r * size.columns); });
  };
  if (y.size() == 1)
    in_parts(x.size(), [&](Index i, Index count) { loops.times_one(from + i, *by, count, to + i); });
  else if (x.rows() == 1 && y.cols() == 1)
    outer(by, from);
  else if (x.cols() == 1 && y.rows() == 1)
    outer(from, by);
  else if (y.cols() == 1 && x.cols() != 1)
    in_rows(size, [&](Index r, Size rows) {
      loops.times_column(from + r * size.columns, by + r, rows, to + r * size.columns);
    });
  else if (y.rows() == 1 && x.rows() != 1)
    in_rows(size, [&](Index r, Size rows) {
      loops.times_row(from + r * size.columns, by, rows, to + r * size.columns);
    });
  else
    in_parts(x.size(), [&](Index i, Index count) { loops.times_each(from + i, by + i, count, to + i); });
}

template <>
void add_scaled<double>(const double& factor, const Matrix<double>& x, Matrix<double>& result) {
  const Size size{.rows = result.rows(), .columns = result.cols()};
  const Kernels& loops = kernels();
  const double* const from = x.data();
  double* const to = result.data();
  if (x.rows() == size.rows && x.cols() == size.columns)
    in_parts(x.size(), [&](Index i, Index count) { loops.add_each(factor, from + i, count, to + i); });
  else if (x.size() == 1)
    in_parts(result.size(), [&](Index i, Index count) { loops.add_one(factor * *from, count, to + i); });
  else if (x.cols() == 1)
    in_rows(size,
            [&](Index r, Size rows) { loops.add_column(factor, from + r, rows, to + r * size.columns); });
  else
    in_rows(size, [&](Index r, Size rows) { loops.add_row(factor, from, rows, to + r * size.columns); });
}

template <>
void combine<double>(std::span<const Term<double>> terms, Matrix<double>& result) {
  const Kernels& loops = kernels();
  if (terms.empty()) return result.setZero(), void();
  in_parts(result.size(), [&](Index i, Index count) {
    double* const to = result.data() + i;
    if (terms.size() == 1)
      loops.times_one(terms[0].matrix->data() + i, *terms[0].factor, count, to);
    else
      loops.combine_pair(pair_of(terms, i), count, to);
    for (std::size_t k = 2; k < terms.size(); k += 2)
      if (k + 1 < terms.size())
        loops.add_pair(pair_of(terms.subspan(k), i), count, to);
      else
        loops.add_each(*terms[k].factor, terms[k].matrix->data() + i, count, to);
  });
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
  return sum_in_parts(x.size(), [&](Index i, Index count) { return kernels().sum(x.data() + i, count); });
}

template <>
double total_product<double>(const Matrix<double>& x, const Matrix<double>& y) {
  return sum_in_parts(x.size(), [&](Index i, Index count) {
    return kernels().sum_products(x.data() + i, y.data() + i, count);
  });
}

}  // namespace featdyn::numerics
