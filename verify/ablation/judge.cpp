#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <new>

#include "numerics/settings/input_error.hpp"
#include "verify/ablation/ablation.hpp"
#include "verify/report/numbers.hpp"
#include "verify/terminal/console.hpp"
#include "verify/terminal/progress_bar.hpp"

namespace featdyn::verify {
namespace {

Cell not_applicable(const Study& study, const Claim& claim, std::string reason) {
  Finding finding = begin_finding(study, claim);
  finding.verdict = Verdict::not_applicable;
  return {.finding = finding, .reason = std::move(reason)};
}

/// The lines that made a verdict what it is.
std::string reason_of(const Finding& finding) {
  const bool applies = finding.verdict != Verdict::not_applicable;
  std::string text;
  for (const Inequality& line : applies ? finding.conclusions : finding.assumptions) {
    const Verdict verdict = line.verdict();
    if (applies ? verdict != finding.verdict : verdict == Verdict::holds) continue;
    text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", line.name, shown(line.value, line.error));
  }
  if (text.empty() && !applies)
    return finding.domain.empty() ? "Nothing was there to be judged." : finding.domain;
  return text;
}

/// A claim fails of numbers that are not there for a reason of its own: too large a learning rate.
void see_divergence(Finding& finding, long diverged, std::string& reason) {
  if (diverged == 0 || finding.verdict == Verdict::holds || finding.verdict == Verdict::not_applicable)
    return;
  finding.verdict = Verdict::undecided;
  reason = fmt::format("{} run{} left the finite numbers; {}", diverged, diverged == 1 ? "" : "s", reason);
}

std::vector<Cell> judge_cells(const Study& study, const Claim& claim) {
  long diverged = 0;
  Study counted = study;
  counted.diverged = &diverged;
  std::vector<Cell> cells;
  for (Finding& finding : claim.judge(counted, claim)) {
    std::string reason = finding.verdict == Verdict::holds ? "" : reason_of(finding);
    see_divergence(finding, diverged, reason);
    cells.push_back({.finding = std::move(finding), .reason = std::move(reason)});
  }
  return cells;
}

/// What one piece lacks that another needs is refused with a sentence; that is the reason then.
std::vector<Cell> judge(const Study& study, const Claim& claim) {
  try {
    if (const std::string lack = claim.lacks ? claim.lacks(study) : ""; !lack.empty())
      return {not_applicable(study, claim, lack)};
    return judge_cells(study, claim);
  } catch (const numerics::InputError& error) {
    return {not_applicable(study, claim, error.what())};
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    Cell cell = not_applicable(study, claim, fmt::format("could not be judged: {}", error.what()));
    cell.finding.verdict = Verdict::undecided;
    return {cell};
  }
}

Line judge_line(const AblationRequest& request, const Assumption& assumption) {
  Study study = request.study;
  study.changed = &assumption;
  study.base = under(assumption, request.study.base);
  study.confirms = false;
  Line line{.assumption = assumption, .cells = {}, .answer = {}, .pictures = {}};
  for (const Claim& claim : request.claims)
    for (Cell& cell : judge(study, claim)) line.cells.push_back(std::move(cell));
  for (Cell& cell : line.cells) cell.finding.repeat += fmt::format(" --under {}", assumption.name);
  return line;
}

/// A cell for each column; a reading that was not reached shares its claim's reason.
void fill(Line& line, const std::vector<std::string>& columns) {
  std::vector<Cell> cells;
  for (const std::string& column : columns) {
    const auto found =
        std::ranges::find_if(line.cells, [&](const Cell& cell) { return cell.finding.claim == column; });
    Cell cell = found == line.cells.end() ? cells.back() : *found;
    cell.finding.claim = column;
    cells.push_back(std::move(cell));
  }
  line.cells = std::move(cells);
}

void report(const Line& line, double seconds) {
  int counts[4] = {};
  for (const Cell& cell : line.cells) ++counts[static_cast<int>(cell.finding.verdict)];
  say("{:<26}{} hold, {} fail, {} undecided, {} not applicable  {:.1f} s\n", line.assumption.name, counts[0],
      counts[1], counts[2], counts[3], seconds);
  flush_output();
}

}  // namespace

Table judge_table(const AblationRequest& request) {
  Table table{.columns = {}, .lines = {}, .base = request.study.base, .scale = {}, .command = {}};
  std::vector<Assumption> all{assumptions().front()};
  for (const Assumption& assumption : request.assumptions)
    if (std::string(assumption.name) != all.front().name) all.push_back(assumption);
  Parts parts("assumptions", all.size(), request.study.quiet);
  Study study = request.study;
  const AblationRequest part{.study = study, .claims = request.claims, .assumptions = {}};
  for (const Assumption& assumption : all) {
    study.part = parts.begin(assumption.name);
    const auto start = std::chrono::steady_clock::now();
    table.lines.push_back(judge_line(part, assumption));
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    if (request.speaks) report(table.lines.back(), seconds.count());
  }
  for (const Line& line : table.lines)
    for (const Cell& cell : line.cells)
      if (std::ranges::find(table.columns, cell.finding.claim) == table.columns.end())
        table.columns.push_back(cell.finding.claim);
  for (Line& line : table.lines) fill(line, table.columns);
  answer_questions(table);
  return table;
}

const Cell* cell_of(const Table& table, const Line& line, const std::string& claim) {
  const auto found = std::ranges::find(table.columns, claim);
  return found == table.columns.end() ? nullptr
                                      : &line.cells[static_cast<std::size_t>(found - table.columns.begin())];
}

int exit_code_of(const Table& table) {
  for (const Line& line : table.lines)
    for (const Cell& cell : line.cells)
      if (cell.finding.verdict == Verdict::undecided) return exit_code::undecided;
  return exit_code::done;
}

}  // namespace featdyn::verify
