#include <fmt/format.h>

#include <algorithm>

#include "verify/report/article.hpp"
#include "verify/report/numbers.hpp"
#include "verify/report/report.hpp"

namespace featdyn::verify {
namespace {

/// Padded to a width in characters; ± is one of them.
std::string padded(const std::string& text, std::size_t width) {
  const auto characters = static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
  return text + std::string(characters < width ? width - characters : 1, ' ');
}

std::string row(const std::vector<std::string>& cells) {
  constexpr std::size_t widths[] = {33, 15, 27, 27, 11};
  std::string line;
  for (std::size_t k = 0; k + 1 < cells.size(); ++k) line += padded(cells[k], widths[k]);
  return line + cells.back() + "\n";
}

std::string with_interval(const std::optional<double>& value, const std::optional<Range>& interval) {
  return shown(value) + (interval ? " " + shown(interval) : "");
}

/// The named constants that were fitted, "C = 1.893 [1.85, 1.94]", else the factor of the law.
std::string constants_of(const Finding& finding) {
  std::string text;
  for (const auto& [name, found] : finding.constants)
    if (found.interval)
      text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", name,
                          with_interval(found.value, found.interval));
  return text.empty() ? with_interval(finding.constant, finding.constant_interval) : text;
}

/// The lines that made a verdict what it is, where it is not `holds`.
std::string reasons(const Finding& finding) {
  std::string text;
  const auto add = [&](const Inequality& line, const char* what) {
    text += fmt::format("    {} {}: {}, {} against {}{}\n", what, name(line.verdict()), line.name,
                        shown(line.value, line.error), shown(line.bound),
                        line.where.empty() ? "" : "; " + line.where);
  };
  for (const Inequality& line : finding.assumptions)
    if (line.verdict() != Verdict::holds) add(line, "assumption");
  if (finding.verdict == Verdict::not_applicable) return text;
  for (const Inequality& line : finding.conclusions)
    if (line.verdict() != Verdict::holds) add(line, "conclusion");
  return text;
}

/// What was found, where it is not said below as an erratum.
std::string sentences(const Report& report, const std::vector<Erratum>& said) {
  std::string text;
  const auto is_said = [&](const Finding& finding) {
    return std::ranges::any_of(said, [&](const Erratum& one) { return one.claim == finding.claim; });
  };
  for (const FindingGroup& group : finding_groups(report)) {
    if (is_said(report.findings[group.first])) continue;
    const std::vector<std::size_t> only{group.first};
    for (const std::size_t k : group.parts.empty() ? only : group.parts) {
      const Finding& finding = report.findings[k];
      if (finding.verdict != Verdict::holds && !finding.detail.empty())
        text += fmt::format("{} {}: {}{}\n", finding.claim, name(finding.verdict), finding.detail,
                            finding.where.empty() ? "" : "; worst at " + finding.where);
    }
  }
  return text;
}

}  // namespace

std::string findings_table(const Report& report) {
  std::string text = row({"theorem", "verdict", "constant", "exponent", "margin", "evidence"});
  for (const Finding& finding : report.findings)
    text += row({finding.claim, name(finding.verdict), constants_of(finding),
                 with_interval(finding.exponent, finding.exponent_interval), shown_margin(finding.margin),
                 name(finding.evidence)}) +
            reasons(finding);
  const auto all = errata(report);
  text += sentences(report, all);
  for (const Erratum& erratum : all) text += fmt::format("erratum {}: {}\n", erratum.claim, erratum.text);
  return text;
}

}  // namespace featdyn::verify
