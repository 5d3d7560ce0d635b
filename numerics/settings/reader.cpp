#include "numerics/settings/reader.hpp"

#include <set>
#include <stdexcept>

namespace featdyn::numerics {
namespace {

using theory::Rational;

bool lies_in(const Rational& value, Allowed range) {
  switch (range) {
    case Allowed::any:
      return true;
    case Allowed::nonnegative:
      return value >= 0;
    case Allowed::positive:
      return value > 0;
    case Allowed::unit:
      return value >= 0 && value <= 1;
    case Allowed::open_unit:
      return value > 0 && value < 1;
  }
  return false;
}

/// Sizes that double arithmetic can square without leaving its range.
bool is_representable(const Rational& value) {
  static const Rational largest = theory::rational_from_decimal("1e150");
  const Rational size = abs(value);
  return value == 0 || (size <= largest && size >= 1 / largest);
}

}  // namespace

const char* description(Allowed range) {
  switch (range) {
    case Allowed::any:
      return "a finite real number";
    case Allowed::nonnegative:
      return "a finite real number >= 0";
    case Allowed::positive:
      return "a finite real number > 0";
    case Allowed::unit:
      return "a real number from 0 to 1";
    case Allowed::open_unit:
      return "a real number between 0 and 1";
  }
  return "";
}

Decimal Reader::decimal(const std::string& path, const Entry& entry, Allowed range) const {
  if (!is_number(entry)) refuse(path, "wrong type", description(range));
  try {
    const Rational value = theory::rational_from_decimal(entry.text);
    if (!is_representable(value))
      refuse(
          path, "out of range",
          lies_in(Rational(0), range) ? "0 or a size from 1e-150 to 1e150" : "a size from 1e-150 to 1e150");
    if (!lies_in(value, range)) refuse(path, "out of range", description(range));
    return {.value = value, .text = entry.text};
  } catch (const std::invalid_argument&) {
    refuse(path, "out of range", description(range));  // nan, inf, exponents beyond all use
  }
}

std::optional<Decimal> Reader::real(const std::string& path, Allowed range) const {
  const Entry* entry = document_.find(path);
  if (!entry) return std::nullopt;
  return decimal(path, *entry, range);
}

std::optional<long> Reader::integer(const std::string& path, long least, long greatest) const {
  const Entry* entry = document_.find(path);
  if (!entry) return std::nullopt;
  const std::string allowed = fmt::format("an integer from {} to {}", least, greatest);
  const std::optional<long> value = whole_number(*entry);
  if (!value && entry->kind != Entry::Kind::integer) refuse(path, "wrong type", allowed);
  if (!value || *value < least || *value > greatest) refuse(path, "out of range", allowed);
  return value;
}

std::optional<bool> Reader::flag(const std::string& path) const {
  const Entry* entry = document_.find(path);
  if (!entry) return std::nullopt;
  if (entry->kind != Entry::Kind::boolean) refuse(path, "wrong type", "true or false");
  return entry->text == "true";
}

std::optional<std::filesystem::path> Reader::file(const std::string& path) const {
  const Entry* entry = document_.find(path);
  if (!entry) return std::nullopt;
  if (entry->kind != Entry::Kind::string || entry->text.empty())
    refuse(path, "wrong type", "the path of a file");
  const std::filesystem::path file = entry->folder / entry->text;
  if (document_.needs_files() && !std::filesystem::is_regular_file(file))
    refuse(path, "no such file", "the path of a readable file");
  return file;
}

std::optional<std::vector<Decimal>> Reader::reals(const std::string& path) const {
  const Entry* entry = document_.find(path);
  if (!entry) return std::nullopt;
  return decimals(path, *entry, Allowed::any, "a nonempty array of numbers, e.g. [1, 2.5]");
}

std::vector<Decimal> Reader::decimals(const std::string& path, const Entry& array, Allowed range,
                                      const std::string& allowed) const {
  if (array.kind != Entry::Kind::array || array.items.empty()) refuse(path, "wrong type", allowed);
  std::vector<Decimal> result;
  for (const Entry& item : array.items) result.push_back(decimal(path, item, range));
  return result;
}

std::optional<std::vector<int>> Reader::digits(const std::string& path) const {
  const Entry* entry = document_.find(path);
  if (!entry) return std::nullopt;
  constexpr const char* allowed = "two or more different digits, e.g. [0, 1]";
  std::vector<int> result;
  for (const Entry& item : entry->items) {
    const bool is_digit = item.kind == Entry::Kind::integer && item.text.size() == 1;
    if (!is_digit) refuse(path, "out of range", allowed);
    result.push_back(item.text[0] - '0');
  }
  const std::set<int> distinct(result.begin(), result.end());
  if (entry->kind != Entry::Kind::array || result.size() < 2 || distinct.size() != result.size())
    refuse(path, "wrong type", allowed);
  return result;
}

}  // namespace featdyn::numerics
