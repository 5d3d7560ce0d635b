#pragma once

#include <vector>

#include "numerics/linear/kernels.hpp"

namespace featdyn::numerics {

/// A whole number is a sum of digits[i] 2^(24 i).
inline constexpr long bits_of_digit = 24;

/// Whole numbers below a bound as residues modulo primes below 2^21, in doubles: products of residues and sums
/// of thousands of them are exact, on every vector unit. Numbers stand side by side: a list of `count` numbers
/// is one row a digit, or one row a prime, of `count` doubles each.
class ResidueSystem {
 public:
  /// For whole numbers of absolute value below 2^bits, bits <= most_bits. Made once for each number of primes,
  /// for all threads.
  static const ResidueSystem& for_bits(long bits);
  static constexpr long most_bits = 5000;
  /// So many products of residues are summed exactly.
  static constexpr Index most_terms = 4000;

  Index primes() const { return static_cast<Index>(primes_.size()); }
  /// How many digits a result may have.
  Index digits() const { return digits_; }

  /// Residues, at most half a prime in size, of numbers with at most digits() digits of absolute value below 2^24.
  void to_residues(const double* digits, Index digit_count, Index count, double* residues) const;
  /// The same residues of x's number modulo prime l, |x| < 2^52.
  void reduce(Index l, double* x, Index count) const;
  /// The numbers below the bound that have these residues, as digits() digits of absolute value below 2^52 each.
  /// Overwrites the residues, which have one row to spare after the last.
  void from_residues(double* residues, Index count, double* digits) const;

 private:
  explicit ResidueSystem(Index primes);
  void join(double* residues, Size size, double* digits) const;

  std::vector<double> primes_, inverses_;  ///< p_l, 1 / p_l
  Index digits_;
  std::vector<double> powers_;             ///< primes x digits: 2^(24 i) modulo p_l
  std::vector<double> cofactor_inverses_;  ///< (P / p_l)^-1 modulo p_l, P the product of all primes
  std::vector<double> cofactors_;          ///< (primes + 1) x digits: the digits of P / p_l, then of P
};

}  // namespace featdyn::numerics
