#include <fmt/format.h>

#include <regex>

#include "verify/report/mathematics.hpp"
#include "verify/report/numbers.hpp"
#include "verify/report/report.hpp"

namespace featdyn::verify {
namespace {

/// Plain text with LaTeX's own characters made harmless.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (std::string_view("&%$#_{}").find(c) != std::string_view::npos)
      result += std::string("\\") + c;
    else if (c == '\\')
      result += "\\textbackslash{}";
    else if (c == '~')
      result += "\\textasciitilde{}";
    else if (c == '^')
      result += "\\textasciicircum{}";
    else if (c == '<' || c == '>' || c == '|')
      result += fmt::format("${}$", c);
    else
      result += c;
  }
  return result;
}

std::string typeset(const Piece& piece) {
  const std::string content = piece.symbol ? std::string(piece.symbol->tex) : escaped(piece.text);
  switch (piece.kind) {
    case Piece::Kind::symbol:
      return "$" + content + "$";
    case Piece::Kind::raised:
      return "${}^{" + content + "}$";
    case Piece::Kind::lowered:
      return "${}_{" + content + "}$";
    case Piece::Kind::text:
      break;
  }
  return content;
}

std::string typeset(std::string_view text) {
  std::string result;
  for (const Piece& piece : pieces_of(text)) result += typeset(piece);
  return result;
}

/// Numbers in mathematics, 1e-13 as a power of ten.
std::string number(std::string text) {
  if (text.empty()) return "--";
  if (const auto sign = text.find("±"); sign != std::string::npos)
    text.replace(sign, std::string("±").size(), "\\pm");
  static const std::regex power("e([+-]?)0*([0-9]+)"), plus("\\{\\+");
  text = std::regex_replace(text, power, "\\times10^{$1$2}");
  return "$" + std::regex_replace(text, plus, "{") + "$";
}

std::string with_interval(const std::optional<double>& value, const std::optional<Range>& interval) {
  if (!value) return "--";
  return number(shown(value)) + (interval ? " " + number(shown(interval)) : "");
}

std::string row(const Finding& finding) {
  return fmt::format("\\texttt{{{}}} & {} & {} & {} & {} & {} & {} \\\\\n", escaped(finding.claim),
                     name(finding.verdict), number(shown(finding.computed, finding.error)),
                     with_interval(finding.constant, finding.constant_interval),
                     with_interval(finding.exponent, finding.exponent_interval),
                     number(shown_margin(finding.margin)), name(finding.evidence));
}

}  // namespace

std::string findings_tex(const Report& report) {
  std::string text = fmt::format(
      "% {}\n% Needs \\usepackage{{graphicx}}.\n\\begin{{table}}[htbp]\n\\centering\n"
      "\\caption{{Claims, checked by featdyn. Margins are relative to their bounds; intervals are of "
      "95\\,\\%.}}\n"
      "\\resizebox{{\\linewidth}}{{!}}{{%\n\\begin{{tabular}}{{lllllll}}\n\\hline\n"
      "claim & verdict & computed & constant & exponent & margin & evidence \\\\\n\\hline\n",
      report.command);
  for (const Finding& finding : report.findings) text += row(finding);
  text += "\\hline\n\\end{tabular}}\n\\end{table}\n";
  const auto mistakes = errata(report);
  if (mistakes.empty()) return text;
  text += "\n\\begin{description}\n";
  for (const Erratum& erratum : mistakes)
    text += fmt::format("\\item[\\texttt{{{}}}] {} ({})\n", escaped(erratum.claim), typeset(erratum.text),
                        typeset(erratum.provenance));
  return text + "\\end{description}\n";
}

}  // namespace featdyn::verify
