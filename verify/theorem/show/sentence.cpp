#include "verify/theorem/show/sentence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verify/theorem/judge/answer.hpp"

namespace featdyn::verify {
namespace {

std::string range_text(const Range& range) {
  return fmt::format("[{:.4g}, {:.4g}]", range.low, range.high);
}

/// In how many of the runs at [over]'s points it holds.
std::string runs_text(const Inquiry& inquiry, std::size_t conclusion) {
  Share all, least;
  for (const std::size_t point : inquiry.base()) {
    const Share here = inquiry.share(point, conclusion);
    if (here.trials == 0) continue;
    all.successes += here.successes, all.trials += here.trials;
    if (least.trials == 0 || here.value() < least.value()) least = here;
  }
  if (!inquiry.domain_runs().needs_runs())
    return fmt::format("at {} of {} points", all.successes, all.trials);
  std::string text = fmt::format("in {} of {} runs", all.successes, all.trials);
  if (inquiry.base().size() > 1 && least.successes < least.trials)
    text += fmt::format(" (least {} of {} at one point)", least.successes, least.trials);
  return text;
}

const char* word_of(Direction::End end) {
  switch (end) {
    case Direction::End::assumption:
      return "where the assumptions end";
    case Direction::End::settings:
      return "where the settings end";
    case Direction::End::cost:
      return "beyond that runs are too long";
    default:
      return "not looked at farther";
  }
}

/// Where a law of order was looked at, and the first place in each direction where it does not hold.
std::string reach_text(const Inquiry& inquiry, std::size_t conclusion) {
  std::string text;
  std::size_t at = 0;
  for (const Direction& direction : inquiry.directions()) {
    std::string breaks;
    for (std::size_t k = 0; k < direction.points.size(); ++k, ++at)
      if (const Share here = inquiry.share(inquiry.beside()[at], conclusion);
          breaks.empty() && here.successes < here.trials)
        breaks = fmt::format("breaks at {} in {} of {} runs", direction.points[k].text,
                             here.trials - here.successes, here.trials);
    if (direction.points.empty()) continue;
    text += fmt::format("{}{} {} {:.4g} ({})", text.empty() ? "" : ", ", direction.name,
                        direction.upwards ? "up to" : "down to", direction.farthest,
                        breaks.empty() ? word_of(direction.end) : breaks);
  }
  return text.empty() ? "" : "; looked at beyond [over]: " + text;
}

/// The part of the domain where no point fails, where that is not all of it.
std::string part_text(const Inquiry& inquiry, std::size_t conclusion) {
  std::string text;
  std::size_t count = 0;
  for (const std::size_t point : inquiry.base())
    if (inquiry.verdict_at(point, conclusion) == Verdict::fails) {
      ++count;
      if (count <= 3) text += (count > 1 ? "; " : "") + inquiry.trials().point(point).text;
    }
  if (count == 0 || inquiry.base().size() == 1) return "";
  return fmt::format("; fails at {} of {} points ({}{})", count, inquiry.base().size(), text,
                     count > 3 ? "; ..." : "");
}

std::string order_text(const Inquiry& inquiry, std::size_t conclusion, const Answer& answer) {
  const OrderConstant& found = inquiry.order(conclusion);
  const double tolerance = inquiry.bounds(conclusion).tolerance;
  std::string text = fmt::format("A/B is between {:.4g} and {:.4g}, c = {:.4g}, {}", found.low, found.high,
                                 found.constant, runs_text(inquiry, conclusion));
  if (std::isfinite(tolerance)) text += fmt::format(" within C = {:g}", tolerance);
  text += part_text(inquiry, conclusion);
  for (const Exponent& exponent : answer.exponents)
    if (std::isfinite(exponent.value))
      text += fmt::format("; exponent {:.3f} in {} ({:.3f} to {:.3f}){}", exponent.value, exponent.name,
                          exponent.interval.low, exponent.interval.high,
                          verdict_of(exponent, *inquiry.conclusions()[conclusion].order,
                                     open_ends(inquiry.directions(), exponent.name)) == Verdict::fails
                              ? ", which a law of order has not"
                              : "");
  return text + reach_text(inquiry, conclusion);
}

/// Where a run beside [over]'s points decides that it fails: one that enlarging or searching has found.
std::string found_beside(const Inquiry& inquiry, std::size_t conclusion, const Answer& answer) {
  if (answer.verdict != Verdict::fails || !answer.worst_point) return "";
  const std::size_t point = *answer.worst_point;
  const auto fails = [&](std::size_t at) { return inquiry.verdict_at(at, conclusion) == Verdict::fails; };
  if (std::ranges::any_of(inquiry.base(), fails)) return "";
  if (std::ranges::find(inquiry.beside(), point) == inquiry.beside().end()) return "";
  const Share here = inquiry.share(point, conclusion);
  return fmt::format("fails {} {}, found by the search; at [over]'s own points it ",
                     here.trials == 1
                         ? "in a run"
                         : fmt::format("in {} of {} runs", here.trials - here.successes, here.trials),
                     answer.where.empty() ? "beside them" : "at " + answer.where);
}

std::string relation_text(const Inquiry& inquiry, std::size_t conclusion, const Answer& answer) {
  std::string text = found_beside(inquiry, conclusion, answer) +
                     fmt::format("holds {}", runs_text(inquiry, conclusion)) + part_text(inquiry, conclusion);
  if (answer.constant)
    text += fmt::format("; A/B is {:.4g} in the mean{}", *answer.constant,
                        answer.constant_interval ? ", 95 % " + range_text(*answer.constant_interval) : "");
  if (answer.exponent) text += fmt::format("; A goes with the power {:.4f} of B", *answer.exponent);
  if (answer.computed && answer.bound)
    text += fmt::format("; at worst {:.4g} against {:.4g}, margin {:+.3g}", *answer.computed, *answer.bound,
                        answer.worst.margin);
  return text;
}

std::string premise_text(const Answer& answer) {
  if (answer.asked == 0) return "";
  return fmt::format("; the premise held at {:g} of {:g} places", answer.met, answer.asked);
}

}  // namespace

std::string sentence_of(const Inquiry& inquiry, std::size_t conclusion, const Answer& answer) {
  if (inquiry.base().empty()) return "no point of the domain is within the assumptions";
  if (answer.verdict == Verdict::not_applicable) return "its premise is never met" + premise_text(answer);
  const bool is_order = inquiry.conclusions()[conclusion].order != nullptr;
  const std::string text =
      is_order ? order_text(inquiry, conclusion, answer) : relation_text(inquiry, conclusion, answer);
  return text + premise_text(answer);
}

std::string domain_of(const Inquiry& inquiry) {
  std::string text;
  for (const DomainAxis& axis : inquiry.domain().axes()) {
    text += (text.empty() ? "" : ", ") + axis.text;
    if (axis.kind == DomainAxis::Kind::words)
      text += fmt::format(" in {} values", axis.words.size());
    else if (axis.varies())
      text += fmt::format(" from {:g} to {:g}", axis.low, axis.high);
    else
      text += fmt::format(" = {:g}", axis.low);
  }
  const Assumed& assumed = inquiry.trials().assumed();
  text +=
      fmt::format("{}{} of {} points within the assumptions, {} runs", text.empty() ? "" : "; ", assumed.left,
                  assumed.points, inquiry.domain_runs().needs_runs() ? inquiry.trials().trials().size() : 0);
  for (const Assumed::Line& line : assumed.lines)
    if (line.takes_out > 0) text += fmt::format("; {} takes out {}", line.text, line.takes_out);
  if (assumed.without_branch > 0)
    text += fmt::format("; the symmetric branch does not exist at {}", assumed.without_branch);
  return text;
}

}  // namespace featdyn::verify
