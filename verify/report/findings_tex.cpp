#include <fmt/format.h>

#include "verify/report/numbers.hpp"
#include "verify/report/report.hpp"
#include "verify/report/tex.hpp"

namespace featdyn::verify {
namespace {

std::string tex_interval(const std::optional<double>& value, const std::optional<Range>& interval) {
  if (!value) return "--";
  return tex_number(shown(value)) + (interval ? " " + tex_number(shown(interval)) : "");
}

std::string row(const Finding& finding) {
  return fmt::format("\\texttt{{{}}} & {} & {} & {} & {} & {} & {} \\\\\n", tex_text(finding.claim),
                     name(finding.verdict), tex_number(shown(finding.computed, finding.error)),
                     tex_interval(finding.constant, finding.constant_interval),
                     tex_interval(finding.exponent, finding.exponent_interval),
                     tex_number(shown_margin(finding.margin)), name(finding.evidence));
}

}  // namespace

std::string findings_tex(const Report& report) {
  std::string text = fmt::format(
      "{}% Needs \\usepackage{{graphicx}}.\n\\begin{{table}}[htbp]\n\\centering\n"
      "\\caption{{Claims, checked by featdyn. Margins are relative to their bounds; intervals are of "
      "95\\,\\%.}}\n"
      "\\resizebox{{\\linewidth}}{{!}}{{%\n\\begin{{tabular}}{{lllllll}}\n\\hline\n"
      "claim & verdict & computed & constant & exponent & margin & evidence \\\\\n\\hline\n",
      tex_comment(report.command));
  for (const Finding& finding : report.findings) text += row(finding);
  text += "\\hline\n\\end{tabular}}\n\\end{table}\n";
  const auto mistakes = errata(report);
  if (mistakes.empty()) return text;
  text += "\n\\begin{description}\n";
  for (const Erratum& erratum : mistakes)
    text += fmt::format("\\item[\\texttt{{{}}}] {} ({})\n", tex_text(erratum.claim),
                        tex_mathematics(erratum.text), tex_mathematics(erratum.provenance));
  return text + "\\end{description}\n";
}

}  // namespace featdyn::verify
