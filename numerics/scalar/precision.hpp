#pragma once

namespace featdyn::numerics {

/// Decimal digits carried beyond those asked for: rounding errors of 10^4 steps with sums of 10^3 terms,
/// stretched by the dynamics 10^3 times, stay below the last digit shown.
inline constexpr int guard_digits = 10;
/// Up to this many digits a number is a double.
inline constexpr int double_digits = 17;
inline constexpr int largest_digits = 100'000;

/// The bits that hold so many decimal digits.
long bits_of_digits(long digits);

/// The precision, in bits, that operations of BigReal, Ball and Interval round to on this thread; 53 outside
/// every PrecisionScope. It is state behind the numbers, as in MPFR and MPFI: an operator has no argument to
/// pass it by.
long working_bits();

/// Sets the working precision of this thread for its own lifetime.
class PrecisionScope {
 public:
  explicit PrecisionScope(long bits);
  ~PrecisionScope();
  PrecisionScope(const PrecisionScope&) = delete;
  PrecisionScope& operator=(const PrecisionScope&) = delete;

 private:
  long outer_;
};

}  // namespace featdyn::numerics
