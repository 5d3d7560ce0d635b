#include <fmt/format.h>

#include <algorithm>

#include "verify/report/article.hpp"
#include "verify/report/page.hpp"
#include "verify/run/curves.hpp"

namespace featdyn::verify {
namespace {

constexpr Verdict verdicts[] = {Verdict::fails, Verdict::undecided, Verdict::holds, Verdict::not_applicable};

/// Each theorem with its verdict and one sentence.
Markup claims(const Report& report, const std::vector<FindingGroup>& groups) {
  Markup list;
  for (const FindingGroup& group : groups) {
    const Finding& finding = report.findings[group.first];
    list += element("li", badge(finding.verdict) + text(" ") +
                              element("a", {{"href", "#" + finding.claim}}, title_of(finding)) +
                              element("p", {{"class", "soft"}}, mathematics(sentence_of(report, group))));
  }
  return element("ul", {{"class", "claims"}}, list);
}

Markup counts(const Report& report, const std::vector<FindingGroup>& groups) {
  Markup line;
  for (const Verdict verdict : verdicts) {
    const auto count = std::ranges::count_if(
        groups, [&](const FindingGroup& group) { return report.findings[group.first].verdict == verdict; });
    if (count > 0) line += badge(verdict) + text(fmt::format(" {}   ", count));
  }
  return element("p", line);
}

/// Which recollected or derived lines do not survive, and whose they are; what was found stands with the theorems.
Markup errata_section(const Report& report) {
  Markup list;
  for (const Erratum& erratum : errata(report))
    list += element("li", element("a", {{"href", "#" + erratum.claim}}, code(erratum.claim)) +
                              mathematics(": " + erratum.provenance));
  if (list.empty()) return {};
  return element("section", {{"id", "errata"}},
                 element("h2", text("Errata")) +
                     paragraph("These do not hold as they stand; where each comes from:") +
                     element("ul", list));
}

Markup guide() {
  return element(
      "section",
      element("h2", text("How to read this")) +
          paragraph(
              "A claim is judged only where its assumptions hold; each shows its least slack as a margin. "
              "A margin is the distance from the bound divided by the larger side: positive where a line "
              "holds. A verdict is undecided when the margin is within the computation's own error. A and B "
              "are the sides of a relation.") +
          paragraph("Intervals are of 95 %: Student's for means and fits, Clopper and Pearson's for "
                    "probabilities. Evidence is sampled (double precision, many seeds), confirmed (a "
                    "second method and more digits agree), certified (enclosed by intervals) or proved (over "
                    "whole ranges). Impostors are runs that learn nothing, frozen or trained uphill for "
                    "instance: a claim that they pass too says little of learning.") +
          paragraph(
              "Every named constant is a parameter: --set claims.ID.NAME=... asks whether the claim holds "
              "with another."));
}

/// Of one theorem its title is that of the page.
Markup opening(const Report& report, const std::vector<FindingGroup>& groups) {
  if (groups.size() > 1)
    return element("header",
                   element("h1", text("Feature learning: the claims, checked")) + counts(report, groups));
  const Finding& finding = report.findings[groups.front().first];
  return element("header", element("h1", title_of(finding) + text(" ") + badge(finding.verdict)));
}

Markup circumstances(const Report& report) {
  return element(
      "section",
      element("h2", text("How it was judged")) + element("pre", code(report.command)) +
          paragraph("Base setting: " + setting_line(report.base) + ". Scale: " + report.scale + ".") +
          folded("The base setting, complete", element("pre", code(numerics::settings_toml(report.base)))));
}

}  // namespace

std::string findings_html(const Report& report) {
  const auto groups = finding_groups(report);
  const bool has_several = groups.size() > 1;
  Markup body = opening(report, groups);
  if (has_several) body += claims(report, groups) + errata_section(report);
  for (const FindingGroup& group : groups) body += article(report, group, has_several);
  body += circumstances(report) + guide();
  return html_page("featdyn: claims, checked", body);
}

}  // namespace featdyn::verify
