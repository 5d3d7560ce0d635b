#include "numerics/settings/toml_remedy.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace featdyn::numerics {
namespace {

constexpr const char* example = "for example [data] or seed = 1";
constexpr std::size_t longest_line = 79;  ///< of lines that are told again

std::string_view trimmed(std::string_view text) {
  constexpr const char* blank = " \t\r";
  const auto first = text.find_first_not_of(blank);
  return first == text.npos ? "" : text.substr(first, text.find_last_not_of(blank) - first + 1);
}

bool is_in_quotes(std::string_view text) {
  return text.size() > 1 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front();
}

/// Letters, digits, _ and -, perhaps with points between them.
bool is_bare(std::string_view key) {
  constexpr const char* plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";
  return !key.empty() && key.find_first_not_of(plain) == key.npos;
}

/// Without the comment behind it.
std::string_view value_of(std::string_view rest) {
  return trimmed(rest.substr(0, rest.find('#')));
}

/// A line that is cut off is not told to its end.
std::string shortened(std::string_view line, std::string_view value) {
  return line.size() > longest_line ? "..." : std::string(value);
}

std::string in_quotes(std::string_view text) {
  return fmt::format("{0}{1}{0}", text.find('"') == text.npos ? '"' : '\'', text);
}

}  // namespace

std::string toml_remedy(std::string_view line) {
  const auto equals = line.find('=');
  if (equals == line.npos) return example;
  const std::string_view key = trimmed(line.substr(0, equals)), value = value_of(line.substr(equals + 1));
  if (key.empty() || value.empty() || key.front() == '[' || key.front() == '#') return example;
  if (!is_bare(key) && !is_in_quotes(key))
    return key.find_first_of("\"'") == key.npos
               ? fmt::format("a name that is not a plain word in quotes: {} = {}", in_quotes(key),
                             shortened(line, value))
               : example;
  if (std::string_view("\"'{").find(value.front()) != std::string_view::npos) return example;
  if (value.front() == '[')
    return value.find_first_of("\"'") == value.npos
               ? fmt::format("texts in quotes, also inside brackets: {} = [\"...\", \"...\"]", key)
               : example;
  return fmt::format("a text or formula in quotes: {} = {}", key, in_quotes(shortened(line, value)));
}

}  // namespace featdyn::numerics
