#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <string_view>
#include <type_traits>

namespace featdyn::theory {

/// An exact rational number: what a decimal of the settings file means, at every precision.
using Rational = boost::multiprecision::cpp_rational;
using Integer = boost::multiprecision::cpp_int;

/// Decimal exponents beyond this size are refused: no quantity of the theory comes near it, and 10^N costs N
/// digits.
inline constexpr int largest_decimal_exponent = 200'000;

/// The value of a decimal literal such as "-1_000.25e-3"; underscores are ignored.
/// Throws std::invalid_argument when the text is no finite decimal or its exponent is beyond the bound above.
Rational rational_from_decimal(std::string_view text);

/// The rational as a number of type R: numerator by denominator, each exact where R can hold it.
template <class R>
R to_real(const Rational& value) {
  if constexpr (std::is_same_v<R, double>)
    return value.convert_to<double>();  // correctly rounded
  else
    return R(numerator(value)) / R(denominator(value));
}

/// n/d as a number of type R: how theory/ writes constants without decimal literals.
template <class R>
R ratio(long n, long d) {
  return R(n) / R(d);
}

}  // namespace featdyn::theory
