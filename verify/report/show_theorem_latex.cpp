#include <fmt/format.h>

#include "theory/formula/latex.hpp"
#include "theory/formula/text.hpp"
#include "verify/report/show_theorem.hpp"
#include "verify/report/tex.hpp"

namespace featdyn::verify {
namespace {

constexpr const char* preamble =
    "\\documentclass[11pt]{article}\n\\usepackage[margin=2.5cm]{geometry}\n\\usepackage{amsmath,amssymb,"
    "amsthm}\n"
    "\\newtheorem*{claim}{Theorem}\n\\begin{document}\n";

/// A statement in a paper's words: quantifiers that stand outside are text before the formula.
std::string in_words(const formula::Condition& statement, const formula::Vocabulary& names) {
  const auto* quantified = formula::as<formula::Quantified>(statement);
  if (!quantified) return "\\[ " + formula::latex(statement, names) + " \\]";
  std::string bound;
  for (const formula::Binding& binding : quantified->bindings)
    bound += (bound.empty() ? "$" : ", $") + formula::latex(binding, names) + "$";
  const std::string filter =
      quantified->filter ? " with $" + formula::latex(quantified->filter, names) + "$" : "";
  const bool is_all = quantified->quantifier == formula::Quantifier::for_all;
  return (is_all ? "for all " : "there is ") + bound + filter + (is_all ? " " : " such that ") +
         in_words(quantified->body, names);
}

std::string items(const std::vector<WrittenStatement>& statements, const formula::Vocabulary& names,
                  bool are_short) {
  std::string result = "\\begin{enumerate}\n";
  for (const WrittenStatement& statement : statements)
    result +=
        "\\item " +
        (are_short ? "$" + formula::latex(statement.value, names) + "$" : in_words(statement.value, names)) +
        "\n";
  return result + "\\end{enumerate}\n";
}

std::string own_names_latex(const Theorem& theorem) {
  std::string lines;
  const auto add = [&](const std::string& left, const formula::Expression& right) {
    lines += (lines.empty() ? "" : " \\\\\n") + left + " &= " + formula::latex(right, theorem.names);
  };
  for (const auto& [name, definition] : theorem.definitions) {
    std::string indices;
    for (const std::string& index : definition.indices)
      indices += (indices.empty() ? "" : ", ") + formula::latex_name(index, theorem.names);
    add(formula::latex_name(name, theorem.names) + (indices.empty() ? "" : "_{" + indices + "}") +
            (definition.step.empty() ? "" : "(" + formula::latex_name(definition.step, theorem.names) + ")"),
        definition.body.value);
  }
  for (const TheoremConstant& constant : theorem.constants)
    if (!constant.is_fitted) add(formula::latex_name(constant.name, theorem.names), constant.value.value);
  return lines.empty() ? "" : "Here\n\\begin{align*}\n" + lines + "\n\\end{align*}\n";
}

std::string names_table(const TheoremSummary& summary, const formula::Vocabulary& names) {
  std::string rows;
  for (const auto& [name, meaning] : summary.names)
    rows += fmt::format("$ {} $ & {} \\\\\n", formula::latex_name(name, names), tex_mathematics(meaning));
  return "\\begin{tabular}{ll}\n" + rows + "\\end{tabular}\n";
}

std::string what_is_run(const Theorem& theorem, const TheoremSummary& summary) {
  std::string text = "\\paragraph{Runs.} ";
  for (const TheoremSummary::Run& run : summary.runs)
    text += (run.name.empty() ? "" : tex_text(run.name) + ": ") + "\\texttt{" + tex_text(run.base) + "}. ";
  text += "\n\\paragraph{Domain.} ";
  for (const std::string& line : summary.domain) text += tex_mathematics(line) + "; ";
  text += fmt::format("{} seeds.\n", theorem.seeds);
  if (summary.observables.empty()) return text;
  text += "\\paragraph{Measured.} ";
  for (std::size_t at = 0; at < summary.observables.size(); ++at)
    text +=
        (at > 0 ? ", " : "") + fmt::format("${}$", formula::latex(summary.observables[at], theorem.names));
  return text + ".\n";
}

}  // namespace

std::string theorem_as_latex(const Theorem& theorem) {
  const TheoremSummary summary = summary_of(theorem);
  std::string text = preamble;
  const std::string title = theorem.title.empty() ? theorem.id : theorem.title;
  text += "\\begin{claim}[" + tex_mathematics(title) + "]\n";
  if (!theorem.assumptions.empty()) text += "Assume\n" + items(theorem.assumptions, theorem.names, true);
  const std::string probability = formula::latex(theorem.probability.value, theorem.names);
  const bool is_certain = probability == "1";
  text += std::string(theorem.assumptions.empty() ? "We have" : "Then") +
          (is_certain ? "" : ", with probability at least $" + probability + "$ over the seeds,") + "\n";
  text += items(theorem.conclusions, theorem.names, false) + own_names_latex(theorem) + "\\end{claim}\n";
  if (!theorem.source.empty()) text += "\\paragraph{Source.} " + tex_text(theorem.source) + ".\n";
  if (!theorem.provenance.empty()) text += "\\paragraph{Provenance.} " + tex_text(theorem.provenance) + ".\n";
  text += what_is_run(theorem, summary) + "\\paragraph{Names.}\\ \\\\[1ex]\n" +
          names_table(summary, theorem.names);
  return text + "\\end{document}\n";
}

}  // namespace featdyn::verify
