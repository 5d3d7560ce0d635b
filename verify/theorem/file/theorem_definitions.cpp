#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "numerics/settings/suggestion.hpp"
#include "verify/theorem/file/theorem_reader.hpp"

namespace featdyn::verify {
namespace {

using numerics::Entry;

/// What a run is made of: no theorem may call something else so.
constexpr std::array fixed_names{"d",   "n", "m",  "N",    "eta",   "sigma_0", "sigma_xi", "sigma_p",
                                 "SNR", "y", "pi", "flip", "steps", "end",     "rest"};

formula::DefinitionHead read_head_of(const FormulaSource& source) {
  try {
    return formula::read_head(source.text);
  } catch (const formula::FormulaError& error) {
    throw error_at(source, error.place(), error.what());
  }
}

void require_free(const TheoremReader& reader, const std::string& name, const FormulaSource& source,
                  std::vector<std::string>& warnings) {
  const formula::Name* known = reader.names().find(name);
  const bool is_run = std::ranges::find(reader.names().runs(), name) != reader.names().runs().end();
  const bool is_own =
      known && (known->kind == formula::NameKind::constant || known->kind == formula::NameKind::definition);
  if (is_run || is_own || std::ranges::find(fixed_names, name) != fixed_names.end())
    throw error_at(source, {1}, fmt::format("a name that is taken, read '{}', allowed: another name", name));
  if (known)
    warnings.push_back(fmt::format("{}:{}: {} is defined here and no longer means: {}", source.origin.file,
                                   source.origin.line, name, known->meaning));
}

struct Head {
  formula::DefinitionHead head;
  FormulaSource source;
  const Entry* entry;
};

/// Every name is known before the first formula is read, so that their order is free.
std::vector<Head> read_heads(TheoremReader& reader, std::vector<std::string>& warnings) {
  std::vector<Head> heads;
  for (const auto& [text, entry] : reader.table("define")) {
    const FormulaSource source = reader.lines().key(text, *entry);
    Head one{read_head_of(source), source, entry};
    require_free(reader, one.head.name, source, warnings);
    formula::Name name{.kind = formula::NameKind::definition,
                       .meaning = entry->text,
                       .takes_step = !one.head.step.empty(),
                       .scale = std::nullopt};
    name.indices = {{}};
    for (const std::string& index : one.head.indices) name.indices[0].push_back(*formula::index_kind(index));
    reader.names().add(one.head.name, name);
    heads.push_back(std::move(one));
  }
  return heads;
}

/// A word in place of a number that no name of the language is: "fitt".
void require_no_strange_word(const TheoremReader& reader, const std::string& name, const Entry& value) {
  const std::string& word = value.text;
  const bool is_word = value.kind == Entry::Kind::string && !word.empty() &&
                       std::ranges::all_of(word, [](unsigned char c) { return std::isalpha(c); });
  if (!is_word || reader.names().find(word) || formula::Vocabulary::is_reserved(word)) return;
  const bool is_fit = word == "fitted" || word == "fits" || word == "Fit" || word == "FIT" ||
                      !numerics::nearest(word, {"fit"}).empty();
  throw numerics::InputError(
      value.origin, fmt::format("constants.{}: no constant, read {},{} allowed: a number, a formula of "
                                "numbers and parameters, or \"fit\"",
                                name, shown(value), is_fit ? " did you mean \"fit\"?" : ""));
}

const Entry* asked_for(const numerics::Document& asked, const std::string& id, const std::string& name) {
  return asked.find("claims." + id + "." + name);
}

}  // namespace

std::map<std::string, Definition> read_definitions(TheoremReader& reader,
                                                   std::vector<std::string>& warnings) {
  std::map<std::string, Definition> result;
  for (const auto& [head, source, entry] : read_heads(reader, warnings))
    result[head.name] = {head.name, head.indices, head.step, reader.formula(*entry, "define." + source.text)};
  return result;
}

std::vector<TheoremConstant> read_constants(TheoremReader& reader, const std::string& id,
                                            const numerics::Document& asked,
                                            std::vector<std::string>& warnings) {
  std::vector<TheoremConstant> result;
  for (const auto& [name, entry] : reader.table("constants")) {
    const FormulaSource source = reader.lines().key(name, *entry);
    const formula::DefinitionHead head = read_head_of(source);
    if (!head.indices.empty() || !head.step.empty())
      throw error_at(source, {1},
                     fmt::format("a constant with indices, read '{}', allowed: C = 4, or [define]", name));
    require_free(reader, name, source, warnings);
    const Entry* override_of = asked_for(asked, id, name);
    const Entry& value = override_of ? *override_of : *entry;
    const bool is_fitted = value.kind == Entry::Kind::string && value.text == "fit";
    TheoremConstant constant{name, is_fitted, {}};
    if (!is_fitted) require_no_strange_word(reader, name, value);
    if (!is_fitted) constant.value = reader.formula(value, "constants." + name);
    reader.names().add(name,
                       {.kind = formula::NameKind::constant,
                        .meaning = is_fitted ? "a constant that is fitted" : "a constant of the claim"});
    result.push_back(std::move(constant));
  }
  return result;
}

}  // namespace featdyn::verify
