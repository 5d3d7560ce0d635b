#include "verify/certificate/exact_float.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstdint>
#include <stdexcept>

namespace featdyn::verify {
namespace {

/// Takes the text off the front where it is there.
bool skip(std::string_view& text, std::string_view front) {
  if (!text.starts_with(front)) return false;
  text.remove_prefix(front.size());
  return true;
}

bool is_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

std::uint64_t digit(char c) {
  return static_cast<std::uint64_t>(c <= '9' ? c - '0' : c - 'a' + 10);
}

/// What stands in the text, with the exponent of its last hexadecimal digit.
struct Digits {
  std::uint64_t mantissa = 0;
  int behind_point = 0;
};

/// "1.8" off the front; nothing read: behind_point < 0.
Digits take_digits(std::string_view& text) {
  constexpr int most = 13;  // and a leading 1 make the 53 bits of a double
  if (text.empty() || (text[0] != '0' && text[0] != '1')) return {.behind_point = -1};
  Digits result{.mantissa = digit(text[0])};
  text.remove_prefix(1);
  if (!skip(text, ".")) return result;
  while (!text.empty() && is_digit(text[0]) && result.behind_point <= most) {
    result.mantissa = 16 * result.mantissa + digit(text[0]);
    ++result.behind_point;
    text.remove_prefix(1);
  }
  return result.behind_point == 0 || result.behind_point > most ? Digits{.behind_point = -1} : result;
}

/// The decimal exponent behind p, the rest of the text; false where it is none.
bool take_exponent(std::string_view text, int& exponent) {
  constexpr std::size_t longest = 5;  // -1074
  const bool has_plus = skip(text, "+");
  if (text.empty() || text.size() > longest || (has_plus && text[0] == '-')) return false;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

std::string exact_text(double value) {
  return fmt::format("{:a}", value);
}

double exact_float(std::string_view text) {
  std::string_view rest = text;
  const bool is_negative = skip(rest, "-");
  int exponent = 0;
  if (skip(rest, "0x")) {
    const Digits digits = take_digits(rest);
    if (digits.behind_point >= 0 && skip(rest, "p") && take_exponent(rest, exponent)) {
      const auto mantissa = static_cast<double>(digits.mantissa);
      const int power = exponent - 4 * digits.behind_point;
      const double value = std::ldexp(mantissa, power);
      const bool exact = std::isfinite(value) && std::ldexp(value, -power) == mantissa;
      if (exact) return is_negative ? -value : value;
    }
  }
  throw std::invalid_argument(
      fmt::format("not an exact float, read \"{}\", allowed: hexadecimal of a double such as 0x1.8p+0",
                  text.substr(0, 40)));
}

}  // namespace featdyn::verify
