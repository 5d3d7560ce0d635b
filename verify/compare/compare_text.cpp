#include <fmt/format.h>

#include <algorithm>

#include "verify/compare/compare_files.hpp"
#include "verify/terminal/console.hpp"
#include "verify/terminal/wrap.hpp"

namespace featdyn::verify {
namespace {

/// The steps at which each method reaches each stage that any of them reaches.
void print_stages(const Comparison& comparison) {
  say("\n{:<16}", "stage at step");
  for (const RunSeries& run : comparison.runs) say(" {:>14}", run.method);
  say("\n");
  for (std::size_t i = 0; i < comparison.runs[0].stages.size(); ++i) {
    const auto reached = [&](const RunSeries& run) { return run.stages[i].step.has_value(); };
    if (std::ranges::none_of(comparison.runs, reached)) continue;
    say("{:<16}", comparison.runs[0].stages[i].name);
    for (const RunSeries& run : comparison.runs)
      say(" {:>14}", reached(run) ? fmt::format("{:.7g}", *run.stages[i].step) : "-");
    say("\n");
  }
}

/// A method that did not reach its last step is compared up to where it came.
void print_early_end(const RunSeries& run) {
  const std::string why = numerics::why_it_ended(run.outcome);
  if (!why.empty() && !run.records.empty())
    say("               {}; compared up to step {}\n", why, run.records.back().step);
}

/// A term of the tables above, and what it means.
void print_word(const std::string& word, const std::string& meaning) {
  constexpr std::size_t column = 16, narrowest = 40;
  const std::size_t width = std::max(text_width(), column + narrowest) - column;
  std::string text = wrapped(meaning, width);
  for (auto at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1))
    text.insert(at + 1, column, ' ');
  say("{:<{}}{}\n", "  " + word, column, text);
}

void print_words(const Comparison& comparison) {
  const auto has = [&](const char* method) {
    return std::ranges::any_of(comparison.runs, [&](const RunSeries& run) { return run.method == method; });
  };
  say("\nwhat the words mean\n");
  print_word("overlaps", "<w_r, x_p> of neurons r with patches p, counted from 0 as in overlaps.npy");
  print_word("gram", "<w_r, w_s> of neurons with each other");
  print_word("difference", "the largest of the quantity's entries between the two methods, at any record");
  print_word(
      "digits",
      "how many decimals of its largest entry agree at the step that is worst; 17 are all of a double");
  print_word("step",
             "the worst record: of exact methods relative to the expected rounding, of others to the size");
  print_word("t_signal, ...",
             "stages: growth reaches the start's root mean square (t_signal, t_noise); overlaps "
             "reach a level (signal_level, noise_level); weights double; - where never");
  print_word("rounding",
             "two exact methods may differ by what rounding has become on the way, which is measured; "
             "within 10 times that it holds");
  if (has("ode"))
    print_word(
        "step size",
        "gradient descent and its flow (ode) differ in proportion to the learning rate: order 1; their "
        "digits are no fault");
  if (has("network-mc"))
    print_word("Monte Carlo", "mean gradient and trajectory must be centred on the exact ones, by t-tests");
}

}  // namespace

void print_comparison(const Comparison& comparison) {
  for (const RunSeries& run : comparison.runs) {
    say("{:<14} {} after {} steps, {:.2f} s\n", run.method, name(run.outcome.status), run.outcome.step,
        run.wall_seconds);
    print_early_end(run);
  }
  say("\n{:<19} {:<30} {:>12} {:>8} {:>8}  {}\n", "quantity", "between", "difference", "digits", "step",
      "where it is worst");
  for (const Difference& difference : comparison.differences)
    say("{:<19} {:<30} {:>12.3g} {:>8.1f} {:>8}  {}\n", difference.quantity,
        difference.reference + ", " + difference.other,
        difference.largest.empty() ? 0.0 : *std::ranges::max_element(difference.largest),
        difference.digits_agreed, difference.worst_step, difference.worst_entry);
  print_stages(comparison);
  say("\nerror budget\n");
  for (const BudgetLine& line : comparison.budget)
    say("  {}: {}\n    {}\n", line.cause, name(line.verdict), line.detail);
  print_words(comparison);
}

}  // namespace featdyn::verify
