#include <fmt/format.h>

#include <algorithm>

#include "verify/report/numbers.hpp"
#include "verify/report/page.hpp"
#include "verify/run/curves.hpp"

namespace featdyn::verify {
namespace {

constexpr Verdict verdicts[] = {Verdict::fails, Verdict::undecided, Verdict::holds, Verdict::not_applicable};

Markup link_to(const Finding& finding) {
  return element("a", {{"href", "#" + finding.claim}}, text(finding.claim));
}

Markup summary(const Report& report) {
  Markup rows;
  for (const Finding& finding : report.findings)
    rows += table_row("td", {link_to(finding), badge(finding.verdict),
                             text(shown(finding.computed, finding.error)), text(shown(finding.bound)),
                             text(shown(finding.constant) + " " + shown(finding.constant_interval)),
                             text(shown(finding.exponent) + " " + shown(finding.exponent_interval)),
                             text(shown_margin(finding.margin)), text(name(finding.evidence))});
  return table("Summary",
               {"claim", "verdict", "computed", "law or bound", "constant", "exponent", "margin", "evidence"},
               rows);
}

Markup counts(const Report& report) {
  Markup line;
  for (const Verdict verdict : verdicts) {
    const auto count = std::ranges::count(report.findings, verdict, &Finding::verdict);
    if (count > 0) line += badge(verdict) + text(fmt::format(" {}   ", count));
  }
  return element("p", line);
}

Markup inequalities(const std::string& label, const std::vector<Inequality>& lines) {
  Markup rows;
  for (const Inequality& line : lines) {
    const char* sense = line.sense == Inequality::Sense::at_least ? "≥ " : "≤ ";
    rows += table_row(
        "td", {mathematics(line.name), text(shown(line.value, line.error)), text(sense + shown(line.bound)),
               text(shown_margin(line.margin())), badge(line.verdict()), mathematics(line.where)});
  }
  return table(label, {label, "value", "bound", "margin", "verdict", "worst at"}, rows);
}

/// A term and what is said of it, left out where that is nothing.
Markup entry(const std::string& term, const Markup& content) {
  return content.empty() ? Markup() : element("dt", text(term)) + element("dd", content);
}

Markup facts(const Finding& finding) {
  const std::string computed = shown(finding.computed, finding.error);
  Markup list = entry("provenance", mathematics(finding.provenance));
  list += entry("computed", computed.empty()
                                ? Markup()
                                : element("strong", text(computed)) + mathematics(": " + finding.quantity));
  list += entry("law or bound", text(shown(finding.bound)));
  if (finding.constant)
    list += entry("constant", text(shown(finding.constant) + " " + shown(finding.constant_interval)));
  if (finding.exponent)
    list += entry("exponent", text(shown(finding.exponent) + " " + shown(finding.exponent_interval)));
  list += entry("smallest margin", text(shown_margin(finding.margin)));
  list += entry("worst at", mathematics(finding.where));
  list += entry("domain", mathematics(finding.domain));
  list += entry("besides", mathematics(finding.detail));
  const std::string detail = finding.evidence_detail.empty() ? "" : ": " + finding.evidence_detail;
  list += entry("evidence", mathematics(name(finding.evidence) + detail));
  return element("dl", list);
}

Markup article(const Finding& finding, const std::vector<Picture>& pictures) {
  Markup content = element("h2", code(finding.claim) + text(" ") + badge(finding.verdict));
  content += paragraph(finding.statement) + facts(finding);
  if (!finding.assumptions.empty())
    content +=
        element("h3", text("Assumptions, checked first")) + inequalities("assumption", finding.assumptions);
  if (!finding.conclusions.empty())
    content += element("h3", text("Conclusions")) + inequalities("conclusion", finding.conclusions);
  Markup drawn;
  for (const Picture& one : pictures) drawn += picture(one);
  if (!drawn.empty())
    content += element("h3", text("Quantity against law")) + element("div", {{"class", "pictures"}}, drawn);
  content += element("h3", text("To repeat it")) + element("pre", code(finding.repeat));
  return element("article", {{"id", finding.claim}}, content);
}

Markup errata_section(const Report& report) {
  Markup content = element("h2", text("Errata"));
  const auto mistakes = errata(report);
  if (mistakes.empty())
    content += paragraph("Nothing: every derived or recollected line that was judged here survives.");
  Markup list;
  for (const Erratum& erratum : mistakes)
    list +=
        element("li", element("a", {{"href", "#" + erratum.claim}}, code(erratum.claim)) + text(": ") +
                          mathematics(erratum.text) +
                          element("span", {{"class", "soft"}}, mathematics(" (" + erratum.provenance + ")")));
  if (!list.empty()) content += element("ul", list);
  return element("section", {{"id", "errata"}}, content);
}

Markup guide() {
  return element(
      "section",
      element("h2", text("How to read this")) +
          paragraph("A claim is judged only where its assumptions hold; their lines are checked first, "
                    "and each shows its slack as a margin. Elsewhere the verdict is not-applicable.") +
          paragraph("A margin is the distance from the bound divided by the bound: positive where a "
                    "line holds. A verdict is undecided when the margin is within the computation's "
                    "own error. The smallest margin of a claim and the place where it was found are "
                    "what a doubter should look at first.") +
          paragraph("Intervals are of 95 %: Student's for means and fits, Clopper and Pearson's for "
                    "probabilities. Evidence is sampled (double precision, many seeds), confirmed (a "
                    "second method and more digits agree) or certified (enclosed by intervals).") +
          paragraph("Provenance says what was published, what is only recollected, with its wording and "
                    "constants unverified, and what was derived here. Every claim's constant is a "
                    "parameter: --set claims.ID.constant=... asks whether it holds with another."));
}

Markup opening(const Report& report) {
  return element("header", element("h1", text("Feature learning: the claims, checked")) +
                               element("p", {{"class", "soft"}},
                                       mathematics("Base setting: " + setting_line(report.base) +
                                                   ". Scale: " + report.scale + ".")) +
                               counts(report) + element("pre", code(report.command)));
}

}  // namespace

std::string findings_html(const Report& report) {
  Markup body = opening(report) + summary(report) + guide();
  for (std::size_t k = 0; k < report.findings.size(); ++k)
    body += article(report.findings[k], report.pictures[k]);
  body += errata_section(report) +
          element("section", element("h2", text("The base setting, complete")) +
                                 element("pre", code(numerics::settings_toml(report.base))));
  return html_page("featdyn: claims, checked", body);
}

}  // namespace featdyn::verify
