#pragma once

#include <cstddef>
#include <cstdint>

namespace featdyn::numerics {

using Index = std::ptrdiff_t;

/// Entries of a matrix where they stand: (i, j) is at[i * down + j * across]; one of the strides is 1.
struct Entries {
  const double* at;
  Index down, across;
};

/// x y, of so many rows and columns; where `add`, onto what stands there.
struct Product {
  Entries x, y;
  Index rows, columns, inner;
  bool add = false;
};

/// Numbers of a rows x columns matrix, side by side.
struct Size {
  Index rows, columns;
};

/// factor x o y, entry by entry, of a sum; factor x where y.at is null. Strides are 0 where an operand is repeated, and
/// across is 0 or 1.
struct Summand {
  double factor;
  Entries x, y;
};

/// How far a matrix (rows side by side) has moved, times a magnification, and numbers of random signs and sizes beside
/// that, whose scales are the products of those of the rows and of the columns. Where `symmetric`, drawn are those of
/// each row from the diagonal on, and they are the same below it.
struct Growing {
  const double *moved, *here;
  double magnification;
  const double *rows, *columns, *drawn;
  Size size;
  bool symmetric;
};

/// Terms of a sum that are added in one pass.
inline constexpr Index most_summands = 16;

/// The loops over doubles, compiled once for each instruction set from one source. Sums have one order in
/// every set: an entry of a product is a sum over blocks of `inner_at_once` terms, each summed term by term.
/// The sets with fused multiply-adds give the same bits, the baseline rounds each product before it is added.
/// Entrywise loops never fuse: they give the same bits in every set.
struct Kernels {
  const char* name;

  /// result (`stride` from row to row) = x y, inner > 0. room: panel_room numbers of the caller's thread.
  void (*multiply)(const Product& product, double* result, Index stride, double* room);
  /// The same for an x y that is symmetric: entries on and below the diagonal; those above may be spoilt.
  void (*multiply_lower)(const Product& product, double* result, Index stride, double* room);
  /// result = x y for a column y, x with across = 1: by sums of the terms k mod 16, which are then added.
  void (*multiply_column)(Entries x, const double* y, Size size, double* result);

  /// result (rows side by side) = the sum of up to most_summands terms in their order; where `add`, onto what
  /// stands there.
  void (*combine)(const Summand* terms, Index count, bool add, Size size, double* result);
  /// result += factor x.
  void (*add_each)(double factor, const double* x, Index count, double* result);
  /// result (`result_stride` from row to row) = x^T, for x of that size, `stride` from row to row.
  void (*turn)(const double* x, Index stride, Size size, double* result, Index result_stride);
  /// Entries above the diagonal of an n x n matrix become those below it.
  void (*mirror)(double* x, Index stride, Index n);
  /// x = a whole number in [-p/2, p/2] (or 1 beyond, by rounding) of x times factor modulo p, for whole numbers
  /// with |x factor| < 2^52 and p < 2^21; inverse = 1/p.
  void (*reduce)(double* x, double factor, double p, double inverse, Index count);
  /// Numbers of variance 1, evenly spread, that depend on the seed and on where they stand alone.
  void (*draw)(std::uint64_t seed, Index count, double* result);
  /// error = (moved - here) magnification + (rows_r columns_s) drawn_rs; the largest |error|.
  double (*grow)(const Growing& of, double* error);
  /// The largest |x_rs factors_s|, or |x_rs| where `factors` is null.
  double (*largest)(const double* x, const double* factors, Size size);
  double (*sum)(const double* x, Index count);
  double (*sum_products)(const double* x, const double* y, Index count);
};

/// Terms of a block of a product's sum.
inline constexpr Index inner_at_once = 256;
/// Columns of the right factor that are multiplied at a time, at most, and the room they take when packed.
inline constexpr Index widest_panel = 32, panel_room = inner_at_once * widest_panel;

extern const Kernels baseline_kernels;
#if defined(__x86_64__)
extern const Kernels avx2_kernels, avx512_kernels;
#endif

}  // namespace featdyn::numerics
