#pragma once

#include <arb.h>

#include <concepts>
#include <string>
#include <utility>

#include "numerics/linear/matrix.hpp"
#include "numerics/scalar/bounds.hpp"
#include "numerics/scalar/eigen_traits.hpp"
#include "numerics/scalar/precision.hpp"
#include "theory/rational.hpp"

namespace featdyn::numerics {

/// A real number of any precision over Arb's arb_t, as a value; results are rounded to working_bits().
/// Rigorous: a ball that certainly contains the exact result. Otherwise its midpoint alone, a number like
/// MPFR's.
template <bool rigorous>
class ArbNumber {
 public:
  ArbNumber() { arb_init(value_); }  ///< 0
  /// Integers and doubles are taken exactly, whatever the working precision; implicitly, since Odeint writes
  /// its constants as 1.0 and 0.5.
  template <std::integral I>
  ArbNumber(I value) : ArbNumber() {
    arb_set_si(value_, static_cast<long>(value));
  }
  ArbNumber(double value) : ArbNumber() { arb_set_d(value_, value); }
  explicit ArbNumber(const char* digits);  ///< of an integer, exactly
  ArbNumber(const ArbNumber& other) : ArbNumber() { arb_set(value_, other.value_); }
  ArbNumber(ArbNumber&& other) noexcept : ArbNumber() { arb_swap(value_, other.value_); }
  ~ArbNumber() { arb_clear(value_); }
  ArbNumber& operator=(const ArbNumber& other) {
    arb_set(value_, other.value_);
    return *this;
  }
  ArbNumber& operator=(ArbNumber&& other) noexcept {
    arb_swap(value_, other.value_);
    return *this;
  }

  ArbNumber& operator+=(const ArbNumber& other);
  ArbNumber& operator-=(const ArbNumber& other);
  ArbNumber& operator*=(const ArbNumber& other);
  ArbNumber& operator/=(const ArbNumber& other);
  ArbNumber operator-() const;
  friend ArbNumber operator+(ArbNumber x, const ArbNumber& y) { return std::move(x += y); }
  friend ArbNumber operator-(ArbNumber x, const ArbNumber& y) { return std::move(x -= y); }
  friend ArbNumber operator*(ArbNumber x, const ArbNumber& y) { return std::move(x *= y); }
  friend ArbNumber operator/(ArbNumber x, const ArbNumber& y) { return std::move(x /= y); }

  /// True where the relation holds for every two numbers of the balls, so that x < y and x >= y may both be
  /// false.
  friend bool operator<(const ArbNumber& x, const ArbNumber& y) { return arb_lt(x.value_, y.value_) != 0; }
  friend bool operator>(const ArbNumber& x, const ArbNumber& y) { return arb_gt(x.value_, y.value_) != 0; }
  friend bool operator<=(const ArbNumber& x, const ArbNumber& y) { return arb_le(x.value_, y.value_) != 0; }
  friend bool operator>=(const ArbNumber& x, const ArbNumber& y) { return arb_ge(x.value_, y.value_) != 0; }
  friend bool operator==(const ArbNumber& x, const ArbNumber& y) { return arb_eq(x.value_, y.value_) != 0; }
  friend bool operator!=(const ArbNumber& x, const ArbNumber& y) { return arb_ne(x.value_, y.value_) != 0; }

  /// The midpoint, rounded to nearest.
  explicit operator double() const { return arf_get_d(arb_midref(value_), ARF_RND_NEAR); }
  /// The midpoint with so many significant digits, as %g writes it.
  std::string str(int digits) const;
  /// Text that `load` turns into the same bits.
  std::string dump() const;
  static ArbNumber load(const std::string& text);

  arb_ptr raw() { return value_; }
  arb_srcptr raw() const { return value_; }

 private:
  arb_t value_;
};

/// The number to work with at more digits than a double has.
using BigReal = ArbNumber<false>;
/// The rigorous enclosure.
using Ball = ArbNumber<true>;

template <bool rigorous>
ArbNumber<rigorous> sqrt(const ArbNumber<rigorous>& x);
template <bool rigorous>
ArbNumber<rigorous> exp(const ArbNumber<rigorous>& x);
template <bool rigorous>
ArbNumber<rigorous> log(const ArbNumber<rigorous>& x);
template <bool rigorous>
ArbNumber<rigorous> pow(const ArbNumber<rigorous>& x, const ArbNumber<rigorous>& y);
template <bool rigorous>
ArbNumber<rigorous> expm1(const ArbNumber<rigorous>& x);
template <bool rigorous>
ArbNumber<rigorous> log1p(const ArbNumber<rigorous>& x);
/// cos(pi x).
template <bool rigorous>
ArbNumber<rigorous> cos_pi(const ArbNumber<rigorous>& x);
template <bool rigorous>
ArbNumber<rigorous> abs(const ArbNumber<rigorous>& x);
/// Whether |x| is certainly below 2^1024: exponents have no end here, and a run must leave the finite numbers
/// where a run in double leaves them.
template <bool rigorous>
bool isfinite(const ArbNumber<rigorous>& x);
/// |x| of x^2 >= 0: what of the ball is negative is left out.
Ball root_of_square(const Ball& square);

/// Whether the ball holds that number.
bool contains(const Ball& ball, const BigReal& number);

/// Whether every point of `inner` lies in the interior of `outer`.
bool contains_interior(const Ball& outer, const Ball& inner);
/// The ball with its radius made larger by `radius` >= 0.
Ball widened(const Ball& ball, double radius);

/// The ends of a finite ball; std::domain_error for any other.
Bounds bounds(const Ball& x);
/// The decimal logarithm of upper - lower, roughly; infinite where the ball is not bounded.
double log10_width(const Ball& x);

}  // namespace featdyn::numerics

template <bool rigorous>
struct Eigen::NumTraits<featdyn::numerics::ArbNumber<rigorous>>
    : featdyn::numerics::CostlyRealTraits<featdyn::numerics::ArbNumber<rigorous>> {};

#include "numerics/scalar/arb_matrix.hpp"  // nobody has the numbers without their products
