#include "numerics/linear/matrix.hpp"

#include <cblas.h>

#include <algorithm>

#include "numerics/linear/instruction_set.hpp"
#include "numerics/linear/partial_products.hpp"

namespace featdyn::numerics {
namespace {

Entries entries(Factor<double> x) {
  const Index stride = x.matrix.cols();
  return x.transposed ? Entries{.at = x.matrix.data(), .down = 1, .across = stride}
                      : Entries{.at = x.matrix.data(), .down = stride, .across = 1};
}

Entries entries_from(Entries x, Index row, Index column) {
  return {.at = x.at + row * x.down + column * x.across, .down = x.down, .across = x.across};
}

/// A part of a product, and where it lies in the result.
struct Tile {
  Index row, column, rows, columns;
};

Product part(const Product& whole, const Tile& tile) {
  return {.x = entries_from(whole.x, tile.row, 0),
          .y = entries_from(whole.y, 0, tile.column),
          .rows = tile.rows,
          .columns = tile.columns,
          .inner = whole.inner,
          .add = whole.add};
}

using Kernel = decltype(Kernels::multiply);

void multiply_tile(Kernel kernel, const Product& whole, const Tile& tile, Matrix<double>& result) {
  kernel(part(whole, tile), result.data() + tile.row * result.cols() + tile.column, result.cols(),
         panel_memory());
}

/// Half an extent or more, in whole panels, and no more than the caches hold.
Index tile_extent(Index extent) {
  return std::min<Index>((extent + 2 * widest_panel - 1) / (2 * widest_panel) * widest_panel, 256);
}

/// Calls compute(tile) for the tiles of the result, on all threads. No entry's bits depend on its tile.
template <class Compute>
void for_tiles(const Product& whole, Index height, Index width, const Compute& compute) {
  const Index across = (whole.columns + width - 1) / width, down = (whole.rows + height - 1) / height;
#pragma omp parallel for schedule(dynamic)
  for (Index tile = 0; tile < down * across; ++tile) {
    const Index row = height * (tile / across), column = width * (tile % across);
    compute(Tile{.row = row,
                 .column = column,
                 .rows = std::min(height, whole.rows - row),
                 .columns = std::min(width, whole.columns - column)});
  }
}

constexpr Index few_multiply_adds = 4'000'000;  ///< done in a fraction of a millisecond

bool is_small(const Product& of) {
  return of.rows * of.columns * of.inner <= few_multiply_adds;
}

void multiply_all(const Product& of, Matrix<double>& result) {
  const Kernel kernel = kernels().multiply;
  if (is_small(of)) return kernel(of, result.data(), result.cols(), panel_memory());
  for_tiles(of, std::min<Index>(of.rows, 128), tile_extent(of.columns),
            [&](const Tile& tile) { multiply_tile(kernel, of, tile, result); });
}

void multiply_below(const Product& of, Matrix<double>& result) {
  const Kernels& in_use = kernels();
  if (is_small(of)) return in_use.multiply_lower(of, result.data(), result.cols(), panel_memory());
  const Index side = std::min<Index>(tile_extent(of.columns), 128);
  for_tiles(of, side, side, [&](const Tile& tile) {
    if (tile.column <= tile.row)
      multiply_tile(tile.column == tile.row ? in_use.multiply_lower : in_use.multiply, of, tile, result);
  });
}

Product product_of(Factor<double> x, Factor<double> y, const Matrix<double>& result) {
  return {.x = entries(x),
          .y = entries(y),
          .rows = result.rows(),
          .columns = result.cols(),
          .inner = x.transposed ? x.matrix.rows() : x.matrix.cols()};
}

/// result = (y^T x^T)^T for a row or column of a product, whose numbers lie side by side either way.
Product transposed(const Product& of) {
  return {.x = {of.y.at, of.y.across, of.y.down},
          .y = {of.x.at, of.x.across, of.x.down},
          .rows = of.columns,
          .columns = of.rows,
          .inner = of.inner};
}

/// A product with one row: rows of numbers side by side are multiplied by it, or added up.
void multiply_row(const Product& of, double* result) {
  if (of.y.across == 1 && of.columns > 1)
    kernels().multiply(of, result, of.columns, panel_memory());
  else
    kernels().multiply_column(transposed(of).x, of.x.at, {.rows = of.columns, .columns = of.inner}, result);
}

}  // namespace

template <>
void multiply<double>(Factor<double> x, Factor<double> y, Matrix<double>& result) {
  const Product of = product_of(x, y, result);
  if (of.inner == 0)
    result.setZero();
  else if (of.columns == 1)
    multiply_row(transposed(of), result.data());
  else if (of.rows == 1)
    multiply_row(of, result.data());
  else
    multiply_all(of, result);
}

void add_product(Factor<double> x, Factor<double> y, bool lower, Matrix<double>& result) {
  Product of = product_of(x, y, result);
  of.add = true;
  if (of.inner > 0) lower ? multiply_below(of, result) : multiply_all(of, result);
}

template <>
void multiply_rows<double>(Columns<double> x, Columns<double> y, Index count, Matrix<double>& result) {
  if (count == 0) return result.setZero(), void();
  multiply_all({.x = {.at = x.matrix.data() + x.first, .down = x.matrix.cols(), .across = 1},
                .y = {.at = y.matrix.data() + y.first, .down = 1, .across = y.matrix.cols()},
                .rows = result.rows(),
                .columns = result.cols(),
                .inner = count},
               result);
}

void multiply_stacks(Columns<double> x, Columns<double> y, Index count, bool lower, Matrix<double>& result) {
  const Product of{
      .x = {.at = x.matrix.data() + x.first, .down = x.matrix.cols(), .across = 1},
      .y = {.at = y.matrix.data() + y.first * y.matrix.cols(), .down = y.matrix.cols(), .across = 1},
      .rows = result.rows(),
      .columns = result.cols(),
      .inner = count};
  if (count == 0) return result.setZero(), void();
  lower ? multiply_below(of, result) : multiply_all(of, result);
}

template <>
void multiply_lower<double>(Factor<double> x, Factor<double> y, Matrix<double>& result) {
  const Product of = product_of(x, y, result);
  of.inner == 0 ? result.setZero(), void() : multiply_below(of, result);
}

/// Of large matrices square by square, so that both halves are read and written along lines of the cache.
template <>
void mirror<double>(Matrix<double>& x) {
  constexpr Index side = 64;
  const Index n = x.rows();
  const Kernels& loops = kernels();
  if (n <= side)
    return loops.mirror(x.data(), n, n);  // a parallel region costs half a microsecond even on one thread
#pragma omp parallel for schedule(dynamic) if (n > 512)
  for (Index i = 0; i < n; i += side) {
    const Index rows = std::min(side, n - i);
    for (Index j = 0; j < i; j += side)
      loops.turn(x.data() + i * n + j, n, {.rows = rows, .columns = side}, x.data() + j * n + i, n);
    loops.mirror(x.data() + i * n + i, n, rows);
  }
}

template <>
void multiply_symmetric<double>(Factor<double> x, Factor<double> y, Matrix<double>& result) {
  multiply_lower(x, y, result);
  mirror(result);
}

void use_one_blas_thread() {
  openblas_set_num_threads(1);
}

}  // namespace featdyn::numerics
