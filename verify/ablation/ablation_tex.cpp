#include <fmt/format.h>

#include "verify/ablation/ablation.hpp"
#include "verify/report/tex.hpp"

namespace featdyn::verify {
namespace {

const char* tex_sign(Verdict verdict) {
  switch (verdict) {
    case Verdict::holds:
      return "$+$";
    case Verdict::fails:
      return "$\\times$";
    case Verdict::undecided:
      return "?";
    case Verdict::not_applicable:
      return "--";
  }
  return "";
}

std::string cell_tex(const Cell& cell) {
  const std::string constant = shown_constant(cell);
  return tex_sign(cell.finding.verdict) + (constant.empty() ? "" : " " + tex_number(constant));
}

}  // namespace

std::string table_tex(const Table& table) {
  std::string text = fmt::format(
      "{}% Needs \\usepackage{{graphicx}}.\n\\begin{{table}}[htbp]\n\\centering\n"
      "\\caption{{Theorems under changed assumptions, checked by featdyn: $+$ holds, $\\times$ fails, ? "
      "undecided, "
      "-- not applicable; with the measured constant.}}\n"
      "\\resizebox{{\\linewidth}}{{!}}{{%\n\\begin{{tabular}}{{l{}}}\n\\hline\nassumption",
      tex_comment(table.command), std::string(table.columns.size(), 'l'));
  for (const std::string& column : table.columns) text += " & " + tex_text(short_name(column));
  text += " \\\\\n\\hline\n";
  for (const Line& line : table.lines) {
    text += tex_text(line.assumption.name);
    for (const Cell& cell : line.cells) text += " & " + cell_tex(cell);
    text += " \\\\\n";
  }
  text += "\\hline\n\\end{tabular}}\n\\end{table}\n\n\\begin{description}\n";
  for (const Line& line : table.lines)
    text += fmt::format("\\item[{}] {} {}\n", tex_text(line.assumption.name),
                        tex_mathematics(line.assumption.question), tex_mathematics(line.answer));
  return text + "\\end{description}\n";
}

}  // namespace featdyn::verify
