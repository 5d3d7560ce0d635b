#include "verify/grid/measurement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>

namespace featdyn::verify {

std::string Measurement::work() const {
  return fmt::format("{}\nversion {}", name, version);
}

std::size_t Measurement::index(const std::string& column) const {
  const auto found = std::ranges::find(columns, column);
  if (found == columns.end()) throw std::logic_error(name + " has no column " + column);
  return static_cast<std::size_t>(found - columns.begin());
}

std::string text(const std::vector<double>& numbers) {
  std::string line;
  for (const double number : numbers)
    line += (line.empty() ? "" : ",") + (std::isnan(number) ? "nan" : fmt::format("{:.17g}", number));
  return line;
}

std::vector<double> numbers_from_text(std::string_view text) {
  std::vector<double> numbers;
  for (const char *at = text.data(), *end = at + text.size(); at < end; ++at) {
    numbers.push_back(0);
    at = std::from_chars(at, end, numbers.back()).ptr;
  }
  return numbers;
}

}  // namespace featdyn::verify
