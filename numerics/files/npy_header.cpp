#include "numerics/files/npy_header.hpp"

#include <algorithm>
#include <charconv>

namespace featdyn::numerics {
namespace {

constexpr const char* blanks = " \t\r\n\f\v";
constexpr std::uint64_t beyond_memory = 1'000'000'000'000'000'000;

/// What is left of the literal. Each reader takes its part off the front, blanks before it too, or leaves it.
class Literal {
 public:
  Literal(std::string_view text, bool knows_long) : rest_(text), knows_long_(knows_long) {}

  bool take(std::string_view word) {
    skip_blanks();
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  bool ends() {
    skip_blanks();
    return rest_.empty();
  }
  std::optional<std::string> string() {
    take("u");  // of Python 2
    skip_blanks();
    if (rest_.empty() || (rest_[0] != '\'' && rest_[0] != '"')) return std::nullopt;
    const auto end = rest_.find(rest_[0], 1);
    if (end == rest_.npos || rest_.substr(0, end).find_first_of("\\\n") != rest_.npos) return std::nullopt;
    const std::string text(rest_.substr(1, end - 1));
    rest_.remove_prefix(end + 1);
    return text;
  }
  std::optional<bool> boolean() {
    if (take("True")) return true;
    if (take("False")) return false;
    return std::nullopt;
  }
  /// A decimal without leading zeros.
  std::optional<std::uint64_t> integer() {
    skip_blanks();
    const auto digits = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
    const bool leads_with_0 =
        digits > 1 && rest_[0] == '0' && rest_.substr(0, digits).find_first_not_of('0') < digits;
    if (digits == 0 || leads_with_0) return std::nullopt;
    std::uint64_t value = beyond_memory;
    if (digits <= 18) std::from_chars(rest_.data(), rest_.data() + digits, value);
    rest_.remove_prefix(digits);
    if (knows_long_) take("L");
    return value;
  }
  /// (2, 3), (2,) or (); one number in brackets is no tuple.
  std::optional<std::vector<std::uint64_t>> tuple() {
    if (!take("(")) return std::nullopt;
    std::vector<std::uint64_t> entries;
    bool has_comma = true;  // before the next entry
    while (!take(")")) {
      const auto entry = has_comma ? integer() : std::nullopt;
      if (!entry) return std::nullopt;
      entries.push_back(*entry);
      has_comma = take(",");
    }
    if (entries.size() == 1 && !has_comma) return std::nullopt;
    return entries;
  }

 private:
  void skip_blanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(blanks), rest_.size())); }
  std::string_view rest_;
  bool knows_long_;
};

/// What the dictionary says so far.
struct Found {
  std::optional<std::string> type;
  std::optional<bool> fortran_order;
  std::optional<std::vector<std::uint64_t>> shape;
};

/// One "key: value"; false where it is none, or the key's second.
bool take_item(Literal& literal, Found& found) {
  const auto key = literal.string();
  if (!key || !literal.take(":")) return false;
  if (*key == "descr" && !found.type) return (found.type = literal.string()).has_value();
  if (*key == "fortran_order" && !found.fortran_order)
    return (found.fortran_order = literal.boolean()).has_value();
  if (*key == "shape" && !found.shape) return (found.shape = literal.tuple()).has_value();
  return false;
}

/// '<f8' of '=f8' or 'f8', '|b1' of '?': names of one type here.
std::string with_byte_order(std::string type) {
  if (type.starts_with('=')) type.erase(0, 1);
  if (type == "?") type = "b1";
  const bool is_bare = !type.empty() && type[0] >= 'a' && type[0] <= 'z';
  if (!is_bare && !type.starts_with('<')) return type;
  const std::string bare = is_bare ? type : type.substr(1);
  return (bare == "b1" || bare == "i1" || bare == "u1" ? '|' : '<') + bare;
}

}  // namespace

std::optional<NpyHeader> parse_npy_dictionary(std::string_view text, int version) {
  Literal literal(text, version < 3);
  Found found;
  if (!literal.take("{")) return std::nullopt;
  for (bool has_comma = true; !literal.take("}"); has_comma = literal.take(","))
    if (!has_comma || !take_item(literal, found)) return std::nullopt;
  if (!literal.ends() || !found.type || !found.fortran_order || !found.shape) return std::nullopt;
  return NpyHeader{
      .type = with_byte_order(*found.type), .fortran_order = *found.fortran_order, .shape = *found.shape};
}

}  // namespace featdyn::numerics
