#include "verify/certificate/decimal_grid.hpp"

namespace featdyn::verify {

using theory::Rational;

namespace {

/// [-]D[.D...]e[-]D..., with an exponent of no more than three digits.
bool has_form_of_decimal(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const auto e = text.find('e');
  if (e == text.npos || e == 0) return false;
  const std::string_view digits = "0123456789";
  std::string_view fraction = text.substr(1, e - 1), exponent = text.substr(e + 1);
  if (exponent.starts_with('-')) exponent.remove_prefix(1);
  if (fraction.starts_with('.') && fraction.size() > 1) fraction.remove_prefix(1);
  return digits.find(text[0]) != digits.npos && fraction.find_first_not_of(digits) == fraction.npos &&
         !exponent.empty() && exponent.size() <= 3 && exponent.find_first_not_of(digits) == exponent.npos;
}

}  // namespace

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

bool DecimalGrid::is_text(const std::string& text) const {
  return text == "0" ||
         (has_form_of_decimal(text) && this->text(theory::rational_from_decimal(text)) == text);
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
