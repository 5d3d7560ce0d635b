#include "theory/rational.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <memory>
#include <ostream>
#include <stdexcept>

#include "theory/flint_rational.hpp"

namespace featdyn::theory {
namespace {

/// FLINT itself would end the program.
const fmpq* divisor(const Rational& x) {
  if (fmpq_is_zero(flint(x))) throw std::domain_error("Rational: division by 0");
  return flint(x);
}

/// |x| 2^-exponent, rounded to the nearest integer, ties to even.
Rational nearest_integer(const Rational& x, long exponent) {
  const Rational scaled = dyadic(abs(x), -exponent);
  const Rational below = floor(scaled), twice_rest = 2 * (scaled - below);
  const bool up = twice_rest > 1 || (twice_rest == 1 && !fmpz_is_even(fmpq_numref(flint(below))));
  return up ? below + 1 : below;
}

[[noreturn]] void refuse(std::string_view text, const char* why) {
  throw std::invalid_argument("rational_from_decimal: '" + std::string(text) + "' " + why);
}

/// The part behind 'e' as an integer, 0 without one.
int exponent_of(std::string_view text, std::string_view digits) {
  if (digits.empty()) return 0;
  if (digits.front() == '+') {
    digits.remove_prefix(1);
    if (digits.starts_with('-')) refuse(text, "is not a finite decimal number");
  }
  long exponent = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
  if (error == std::errc::result_out_of_range || exponent > largest_decimal_exponent ||
      exponent < -largest_decimal_exponent)
    refuse(text, "has an exponent beyond 200000");
  if (error != std::errc() || end != digits.data() + digits.size())
    refuse(text, "is not a finite decimal number");
  return static_cast<int>(exponent);
}

}  // namespace

Rational::Rational(const Rational& numerator, const Rational& denominator) {
  fmpq_div(flint(*this), flint(numerator), divisor(denominator));
}

Rational::Rational(double value) {
  if (!std::isfinite(value)) throw std::domain_error("Rational: a double that is not finite");
  int exponent = 0;
  const double fraction = std::frexp(value, &exponent);
  constexpr int digits = std::numeric_limits<double>::digits;
  *this = dyadic(static_cast<long>(std::ldexp(fraction, digits)), exponent - digits);
}

Rational::Rational(const std::string& text) {
  if (fmpq_set_str(flint(*this), text.c_str(), 10) != 0 || fmpz_is_zero(fmpq_denref(flint(*this)))) {
    fmpq_clear(flint(*this));
    throw std::invalid_argument("Rational: '" + text + "' is no fraction of integers");
  }
  fmpq_canonicalise(flint(*this));
}

Rational::Rational(const Rational& other) {
  fmpq_set(flint(*this), flint(other));
}

Rational::~Rational() {
  fmpq_clear(flint(*this));
}

void Rational::assign(long value) {
  fmpz_set_si(fmpq_numref(flint(*this)), value);
}

void Rational::assign(unsigned long value) {
  fmpz_set_ui(fmpq_numref(flint(*this)), value);
}

Rational& Rational::operator+=(const Rational& other) {
  fmpq_add(flint(*this), flint(*this), flint(other));
  return *this;
}

Rational& Rational::operator-=(const Rational& other) {
  fmpq_sub(flint(*this), flint(*this), flint(other));
  return *this;
}

Rational& Rational::operator*=(const Rational& other) {
  fmpq_mul(flint(*this), flint(*this), flint(other));
  return *this;
}

Rational& Rational::operator/=(const Rational& other) {
  fmpq_div(flint(*this), flint(*this), divisor(other));
  return *this;
}

Rational Rational::operator-() const {
  Rational result;
  fmpq_neg(flint(result), flint(*this));
  return result;
}

bool Rational::equals(const Rational& other) const {
  return fmpq_equal(flint(*this), flint(other)) != 0;
}

int Rational::compare(const Rational& other) const {
  return fmpq_cmp(flint(*this), flint(other));
}

Rational Rational::numerator() const {
  Rational result;
  fmpz_set(fmpq_numref(flint(result)), fmpq_numref(flint(*this)));
  return result;
}

Rational Rational::denominator() const {
  Rational result;
  fmpz_set(fmpq_numref(flint(result)), fmpq_denref(flint(*this)));
  return result;
}

bool Rational::is_integer() const {
  return fmpz_is_one(fmpq_denref(flint(*this))) != 0;
}

std::string Rational::str() const {
  const std::unique_ptr<char, void (*)(void*)> digits(fmpq_get_str(nullptr, 10, flint(*this)), &flint_free);
  return digits.get();
}

Rational::operator double() const {
  using Limits = std::numeric_limits<double>;
  const fmpz *n = fmpq_numref(flint(*this)), *d = fmpq_denref(flint(*this));
  const long n_bits = static_cast<long>(fmpz_bits(n)), d_bits = static_cast<long>(fmpz_bits(d));
  if (std::max(n_bits, d_bits) <= Limits::digits) return fmpz_get_d(n) / fmpz_get_d(d);  // one rounding
  const long size = n_bits - d_bits;                                // 2^(size - 1) < |x| < 2^(size + 1)
  const long top = abs(*this) < dyadic(1, size) ? size : size + 1;  // |x| in [2^(top - 1), 2^top)
  if (top > Limits::max_exponent) return *this > 0 ? Limits::infinity() : -Limits::infinity();
  const long unit = std::max<long>(top, Limits::min_exponent) - Limits::digits;
  const double whole = static_cast<double>(static_cast<long>(nearest_integer(*this, unit)));  // <= 2^53
  return std::copysign(std::ldexp(whole, static_cast<int>(unit)), *this > 0 ? 1 : -1);
}

Rational::operator long() const {
  if (!is_integer() || !fmpz_fits_si(fmpq_numref(flint(*this))))
    throw std::range_error("Rational: " + str() + " is no integer that a long holds");
  return fmpz_get_si(fmpq_numref(flint(*this)));
}

std::ostream& operator<<(std::ostream& out, const Rational& value) {
  return out << value.str();
}

Rational abs(const Rational& value) {
  return value < 0 ? -value : value;
}

Rational floor(const Rational& value) {
  Rational result;
  fmpz_fdiv_q(fmpq_numref(flint(result)), fmpq_numref(flint(value)), fmpq_denref(flint(value)));
  return result;
}

Rational pow(const Rational& value, long exponent) {
  Rational result;
  fmpq_pow_si(flint(result), exponent < 0 ? divisor(value) : flint(value), exponent);
  return result;
}

Rational dyadic(const Rational& value, long exponent) {
  Rational result;
  if (exponent < 0)
    fmpq_div_2exp(flint(result), flint(value), static_cast<flint_bitcnt_t>(-exponent));
  else
    fmpq_mul_2exp(flint(result), flint(value), static_cast<flint_bitcnt_t>(exponent));
  return result;
}

Rational rational_from_decimal(std::string_view text) {
  if (text.size() > 2 * std::size_t{largest_decimal_exponent})
    refuse(std::string(text.substr(0, 20)) + "...", "has more than 200000 digits");
  std::string plain(text);
  std::erase(plain, '_');
  const auto mark = plain.find_first_of("eE");
  int exponent = mark == std::string::npos ? 0 : exponent_of(text, std::string_view(plain).substr(mark + 1));
  std::string mantissa = plain.substr(0, mark);
  if (mark != std::string::npos && mark + 1 == plain.size()) refuse(text, "is not a finite decimal number");

  const bool negative = !mantissa.empty() && mantissa.front() == '-';
  if (!mantissa.empty() && (mantissa.front() == '-' || mantissa.front() == '+')) mantissa.erase(0, 1);
  if (const auto point = mantissa.find('.'); point != std::string::npos) {
    exponent -= static_cast<int>(mantissa.size() - point - 1);
    mantissa.erase(point, 1);
  }
  const bool all_digits = std::ranges::all_of(mantissa, [](char c) { return c >= '0' && c <= '9'; });
  if (mantissa.empty() || !all_digits) refuse(text, "is not a finite decimal number");

  const Rational value = Rational(mantissa) * pow(10, exponent);
  return negative ? -value : value;
}

}  // namespace featdyn::theory
