#include "theory/rational.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <string>

namespace featdyn::theory {
namespace {

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

Rational rational_from_decimal(std::string_view text) {
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
  mantissa.erase(0,
                 std::min(mantissa.find_first_not_of('0'), mantissa.size() - 1));  // a leading 0 means octal

  const Integer scale = pow(Integer(10), static_cast<unsigned>(std::abs(exponent)));
  const Integer digits(mantissa);
  const Rational value = exponent < 0 ? Rational(digits, scale) : Rational(digits * scale);
  return negative ? Rational(-value) : value;
}

}  // namespace featdyn::theory
