#include <fmt/format.h>

#include <cmath>

#include "verify/ablation/ablation.hpp"

namespace featdyn::verify {
namespace {

constexpr const char *ratio_theorem = "theorem-3.1.ratio", *contrast_theorem = "theorem-1.1",
                     *switch_theorem = "switch.outcome";

void add(std::string& text, const std::string& part) {
  if (!part.empty()) text += (text.empty() ? "" : "; ") + part;
}

/// " (0.50 under the paper's assumptions)", for every line but that.
std::string beside(bool is_paper, const std::string& numbers) {
  return is_paper ? "" : fmt::format(" ({} under the paper's assumptions)", numbers);
}

/// Whether the cell was judged and found such a number.
bool has(const Cell* cell, std::optional<double> Finding::*number) {
  return cell && cell->finding.verdict != Verdict::not_applicable && cell->finding.*number;
}

std::string growth_part(const Table& table, const Line& line, bool is_paper) {
  const Cell *cell = cell_of(table, line, ratio_theorem),
             *paper = cell_of(table, table.lines[0], ratio_theorem);
  if (!has(cell, &Finding::constant)) return "";
  const auto law = [](const Finding& finding) {
    const double exponent = finding.exponent.value_or(std::nan(""));
    return std::isnan(exponent) ? fmt::format("{:.3g} n SNR^2", *finding.constant)
                                : fmt::format("{:.3g} (n SNR^2)^({:.2f})", *finding.constant, exponent);
  };
  return "the denoiser's ratio of growths at T_1 is " + law(cell->finding) +
         (has(paper, &Finding::constant) ? beside(is_paper, law(paper->finding)) : "");
}

std::string switch_part(const Table& table, const Line& line, bool is_paper) {
  const Cell *cell = cell_of(table, line, switch_theorem),
             *paper = cell_of(table, table.lines[0], switch_theorem);
  if (!has(cell, &Finding::computed) || !has(paper, &Finding::computed)) return "";
  return fmt::format("the classifier's winner changes at n SNR^2 = {:.3g}{}", *cell->finding.computed,
                     beside(is_paper, fmt::format("{:.3g}", *paper->finding.computed)));
}

std::string contrast_part(const Table& table, const Line& line) {
  const Cell* cell = cell_of(table, line, contrast_theorem);
  if (!cell || cell->finding.verdict == Verdict::not_applicable) return "";
  const bool is_open = cell->finding.verdict == Verdict::undecided;
  return fmt::format("the contrast of balance and winner-take-all {}{}", is_open ? "is " : "",
                     name(cell->finding.verdict));
}

/// Counts, and what fails, by name.
std::string theorems_part(const Line& line) {
  int judged = 0, held = 0;
  std::string failed;
  for (const Cell& cell : line.cells) {
    if (cell.finding.verdict == Verdict::not_applicable) continue;
    ++judged;
    held += cell.finding.verdict == Verdict::holds ? 1 : 0;
    if (cell.finding.verdict == Verdict::fails) failed += (failed.empty() ? "" : ", ") + cell.finding.claim;
  }
  if (judged == 0) return "no theorem could be judged";
  return fmt::format("{} of {} theorems hold{}", held, judged,
                     failed.empty() ? "" : ", these fail: " + failed);
}

std::string answer(const Table& table, const Line& line) {
  const bool is_paper = &line == &table.lines[0];
  const auto about = line.assumption.about;
  std::string text;
  add(text, contrast_part(table, line));
  if (about != Assumption::About::classifier) add(text, growth_part(table, line, is_paper));
  if (about != Assumption::About::denoiser) add(text, switch_part(table, line, is_paper));
  add(text, theorems_part(line));
  text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text + ".";
}

}  // namespace

void answer_questions(Table& table) {
  for (Line& line : table.lines) line.answer = answer(table, line);
}

}  // namespace featdyn::verify
