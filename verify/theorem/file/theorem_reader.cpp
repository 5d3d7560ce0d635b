#include "verify/theorem/file/theorem_reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "numerics/settings/schema.hpp"
#include "verify/theorem/file/observable_extension.hpp"

namespace featdyn::verify {
namespace {

using numerics::Entry;

constexpr std::array plain_keys{"id",     "title",    "source",      "provenance", "settings",
                                "assume", "conclude", "probability", "evidence"};
constexpr std::array tables{"settings", "runs", "define", "constants", "over", "figure"};
constexpr std::array figure_keys{"title", "heat", "curves", "x", "y", "contour"};

/// Powers of c of settings keys under the classifier's symmetry; of those that are not named here 0.
double scale_of_key(const std::string& path) {
  if (path == "data.signal_norm" || path == "data.noise_std" || path == "data.constant") return 1;
  if (path == "init.std" || path == "init.bound" || path == "init.signal_std" || path == "init.noise_std")
    return -1;
  if (path == "training.learning_rate") return -2;
  return path == "training.weight_decay" ? 2 : 0;
}

formula::Vocabulary language() {
  formula::Vocabulary result = formula::Vocabulary::of_theorems();
  for (const numerics::Key& key : numerics::known_keys())
    result.add(key.path,
               {.kind = formula::NameKind::setting, .meaning = key.meaning, .scale = scale_of_key(key.path)});
  for (const auto& own : observable_extensions()) result.add(own->name, name_of(*own));
  return result;
}

template <class Names>
std::string allowed_of(const std::string& key, const Names& names) {
  const std::vector<std::string> all(names.begin(), names.end());
  const std::string near = formula::nearest(key, all);
  return near.empty() ? fmt::format("{}", fmt::join(all, ", ")) : near + " (the nearest key)";
}

bool holds(const auto& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

std::string shown_long(const Entry& entry) {
  return entry.kind == Entry::Kind::other ? "a table" : shown(entry);
}

}  // namespace

TheoremReader::TheoremReader(const TheoremText& text)
    : document_(numerics::Document::from_text(text.text, text.file, text.folder)),
      lines_(text.text, text.file),
      names_(language()) {}

void TheoremReader::refuse(const Entry& entry, const std::string& key, const std::string& what,
                           const std::string& allowed) {
  throw numerics::InputError(
      entry.origin, fmt::format("{}: {}, read {}, allowed: {}", key, what, shown_long(entry), allowed));
}

/// A file for `run` is told from a theorem's with a mistake in it.
void TheoremReader::require_no_settings_file() const {
  for (const char* key : {"network.objective", "data.model"})
    if (document_.find(key) != nullptr && document_.find("conclude") == nullptr)
      throw numerics::InputError(
          document_.origin(key),
          fmt::format("a settings file, read {}, allowed: a theorem file, with conclude = ... (featdyn init "
                      "theorem writes one); featdyn run trains these settings, featdyn verify ID --config "
                      "FILE judges the program's theorems at them",
                      key));
}

void TheoremReader::require_known_keys() const {
  require_no_settings_file();
  std::vector<std::string> all(plain_keys.begin(), plain_keys.end());
  std::ranges::copy_if(tables, std::back_inserter(all),
                       [](const char* table) { return !holds(plain_keys, table); });  // settings is either
  for (const auto& [path, entry] : document_.entries()) {
    const std::string first = path.substr(0, path.find('.'));
    const bool is_table = first.size() < path.size();
    if (!(is_table ? holds(tables, first) : holds(plain_keys, first)))
      refuse(entry, first, "unknown key of a theorem", allowed_of(first, all));
    const std::string second = is_table ? path.substr(first.size() + 1) : "";
    if (first == "figure" && !holds(figure_keys, second))
      refuse(entry, path, "unknown key of a figure", allowed_of(second, figure_keys));
  }
}

std::string TheoremReader::string(const std::string& key) const {
  const Entry* entry = document_.find(key);
  if (!entry) return "";
  if (entry->kind != Entry::Kind::string) refuse(*entry, key, "wrong type", "a string");
  return entry->text;
}

std::vector<FormulaSource> TheoremReader::strings(const std::string& key) const {
  const Entry* entry = document_.find(key);
  if (!entry) return {};
  const bool is_list = entry->kind == Entry::Kind::array;
  const std::vector<Entry> items = is_list ? entry->items : std::vector{*entry};
  std::vector<FormulaSource> result;
  for (const Entry& item : items) {
    if (item.kind != Entry::Kind::string) refuse(item, key, "wrong type", "a string, or a list of strings");
    result.push_back(lines_.value(item));
  }
  return result;
}

std::optional<WrittenExpression> TheoremReader::formula(const std::string& key) const {
  const Entry* entry = document_.find(key);
  return entry ? std::optional(formula(*entry, key)) : std::nullopt;
}

WrittenExpression TheoremReader::formula(const Entry& entry, const std::string& key) const {
  if (!is_number(entry) && entry.kind != Entry::Kind::string)
    refuse(entry, key, "wrong type", "a number, or a formula in quotes");
  return read_formula(lines_.value(entry), names_);
}

std::vector<std::pair<std::string, const Entry*>> TheoremReader::table(const std::string& table) const {
  std::vector<std::pair<std::string, const Entry*>> result;
  for (const auto& [path, entry] : document_.entries())
    if (path.starts_with(table + ".")) result.emplace_back(path.substr(table.size() + 1), &entry);
  std::ranges::stable_sort(result, {}, [](const auto& item) { return item.second->place; });
  return result;
}

}  // namespace featdyn::verify
