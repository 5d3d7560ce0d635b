#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "numerics/files/atomic_file.hpp"
#include "verify/ablation/ablation.hpp"

namespace featdyn::verify {
namespace {

std::string word(Verdict verdict) {
  return verdict == Verdict::not_applicable ? "-" : name(verdict);
}

std::string cell_text(const Cell& cell) {
  return word(cell.finding.verdict) + " " + shown_constant(cell);
}

/// Two spaces more than the longest name.
std::size_t name_width(const Table& table) {
  std::size_t width = 0;
  for (const Line& line : table.lines) width = std::max(width, line.assumption.name.size());
  return width + 2;
}

/// Two spaces more than head and cells of a column take.
std::size_t cell_width(const Table& table, std::size_t column) {
  std::size_t width = short_name(table.columns[column]).size();
  for (const Line& line : table.lines) width = std::max(width, cell_text(line.cells[column]).size());
  return width + 2;
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
  const std::size_t names = name_width(table);
  std::string text = fmt::format("{:<{}}", "", names);
  for (std::size_t k = 0; k < table.columns.size(); ++k)
    text += fmt::format("{:<{}}", short_name(table.columns[k]), cell_width(table, k));
  text += "\n";
  for (const Line& line : table.lines) {
    text += fmt::format("{:<{}}", line.assumption.name, names);
    for (std::size_t k = 0; k < line.cells.size(); ++k)
      text += fmt::format("{:<{}}", cell_text(line.cells[k]), cell_width(table, k));
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
