#include "verify/theorem/file/theorem_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <fstream>

#include "numerics/files/atomic_file.hpp"
#include "numerics/settings/nearest_file.hpp"
#include "theory/formula/constant.hpp"
#include "theory/formula/parts.hpp"
#include "verify/theorem/file/theorem_reader.hpp"

namespace featdyn::verify {
namespace {

using numerics::Entry;

std::vector<WrittenStatement> read_statements(const TheoremReader& reader, const std::string& key) {
  std::vector<WrittenStatement> result;
  for (const FormulaSource& source : reader.strings(key))
    result.push_back(read_statement_of(source, reader.names()));
  return result;
}

bool is_of_an_id(unsigned char c) {
  return std::isalnum(c) || c == '.' || c == '-' || c == '_';
}

/// What commands, keys and file names can hold: of a file's name with - in place of all else.
std::string id_of_stem(std::string stem) {
  std::ranges::replace_if(
      stem, [](unsigned char c) { return !is_of_an_id(c); }, '-');
  const bool has_letters = std::ranges::any_of(stem, [](unsigned char c) { return std::isalnum(c); });
  return has_letters ? stem : "theorem";
}

/// The file's stem unless the file says another.
std::string read_id(const TheoremReader& reader) {
  if (!reader.document().find("id"))
    return id_of_stem(std::filesystem::path(reader.document().file()).stem().string());
  const std::string id = reader.string("id");
  if (id.empty() || !std::ranges::all_of(id, is_of_an_id))
    throw numerics::InputError(reader.document().origin("id"),
                               fmt::format("id: no id, read '{}', allowed: letters, digits, . - and _", id));
  return id;
}

int read_seeds(const TheoremReader& reader, int otherwise) {
  constexpr int most_seeds = 1'000'000;
  const Entry* entry = reader.document().find("over.seeds");
  if (!entry) return otherwise;
  const bool is_count = entry->kind == Entry::Kind::integer && entry->text.size() <= 7;
  const long seeds = is_count ? std::stol(entry->text) : 0;
  if (seeds < 1 || seeds > most_seeds)
    TheoremReader::refuse(*entry, "over.seeds", "no number of seeds",
                          fmt::format("an integer from 1 to {}", most_seeds));
  return static_cast<int>(seeds);
}

WrittenExpression read_probability(const TheoremReader& reader) {
  const auto written = reader.formula("probability");
  if (!written)
    return {formula::make(formula::Number{"1", 1}), {"1", reader.document().origin("probability"), 1}};
  const auto value = formula::constant(written->value);
  if (value && (*value <= 0 || *value > 1))
    throw error_at(
        written->source, {1},
        fmt::format("no probability, read {}, allowed: above 0 and at most 1", written->source.text));
  return *written;
}

std::string read_evidence(const TheoremReader& reader) {
  const std::string evidence = reader.string("evidence");
  if (!evidence.empty() && evidence != "proved")
    TheoremReader::refuse(*reader.document().find("evidence"), "evidence", "unknown evidence", "\"proved\"");
  return evidence;
}

/// A constant that is asked for has to be one of the theorem's.
void require_asked_are_known(const Theorem& theorem, const numerics::Document& asked) {
  const std::string prefix = "claims." + theorem.id + ".";
  std::vector<std::string> names;
  for (const TheoremConstant& constant : theorem.constants) names.push_back(constant.name);
  for (const auto& [path, entry] : asked.entries()) {
    const std::string name = path.starts_with(prefix) ? path.substr(prefix.size()) : "";
    if (name.empty() || name.find('.') != std::string::npos || std::ranges::find(names, name) != names.end())
      continue;
    throw numerics::InputError(
        entry.origin, fmt::format("unknown constant of {}, read {}, allowed: {}", theorem.id, name,
                                  names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", "))));
  }
}

/// Whether a name stands in a conclusion, or in a definition, which a conclusion may use.
bool is_used(const std::string& name, const Theorem& theorem) {
  bool found = false;
  const formula::PartVisitor look{[&](const formula::Expression& part) {
                                    const auto* quantity = formula::as<formula::Quantity>(part);
                                    found = found || (quantity && quantity->name == name);
                                  },
                                  [](const formula::Condition&) {}};
  for (const WrittenStatement& statement : theorem.conclusions) formula::visit_all(statement.value, look);
  for (const auto& [known, definition] : theorem.definitions) formula::visit_all(definition.body.value, look);
  return found;
}

/// Constants that are to be fitted have to stand in a conclusion.
void require_fitted_are_used(const TheoremReader& reader, const Theorem& theorem,
                             const numerics::Document& asked) {
  for (const TheoremConstant& constant : theorem.constants) {
    if (!constant.is_fitted || is_used(constant.name, theorem)) continue;
    const Entry* entry = asked.find("claims." + theorem.id + "." + constant.name);
    TheoremReader::refuse(entry ? *entry : *reader.document().find("constants." + constant.name),
                          "constants." + constant.name, "nothing to fit",
                          "a conclusion with " + constant.name);
  }
}

}  // namespace

TheoremText theorem_text(const std::filesystem::path& file) {
  std::error_code ignored;
  const bool is_folder = std::filesystem::is_directory(file, ignored);
  if (is_folder || !std::filesystem::exists(file, ignored)) {
    const std::string near = numerics::nearest_file(file);
    throw numerics::InputError(
        {file.string(), 1},
        fmt::format(
            "cannot be read, read {},{} allowed: a theorem file (featdyn init theorem writes one), or "
            "an id that featdyn list theorems names",
            is_folder ? "a folder" : "no such file",
            near.empty() ? "" : fmt::format(" did you mean {}?", near)));
  }
  if (!std::ifstream(file).is_open())
    throw numerics::InputError({file.string(), 1},
                               "cannot be read, read no text, or no permission, allowed: a theorem file");
  return {numerics::read_file(file), file.string(), file.parent_path()};
}

Theorem read_theorem(const TheoremText& text, const numerics::Document& asked) {
  TheoremReader reader(text);
  reader.require_known_keys();
  Theorem theorem;
  theorem.id = read_id(reader);
  theorem.file = text.file;
  theorem.title = reader.string("title");
  theorem.source = reader.string("source");
  theorem.provenance = reader.string("provenance");
  theorem.evidence = read_evidence(reader);
  theorem.runs = read_runs(reader);
  theorem.constants = read_constants(reader, theorem.id, asked, theorem.warnings);
  require_asked_are_known(theorem, asked);
  theorem.definitions = read_definitions(reader, theorem.warnings);
  theorem.assumptions = read_statements(reader, "assume");
  theorem.conclusions = read_statements(reader, "conclude");
  if (theorem.conclusions.empty())
    throw numerics::InputError(reader.document().origin("conclude"),
                               "missing required key conclude, read nothing, allowed: for example conclude = "
                               "[\"ratio(T_1) <= C sqrt(n) SNR\"]");
  theorem.probability = read_probability(reader);
  theorem.domain = read_domain(reader);
  theorem.seeds = read_seeds(reader, theorem.seeds);
  theorem.figures = read_figures(reader);
  require_fitted_are_used(reader, theorem, asked);
  theorem.names = reader.names();
  require_sense(theorem);
  require_fits(reader, theorem, asked);
  return theorem;
}

}  // namespace featdyn::verify
