#pragma once

#include <mpfi.h>

#include <algorithm>
#include <concepts>
#include <utility>

#include "numerics/linear/matrix.hpp"
#include "numerics/scalar/bounds.hpp"
#include "numerics/scalar/eigen_traits.hpp"
#include "numerics/scalar/precision.hpp"

namespace featdyn::numerics {

/// A rigorous enclosure over MPFI's mpfi_t, as a value: the arithmetic that re-checks what Ball has
/// certified, and shares no code with it. Ends are rounded outwards to working_bits().
class Interval {
 public:
  Interval() : Interval(0) {}
  /// Integers and doubles are taken exactly, whatever the working precision.
  template <std::integral I>
  Interval(I value) {
    mpfi_init2(value_, std::max(working_bits(), exact_bits));
    mpfi_set_si(value_, static_cast<long>(value));
  }
  explicit Interval(double value) {
    mpfi_init2(value_, std::max(working_bits(), exact_bits));
    mpfi_set_d(value_, value);
  }
  explicit Interval(const char* integer);  ///< its decimal digits
  Interval(const Interval& other) : Interval(0) { mpfi_set(value_, other.value_); }
  Interval(Interval&& other) noexcept : Interval(0) { mpfi_swap(value_, other.value_); }
  ~Interval() { mpfi_clear(value_); }
  Interval& operator=(const Interval& other) {
    mpfi_set(value_, other.value_);
    return *this;
  }
  Interval& operator=(Interval&& other) noexcept {
    mpfi_swap(value_, other.value_);
    return *this;
  }

  Interval& operator+=(const Interval& other) {
    mpfi_add(value_, value_, other.value_);
    return *this;
  }
  Interval& operator-=(const Interval& other) {
    mpfi_sub(value_, value_, other.value_);
    return *this;
  }
  Interval& operator*=(const Interval& other) {
    mpfi_mul(value_, value_, other.value_);
    return *this;
  }
  Interval& operator/=(const Interval& other) {
    mpfi_div(value_, value_, other.value_);
    return *this;
  }
  Interval operator-() const;
  friend Interval operator+(Interval x, const Interval& y) { return std::move(x += y); }
  friend Interval operator-(Interval x, const Interval& y) { return std::move(x -= y); }
  friend Interval operator*(Interval x, const Interval& y) { return std::move(x *= y); }
  friend Interval operator/(Interval x, const Interval& y) { return std::move(x /= y); }

  /// True where the relation holds for every two numbers of the intervals.
  friend bool operator<(const Interval& x, const Interval& y) {
    return mpfr_less_p(&x.value_->right, &y.value_->left) != 0;
  }
  friend bool operator>(const Interval& x, const Interval& y) { return y < x; }

  mpfi_ptr raw() { return value_; }
  mpfi_srcptr raw() const { return value_; }

 private:
  static constexpr long exact_bits = 64;
  mpfi_t value_;
};

Interval sqrt(const Interval& x);
Interval exp(const Interval& x);
Interval expm1(const Interval& x);
Interval log1p(const Interval& x);
/// cos(pi x).
Interval cos_pi(const Interval& x);
/// Whether |x| is certainly below 2^1024, as for ArbNumber.
bool isfinite(const Interval& x);
/// |x| of x^2 >= 0: what of the interval is negative is left out.
Interval root_of_square(const Interval& square);

Bounds bounds(const Interval& x);
/// The decimal logarithm of upper - lower, roughly; infinite where the interval is not bounded.
double log10_width(const Interval& x);

/// In place; declared beside the type, so that nobody has it without this. Rows are spread over threads.
template <>
void multiply<Interval>(Factor<Interval> x, Factor<Interval> y, Matrix<Interval>& result);

}  // namespace featdyn::numerics

template <>
struct Eigen::NumTraits<featdyn::numerics::Interval>
    : featdyn::numerics::CostlyRealTraits<featdyn::numerics::Interval> {};
