#include "verify/certificate/decimal_grid.hpp"

namespace featdyn::verify {

using theory::Rational;

DecimalGrid::DecimalGrid(long places) : places_(places), scale_(theory::pow(10, places)) {}

DecimalGrid DecimalGrid::for_width(const Rational& width) {
  long places = 0;
  for (Rational step = 10; step > width; step /= 10) ++places;
  return DecimalGrid(places);
}

Rational DecimalGrid::below(const Rational& value) const {
  return Rational(floor(value * scale_), scale_);
}

Rational DecimalGrid::above(const Rational& value) const {
  return -below(-value);
}

std::string DecimalGrid::text(const Rational& decimal) const {
  const Rational scaled = floor(decimal * scale_);
  if (scaled == 0) return "0";
  std::string digits = abs(scaled).str();
  const long exponent = static_cast<long>(digits.size()) - 1 - places_;
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.size() > 1) digits.insert(1, ".");
  return (scaled < 0 ? "-" : "") + digits + "e" + std::to_string(exponent);
}

}  // namespace featdyn::verify
