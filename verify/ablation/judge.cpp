#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "numerics/refusal/input_error.hpp"
#include "verify/ablation/ablation.hpp"
#include "verify/report/numbers.hpp"
#include "verify/terminal/console.hpp"
#include "verify/terminal/progress_bar.hpp"
#include "verify/theorem/file/built_in.hpp"
#include "verify/theorem/run/domain_runs.hpp"

namespace featdyn::verify {
namespace {

/// The assumptions that are not met, or what the verdict says of itself.
std::string reason_of(const Finding& finding) {
  if (finding.verdict == Verdict::holds) return "";
  if (finding.verdict != Verdict::not_applicable) return finding.detail;
  std::string text;
  for (const Inequality& line : finding.assumptions)
    if (line.verdict() != Verdict::holds)
      text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", line.name, shown(line.value, line.error));
  if (!text.empty()) return text;
  return finding.detail.empty() ? "Nothing was there to be judged." : finding.detail;
}

/// Of numbers that are not there nothing is said: too large a learning rate is no answer to the question.
void see_divergence(Finding& finding) {
  if (finding.verdict == Verdict::fails && finding.where.find(left_the_finite_numbers) != std::string::npos)
    finding.verdict = Verdict::undecided;
}

/// What one piece lacks that another needs is refused with a sentence; that is the reason then.
Cell judge_cell(TheoremOrder order, const Assumption& assumption, RunStore& store) {
  if (!assumption.changes_nothing()) order.preparation.under.push_back(assumption.name);
  try {
    const Prepared prepared = read_prepared(order);
    Finding finding = findings_of(order, prepared, store).front();
    see_divergence(finding);
    return {.finding = finding, .reason = reason_of(finding)};
  } catch (const numerics::InputError& error) {
    Cell cell{.finding = {}, .reason = error.what()};
    cell.finding.claim = read_theorem(find_theorem(order.word)).id;
    cell.finding.verdict = Verdict::not_applicable;
    cell.finding.repeat = command_of(order);
    return cell;
  }
}

Line judge_line(const AblationRequest& request, const Assumption& assumption) {
  Line line{.assumption = assumption, .cells = {}, .answer = {}};
  for (const TheoremOrder& order : request.orders) {
    line.cells.push_back(judge_cell(order, assumption, request.store));
    line.cells.back().finding.repeat +=
        assumption.changes_nothing() ? "" : fmt::format(" --under {}", assumption.name);
  }
  return line;
}

void report(const Line& line, double seconds) {
  int counts[4] = {};
  for (const Cell& cell : line.cells) ++counts[static_cast<int>(cell.finding.verdict)];
  say("{:<25} {} hold, {} fail, {} undecided, {} not applicable  {:.1f} s\n", line.assumption.name, counts[0],
      counts[1], counts[2], counts[3], seconds);
  flush_output();
}

}  // namespace

Table judge_table(const AblationRequest& request) {
  const TheoremOrder& first = request.orders.front();
  Table table{.columns = {},
              .lines = {},
              .base = numerics::read_settings(read_prepared(first).theorem.runs.front().settings),
              .scale = {},
              .command = {}};
  std::vector<Assumption> all{assumptions().front()};
  for (const Assumption& assumption : request.assumptions)
    if (!assumption.changes_nothing()) all.push_back(assumption);
  Parts parts("assumptions", all.size(), first.quiet);
  for (const Assumption& assumption : all) {
    parts.begin(assumption.name);
    const auto start = std::chrono::steady_clock::now();
    table.lines.push_back(judge_line(request, assumption));
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    if (request.speaks) report(table.lines.back(), seconds.count());
  }
  for (const Cell& cell : table.lines.front().cells) table.columns.push_back(cell.finding.claim);
  answer_questions(table);
  return table;
}

const Cell* cell_of(const Table& table, const Line& line, const std::string& theorem) {
  const auto found = std::ranges::find(table.columns, theorem);
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
