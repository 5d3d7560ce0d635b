#pragma once

#include "numerics/scalar/arb_lines.hpp"
#include "numerics/scalar/cauchy_product.hpp"
#include "numerics/scalar/residue_system.hpp"

namespace featdyn::numerics {

/// The sums of CauchyProduct<BigReal> in residues: each coefficient is read once, as whole numbers times a power of
/// two that follows the growth of the series, and each result is rounded once. What is 2^(working_bits() + 16)
/// times smaller than a line's largest coefficient (with its share of the growth) when that was first met is cut
/// off.
class ResidueCauchyProduct {
 public:
  explicit ResidueCauchyProduct(const SeriesShape& shape);
  /// Forgets all orders.
  void restart();
  /// Coefficient k from those up to k. False where this way does not pay or a number is not finite.
  bool compute(const SeriesFactor<BigReal>& x, const SeriesFactor<BigReal>& y, Index k, long growth,
               Matrix<BigReal>& result);

 private:
  /// The lines of one operand, rows of the left or columns of the right one, over all orders.
  struct Side {
    Index lines = 0;
    bool is_left = false;
    Index stacked = 0;               ///< orders there is room for
    std::vector<slong> top{};        ///< of a line: coefficient j is below 2^(top + growth j)
    Index orders = 0;                ///< that stand in the residues
    std::vector<double> residues{};  ///< primes x the stack
  };
  bool pays(bool x_varies, bool y_varies) const;
  void choose_system(bool x_varies, bool y_varies);
  bool take_in(const SeriesFactor<BigReal>& factor, Index k, Side& side);
  bool raise_tops(const SeriesFactor<BigReal>& factor, Index order, Side& side) const;
  void read(const SeriesFactor<BigReal>& factor, Index order, Side& side);
  void place(Index order, Side& side);
  /// Of a coefficient's sum over j some terms X_j Y_{k-j}, modulo the prime l.
  struct Terms {
    Index l, k, from, to;
  };
  void multiply(bool x_varies, bool y_varies, Index k);
  void multiply_both(Index k);
  void multiply_ahead(Index k);
  void add_terms(const Terms& terms, double* sum, bool add);
  void multiply_prime(Index l, Index left, Index right, Index inner, double* sum, bool add);
  double* gather();
  void write(Index k, Matrix<BigReal>& result);
  slong bottom(const Side& side, Index line) const;
  Index stack_size(const Side& side) const { return side.lines * shape_.inner * side.stacked; }
  Index results() const;
  ArbLines lines_of_order(const SeriesFactor<BigReal>& factor, Index order, const Side& side) const;

  SeriesShape shape_;
  slong bits_ = 0, growth_ = 0;
  const ResidueSystem* system_ = nullptr;
  Side left_, right_;
  std::vector<double> digits_, fresh_, sums_, packed_;
  std::vector<double> ahead_;  ///< sums of several coefficients over what was known at order ahead_from_
  Index ahead_from_ = 0;       ///< 0: none
};

}  // namespace featdyn::numerics
