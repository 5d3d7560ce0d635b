// What --set does to a document.
#include <algorithm>
#include <string>
#include <string_view>

#include "numerics/settings/document.hpp"
#include "numerics/settings/make_room.hpp"

namespace featdyn::numerics {
namespace {

constexpr long after_the_file = 1L << 60;  ///< places of keys that the file lacks

/// Whether the text is a decimal number, whose zeros in front mean nothing.
bool is_decimal(std::string_view text) {
  const auto skip_digits = [&] {
    const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
    text.remove_prefix(digits);
    return digits > 0;
  };
  const auto skip_one_of = [&](std::string_view set) {
    const bool found = !text.empty() && set.find(text[0]) != set.npos;
    if (found) text.remove_prefix(1);
    return found;
  };
  skip_one_of("+-");
  bool holds = skip_digits();
  if (holds && skip_one_of(".")) holds = skip_digits();
  if (holds && skip_one_of("eE")) {
    skip_one_of("+-");
    holds = skip_digits();
  }
  return holds && text.empty();
}

/// A value of a command line, where 010 is 10, as TOML: without the zeros in front of its numbers.
std::string without_leading_zeros(const std::string& value) {
  constexpr const char* ends = " \t,[]{}=";
  std::string result;
  char quote = 0;
  for (std::size_t at = 0; at < value.size();) {
    const bool is_end = std::string_view(ends).find(value[at]) != std::string_view::npos;
    if (quote != 0 || is_end || value[at] == '"' || value[at] == '\'') {
      if (quote == value[at])
        quote = 0;
      else if (quote == 0 && !is_end)
        quote = value[at];
      result += value[at++];
      continue;
    }
    std::string word = value.substr(at, value.find_first_of(ends, at) - at);
    at += word.size();
    const std::size_t sign = word[0] == '+' || word[0] == '-' ? 1 : 0;
    if (is_decimal(word))
      while (word.size() > sign + 1 && word[sign] == '0' && word[sign + 1] >= '0' && word[sign + 1] <= '9')
        word.erase(sign, 1);
    result += word;
  }
  return result;
}

}  // namespace

void make_room(std::map<std::string, Entry>& entries, const std::string& path) {
  const std::string table = path + ".";
  std::erase_if(entries, [&](const auto& entry) {
    return entry.first.starts_with(table) || path.starts_with(entry.first + ".");
  });
}

void Document::set(const std::string& assignment) {
  constexpr std::size_t longest = 200;  // every value of an array keeps where it came from
  const Origin origin{
      "--set " + (assignment.size() > longest ? assignment.substr(0, longest) + "..." : assignment),
      ++overrides_};
  const auto equals = assignment.find('=');
  if (equals == std::string::npos || equals == 0)
    throw InputError(origin, "not an override, read no value, allowed: --set key.path=value");
  std::string path = assignment.substr(0, equals);
  if (path.find_first_of(" \t") != std::string::npos && path.find('"') == std::string::npos)
    throw InputError(origin, "not an override, read a space before =, allowed: --set key.path=value");
  if (assignment.find_first_not_of(" \t", equals + 1) == std::string::npos)
    throw InputError(origin, "not an override, read no value, allowed: --set key.path=value");
  const std::string value = without_leading_zeros(assignment.substr(equals + 1));
  std::erase(path, '"');  // as in the file: sweep."data.dimension"
  Document parsed;
  try {
    parsed = from_text("value = " + value, origin.file, std::filesystem::path());
  } catch (const InputError&) {
    // A bare word is a string; what TOML cannot read for another reason stays an error.
    if (value.find_first_of("\"'[]{}\n") != std::string::npos || value.empty()) throw;
    parsed.entries_["value"] = Entry{
        .kind = Entry::Kind::string, .text = value, .items = {}, .origin = {}, .place = 0, .folder = {}};
  }
  const bool is_table = !parsed.entries_.empty() && !parsed.find("value");
  if (parsed.entries_.empty() || (!is_table && parsed.entries_.size() != 1))
    throw InputError(origin, "not one value, allowed: a number, a string, an array or a table");
  for (auto& [name, entry] : parsed.entries_) {
    const std::string key = path + name.substr(std::string_view("value").size());
    entry.origin = origin;
    const Entry* replaced = find(key);
    entry.place = replaced ? replaced->place : after_the_file + overrides_;
    make_room(entries_, key);
    entries_[key] = std::move(entry);
  }
}

}  // namespace featdyn::numerics
