#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "numerics/settings/suggestion.hpp"
#include "theory/formula/constant.hpp"
#include "theory/formula/parts.hpp"
#include "verify/theorem/file/theorem_reader.hpp"

namespace featdyn::verify {
namespace {

using numerics::Entry;
constexpr std::array range_keys{"from", "to", "points"};

/// The variable of an entry of [over] and, for a part of a range, which part.
struct Key {
  std::string variable, part;
};

Key split(const std::string& path, const std::vector<std::string>& ranges) {
  const auto point = path.rfind('.');
  if (point == std::string::npos) return {path, ""};
  const std::string before = path.substr(0, point);
  const bool is_part = std::ranges::find(ranges, before) != ranges.end();
  return is_part ? Key{before, path.substr(point + 1)} : Key{path, ""};
}

/// What is written before ".from", ".to" or ".points".
std::vector<std::string> ranges_of(const TheoremReader& reader) {
  std::vector<std::string> result;
  for (const auto& [path, entry] : reader.table("over")) {
    const auto point = path.rfind('.');
    if (point != std::string::npos &&
        std::ranges::find(range_keys, path.substr(point + 1)) != range_keys.end())
      result.push_back(path.substr(0, point));
  }
  return result;
}

/// A word that nearly is a name of what can be varied, `seeds` among them.
void require_no_slip(const TheoremReader& reader, const std::string& name, const FormulaSource& source) {
  const bool is_word = name.size() > 2 && std::ranges::all_of(name, [](unsigned char c) {
                         return std::isalnum(c) || c == '_' || c == '.';
                       });
  if (!is_word || reader.names().find(name) || formula::Vocabulary::is_reserved(name)) return;
  std::vector<std::string> known{"seeds"};
  for (const auto& [other, meaning] : reader.names().names())
    if (meaning.kind == formula::NameKind::parameter || meaning.kind == formula::NameKind::setting)
      known.push_back(other);
  if (numerics::nearest(name, known).empty()) return;
  throw error_at(source, {1},
                 fmt::format("over.{0}: nothing that can be varied, read '{0}'{1}seeds, d, n, m, sigma_0, "
                             "|mu|, eta, ..., n SNR^2, or a settings key",
                             name, numerics::allowed_after(name, known)));
}

/// A name of the setting, a settings key or a formula of such names.
WrittenExpression read_variable(const TheoremReader& reader, const std::string& name, const Entry& entry) {
  const FormulaSource source = reader.lines().key(name, entry);
  require_no_slip(reader, name, source);
  const WrittenExpression variable = read_formula(source, reader.names());
  formula::visit_all(
      variable.value,
      {[&](const formula::Expression& part) {
         const auto* quantity = formula::as<formula::Quantity>(part);
         const formula::Name* known = quantity ? reader.names().find(quantity->name) : nullptr;
         const bool varies = known && (known->kind == formula::NameKind::parameter ||
                                       known->kind == formula::NameKind::setting);
         const bool is_other = formula::as<formula::Reduction>(part) || formula::as<formula::First>(part) ||
                               formula::as<formula::InnerProduct>(part);
         if ((quantity && !varies) || is_other)
           throw error_at(source, part->place,
                          fmt::format("nothing that can be varied, read '{}', allowed: d, n, m, "
                                      "sigma_0, |mu|, eta, ..., n SNR^2, or a settings key",
                                      quantity ? quantity->name : name));
       },
       [](const formula::Condition&) {}});
  return variable;
}

/// Where a range ends; `inf` where it has no end, which a proof alone can reach.
WrittenExpression read_end(const TheoremReader& reader, const std::string& name, const Entry& entry) {
  if (entry.text != formula::without_end) return reader.formula(entry, name);
  if (reader.string("evidence") != "proved")
    TheoremReader::refuse(entry, name, "a range without end",
                          "a number; inf with evidence = \"proved\" only");
  const FormulaSource source{.text = entry.text, .origin = entry.origin};
  return {formula::make(formula::Number{.literal = entry.text, .value = HUGE_VAL}), source};
}

void read_part(const TheoremReader& reader, DomainEntry& result, const Key& key, const Entry& entry) {
  const std::string name = "over." + key.variable + "." + key.part;
  if (std::ranges::find(range_keys, key.part) == range_keys.end())
    TheoremReader::refuse(entry, name, "unknown key of a range", "from, to and points");
  if (key.part == "from") result.from = reader.formula(entry, name);
  if (key.part == "to") result.to = read_end(reader, name, entry);
  if (key.part != "points") return;
  constexpr int most_points = 10'000;
  const auto points = entry.kind == Entry::Kind::integer && entry.text.size() < 6 ? std::stol(entry.text) : 0;
  if (points < 1 || points > most_points)
    TheoremReader::refuse(entry, name, "wrong number of points",
                          fmt::format("an integer from 1 to {}", most_points));
  result.points = static_cast<int>(points);
}

/// Numbers and formulas are points; other words and arrays are values of a settings key.
void read_values(const TheoremReader& reader, DomainEntry& result, const std::string& name,
                 const Entry& entry) {
  const auto* key = formula::as<formula::Quantity>(result.variable.value);
  const formula::Name* known = key ? reader.names().find(key->name) : nullptr;
  const bool may_be_word = known && known->kind == formula::NameKind::setting;
  const bool is_list = entry.kind == Entry::Kind::array;
  const std::vector<Entry> items = is_list ? entry.items : std::vector{entry};
  if (items.empty()) TheoremReader::refuse(entry, name, "no value", "at least one");
  result.kind =
      !is_list && entry.kind == Entry::Kind::string ? DomainEntry::Kind::formula : DomainEntry::Kind::list;
  for (const Entry& item : items) try {
      result.values.push_back(reader.formula(item, name));
    } catch (const numerics::InputError&) {
      if (!may_be_word) throw;
      result.kind = DomainEntry::Kind::words;
    }
  if (result.kind == DomainEntry::Kind::words) result.values.clear(), result.words = items;
}

void require_range(const DomainEntry& entry, const std::string& name, const Entry& written) {
  if (entry.kind != DomainEntry::Kind::range) return;
  const bool is_whole = entry.from.value && entry.to.value;
  if (!is_whole)
    TheoremReader::refuse(written, "over." + name, "half a range", "{ from = 0.1, to = 4, points = 7 }");
  const auto from = formula::constant(entry.from.value), to = formula::constant(entry.to.value);
  if (from && to && *from > *to)
    TheoremReader::refuse(written, "over." + name, "a range that ends before it begins", "from <= to");
}

}  // namespace

std::vector<DomainEntry> read_domain(const TheoremReader& reader) {
  const std::vector<std::string> ranges = ranges_of(reader);
  std::vector<DomainEntry> domain;
  std::vector<std::pair<std::string, const Entry*>> written;
  for (const auto& [path, entry] : reader.table("over")) {
    const Key key = split(path, ranges);
    if (key.variable == "seeds") continue;
    auto at =
        std::ranges::find(written, key.variable, [](const auto& one) { return one.first; }) - written.begin();
    if (at == std::ssize(written)) {
      written.emplace_back(key.variable, entry);
      domain.emplace_back().variable = read_variable(reader, key.variable, *entry);
    } else if (key.part.empty()) {
      TheoremReader::refuse(*entry, "over." + key.variable, "a range and a value of one name",
                            "one of the two");
    }
    DomainEntry& result = domain[static_cast<std::size_t>(at)];
    if (key.part.empty())
      read_values(reader, result, "over." + key.variable, *entry);
    else
      result.kind = DomainEntry::Kind::range, read_part(reader, result, key, *entry);
  }
  for (std::size_t at = 0; at < domain.size(); ++at)
    require_range(domain[at], written[at].first, *written[at].second);
  return domain;
}

}  // namespace featdyn::verify
