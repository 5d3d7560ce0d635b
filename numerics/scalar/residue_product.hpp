#pragma once

#include <optional>
#include <vector>

#include "numerics/scalar/arb_lines.hpp"
#include "numerics/scalar/residue_system.hpp"
#include "numerics/scalar/workspace.hpp"

namespace featdyn::numerics {

/// Lines as whole numbers times 2^bottom, with the same `width` of bits for all of them.
struct LineScale {
  std::vector<slong> bottom;
  slong width = 0;
  slong top(Index line) const { return bottom[static_cast<std::size_t>(line)] + width; }
};

/// The scale that keeps every bit of the midpoints or, where a line's entries are further apart than that, at least
/// `bits` of its largest one. Nothing where an entry or a radius is not finite or its exponent is none of a
/// machine word's.
std::optional<LineScale> scale_of(const ArbLines& x, slong bits);

/// Some rows of a product. lower: of a symmetric product, all rows; what stands above the diagonal is left out.
struct ProductBlock {
  Index first, rows, columns;
  bool lower;
  Index count() const { return lower ? rows * (rows + 1) / 2 : rows * columns; }
  /// Where row i of the block begins among its numbers, and how many it has.
  Index start(Index i) const { return lower ? i * (i + 1) / 2 : i * columns; }
  Index length(Index i) const { return lower ? i + 1 : columns; }
};

/// A block's numbers: digit k of number i is at[k stride + i] [fixed_point.hpp].
struct BlockDigits {
  const double* at;
  Index stride, count;
};

/// x y^T of whole numbers, exactly, block by block: residues of both, one product of doubles for each prime, and
/// the numbers below the primes' product that have these residues. On all threads where it is large.
class ResidueProduct {
 public:
  /// x, y and their scales outlive it. Throws std::invalid_argument where bits_needed are more than most_bits.
  ResidueProduct(const ArbLines& x, const ArbLines& y, const LineScale& x_scale, const LineScale& y_scale);
  static slong bits_needed(const LineScale& x, const LineScale& y, Index length);

  /// The block's numbers, in units of 2^bottom(i, j), until the next call.
  BlockDigits compute(const ProductBlock& block);
  slong bottom(Index i, Index j) const {
    return x_scale_.bottom[static_cast<std::size_t>(i)] + y_scale_.bottom[static_cast<std::size_t>(j)];
  }
  /// Whether nothing of the operands was cut off so far; else a bound of what that has changed in entry (i, j), as
  /// 2^result.
  bool is_exact() const { return is_exact_; }
  slong log2_cut(Index i, Index j) const;

 private:
  /// Entries k, ..., k + count - 1 of some lines: number (line, entry) is at line * down + entry * across.
  struct Residues {
    Index down, across, numbers;
    double* at;
    Entries of_prime(Index l) const { return {at + l * numbers, down, across}; }
  };
  struct Part {
    Index first, lines, k, count;
  };
  Residues read(const ArbLines& x, const LineScale& scale, const Part& part, Workspace& to,
                bool line_by_line);
  void multiply(const ProductBlock& block, double* products);
  void add_terms(const ProductBlock& block, const Residues& x, const Residues& y, Index inner, bool add,
                 double* products) const;

  const ArbLines &x_, &y_;
  const LineScale &x_scale_, &y_scale_;
  const ResidueSystem& system_;
  bool is_exact_ = true;
};

}  // namespace featdyn::numerics
