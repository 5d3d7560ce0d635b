#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "numerics/files/atomic_file.hpp"
#include "verify/ablation/ablation.hpp"

namespace featdyn::verify {
namespace {

constexpr std::size_t name_width = 25, cell_width = 24;

std::string word(Verdict verdict) {
  return verdict == Verdict::not_applicable ? "-" : name(verdict);
}

}  // namespace

std::string short_name(const std::string& theorem) {
  constexpr std::string_view prefix = "theorem-";
  return theorem.starts_with(prefix) ? theorem.substr(prefix.size()) : theorem;
}

std::string shown_constant(const Cell& cell) {
  const Finding& finding = cell.finding;
  if (finding.verdict == Verdict::not_applicable) return "";
  const auto& number = finding.claim.starts_with("switch.outcome") ? finding.computed : finding.constant;
  return number && std::isfinite(*number) ? fmt::format("{:.3g}", *number) : "";
}

std::string table_text(const Table& table) {
  std::string text = fmt::format("{:<{}}", "", name_width);
  for (const std::string& column : table.columns)
    text += fmt::format("{:<{}}", short_name(column), cell_width);
  text += "\n";
  for (const Line& line : table.lines) {
    text += fmt::format("{:<{}}", line.assumption.name, name_width);
    for (const Cell& cell : line.cells)
      text += fmt::format("{:<{}}", word(cell.finding.verdict) + " " + shown_constant(cell), cell_width);
    text += "\n";
  }
  text += "\n";
  for (const Line& line : table.lines)
    text += fmt::format("{}: {}\n  {}\n", line.assumption.name, line.assumption.question, line.answer);
  return text;
}

void write_table(const std::filesystem::path& directory, const Table& table) {
  numerics::write_file(directory / "assumptions.json", table_json(table).dump(2) + "\n");
  numerics::write_file(directory / "assumptions.html", table_html(table));
  numerics::write_file(directory / "assumptions.tex", table_tex(table));
  numerics::write_file(directory / "assumptions.txt", table_text(table));
}

}  // namespace featdyn::verify
