#pragma once

#include <compare>
#include <concepts>
#include <iosfwd>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace featdyn::theory {

/// An exact rational number: what a decimal of the settings file means, at every precision. A value over FLINT's
/// fmpq, in lowest terms, of which nothing is seen here, so that the header stays light.
class Rational {
 public:
  Rational() = default;  ///< 0
  template <std::integral I>
  Rational(I value) {
    if constexpr (std::signed_integral<I>)
      assign(static_cast<long>(value));
    else
      assign(static_cast<unsigned long>(value));
  }
  /// numerator/denominator; std::domain_error where that divides by 0.
  Rational(const Rational& numerator, const Rational& denominator);
  /// The double's own value; std::domain_error for nan and infinities.
  explicit Rational(double value);
  /// An integer or a fraction n/d of integers in decimal digits; std::invalid_argument for other texts.
  explicit Rational(const std::string& text);

  Rational(const Rational& other);
  Rational(Rational&& other) noexcept { swap(other); }
  Rational& operator=(Rational other) noexcept {
    swap(other);
    return *this;
  }
  ~Rational();

  Rational& operator+=(const Rational& other);
  Rational& operator-=(const Rational& other);
  Rational& operator*=(const Rational& other);
  Rational& operator/=(const Rational& other);  ///< std::domain_error for other = 0
  Rational operator-() const;
  friend Rational operator+(Rational x, const Rational& y) { return std::move(x += y); }
  friend Rational operator-(Rational x, const Rational& y) { return std::move(x -= y); }
  friend Rational operator*(Rational x, const Rational& y) { return std::move(x *= y); }
  friend Rational operator/(Rational x, const Rational& y) { return std::move(x /= y); }
  friend bool operator==(const Rational& x, const Rational& y) { return x.equals(y); }
  friend std::strong_ordering operator<=>(const Rational& x, const Rational& y) { return x.compare(y) <=> 0; }

  Rational numerator() const;    ///< an integer with the number's sign
  Rational denominator() const;  ///< an integer > 0
  bool is_integer() const;
  /// Decimal digits: "-3", "-3/4".
  std::string str() const;
  /// The nearest double, ties to even; infinite beyond the greatest.
  explicit operator double() const;
  /// std::range_error where the number is no integer or no long holds it.
  explicit operator long() const;

  /// FLINT's fmpq_t: the words of numerator and denominator.
  long* raw() { return words_; }
  const long* raw() const { return words_; }

 private:
  void assign(long value);
  void assign(unsigned long value);
  bool equals(const Rational& other) const;
  int compare(const Rational& other) const;
  void swap(Rational& other) noexcept { std::swap(words_, other.words_); }

  long words_[2]{0, 1};
};

std::ostream& operator<<(std::ostream& out, const Rational& value);

Rational abs(const Rational& value);
/// The largest integer <= value.
Rational floor(const Rational& value);
/// value^exponent; std::domain_error for 0 to a negative power.
Rational pow(const Rational& value, long exponent);
/// value 2^exponent
Rational dyadic(const Rational& value, long exponent);

/// Decimal exponents beyond this size are refused: no quantity of the theory comes near it, and 10^N costs N
/// digits.
inline constexpr int largest_decimal_exponent = 200'000;

/// The value of a decimal literal such as "-1_000.25e-3"; underscores are ignored.
/// Throws std::invalid_argument for no finite decimal, for an exponent or a number of digits beyond the bound.
Rational rational_from_decimal(std::string_view text);

/// The rational as a number of type R, which an integer's decimal digits construct: numerator by denominator,
/// each exact where R can hold it.
template <class R>
R to_real(const Rational& value) {
  if constexpr (std::is_same_v<R, Rational>)
    return value;
  else if constexpr (std::is_same_v<R, double>)
    return static_cast<double>(value);  // correctly rounded
  else
    return R(value.numerator().str().c_str()) / R(value.denominator().str().c_str());
}

/// n/d as a number of type R: how theory/ writes constants without decimal literals.
template <class R>
R ratio(long n, long d) {
  return R(n) / R(d);
}

}  // namespace featdyn::theory
