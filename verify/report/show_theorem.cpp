#include "verify/report/show_theorem.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "theory/formula/measured.hpp"
#include "theory/formula/parts.hpp"
#include "theory/formula/text.hpp"

namespace featdyn::verify {
namespace {

/// "k a step", ...
std::string meaning_of_index(const std::string& name) {
  const std::string text = formula::description(*formula::index_kind(name));
  return text.substr(0, text.find(" ("));
}

std::string domain_line(const DomainEntry& entry) {
  const std::string name = formula::text(entry.variable.value);
  if (entry.kind == DomainEntry::Kind::formula)
    return fmt::format("{} = {}", name, formula::text(entry.values.front().value));
  if (entry.kind == DomainEntry::Kind::range) {
    const std::string points = entry.points > 0 ? fmt::format(", {} points", entry.points) : "";
    return fmt::format("{} from {} to {}{}", name, formula::text(entry.from.value),
                       formula::text(entry.to.value), points);
  }
  std::string values;
  for (const WrittenExpression& value : entry.values)
    values += (values.empty() ? "" : ", ") + formula::text(value.value);
  for (const numerics::Entry& word : entry.words) values += (values.empty() ? "" : ", ") + shown(word);
  return fmt::format("{} in {}", name, values);
}

/// Calls `action` for every formula part of the theorem, its used definitions among them.
template <class Action>
void for_every_part(const Theorem& theorem, const Action& action) {
  const formula::PartVisitor visitor{action, [](const formula::Condition&) {}};
  for (const auto* statements : {&theorem.assumptions, &theorem.conclusions})
    for (const WrittenStatement& statement : *statements) formula::visit_all(statement.value, visitor);
  for (const auto& [name, definition] : theorem.definitions)
    formula::visit_all(definition.body.value, visitor);
  for (const DomainEntry& entry : theorem.domain) formula::visit_all(entry.variable.value, visitor);
}

std::vector<TheoremSummary::Meaning> meanings(const Theorem& theorem) {
  std::map<std::string, std::string> found;
  const auto add = [&](const std::string& name) {
    const formula::Name* known = theorem.names.find(name);
    const bool is_own =
        known && (known->kind == formula::NameKind::definition || known->kind == formula::NameKind::constant);
    if (known && !is_own) found[name] = known->meaning;
    if (!known && formula::index_kind(name)) found[name] = meaning_of_index(name);
  };
  for_every_part(theorem, [&](const formula::Expression& part) {
    if (const auto* quantity = formula::as<formula::Quantity>(part)) add(quantity->name);
    if (const auto* product = formula::as<formula::InnerProduct>(part))
      add(product->left.name), add(product->right.name);
  });
  std::vector<TheoremSummary::Meaning> result;
  for (const auto& [name, meaning] : found) result.push_back({name, meaning});
  return result;
}

std::string numbered(const std::vector<WrittenStatement>& statements) {
  std::string result;
  for (std::size_t at = 0; at < statements.size(); ++at)
    result += fmt::format("  ({}) {}\n", at + 1, formula::text(statements[at].value));
  return result;
}

std::string head_of(const Definition& definition) {
  std::string head = definition.name;
  for (std::size_t at = 0; at < definition.indices.size(); ++at)
    head += (at == 0 ? "[" : ",") + definition.indices[at];
  if (!definition.indices.empty()) head += "]";
  return definition.step.empty() ? head : head + "(" + definition.step + ")";
}

std::string own_names(const Theorem& theorem) {
  std::string result;
  for (const auto& [name, definition] : theorem.definitions)
    result += fmt::format("  {} = {}\n", head_of(definition), formula::text(definition.body.value));
  for (const TheoremConstant& constant : theorem.constants)
    result += constant.is_fitted
                  ? fmt::format("  {}: the smallest (or largest) with which it holds is looked for\n",
                                constant.name)
                  : fmt::format("  {} = {}\n", constant.name, formula::text(constant.value.value));
  return result.empty() ? "" : "\nwhere\n" + result;
}

std::string runs_and_domain(const TheoremSummary& summary, int seeds) {
  std::string result = "\nRuns\n";
  for (const TheoremSummary::Run& run : summary.runs) {
    result += fmt::format("  {}{}\n", run.name.empty() ? "" : run.name + ": ", run.base);
    for (const std::string& line : run.settings) result += fmt::format("    {}\n", line);
  }
  result += "\nOver\n";
  for (const std::string& line : summary.domain) result += fmt::format("  {}\n", line);
  return result + fmt::format("  {} seed{}\n", seeds, seeds == 1 ? "" : "s");
}

}  // namespace

std::string probability_phrase(const Theorem& theorem) {
  const std::string value = formula::text(theorem.probability.value);
  return value == "1" ? "" : fmt::format("with probability at least {} over the seeds, ", value);
}

TheoremSummary summary_of(const Theorem& theorem) {
  TheoremSummary summary;
  for (const TheoremRun& run : theorem.runs) {
    TheoremSummary::Run shown_run{run.name, run.base.empty() ? "settings of this file" : run.base, {}};
    const numerics::Document settings = run.settings.without_sweep();
    for (const auto& [path, entry] : settings.entries())
      shown_run.settings.push_back(fmt::format("{} = {}", path, shown(entry)));
    summary.runs.push_back(std::move(shown_run));
  }
  for (const DomainEntry& entry : theorem.domain) summary.domain.push_back(domain_line(entry));
  std::map<std::string, formula::KnownDefinition> definitions;
  for (const auto& [name, one] : theorem.definitions)
    definitions[name] = {{name, one.indices, one.step}, one.body.value};
  std::vector<formula::Condition> statements;
  for (const auto* all : {&theorem.assumptions, &theorem.conclusions})
    for (const WrittenStatement& statement : *all) statements.push_back(statement.value);
  summary.observables = formula::measured(statements, {theorem.names, definitions, {}});
  summary.names = meanings(theorem);
  return summary;
}

std::string theorem_as_text(const Theorem& theorem) {
  const TheoremSummary summary = summary_of(theorem);
  std::string text = theorem.id + "\n";
  if (!theorem.title.empty()) text += theorem.title + "\n";
  if (!theorem.source.empty()) text += "Source: " + theorem.source + "\n";
  if (!theorem.provenance.empty()) text += "Provenance: " + theorem.provenance + "\n";
  if (!theorem.assumptions.empty()) text += "\nAssume\n" + numbered(theorem.assumptions);
  std::string then = probability_phrase(theorem);
  then = theorem.assumptions.empty() ? (then.empty() ? "claim" : then.substr(0, then.size() - 2))
                                     : "then" + (then.empty() ? "" : ", " + then.substr(0, then.size() - 2));
  then.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(then.front())));
  text += "\n" + then + "\n" + numbered(theorem.conclusions) + own_names(theorem);
  text += runs_and_domain(summary, theorem.seeds);
  if (!summary.observables.empty()) text += "\nMeasured\n";
  for (const formula::Expression& observable : summary.observables)
    text += "  " + formula::text(observable) + "\n";
  text += "\nNames\n";
  for (const auto& [name, meaning] : summary.names) text += fmt::format("  {:<12} {}\n", name, meaning);
  return text;
}

}  // namespace featdyn::verify
