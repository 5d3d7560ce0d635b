#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "numerics/files/atomic_file.hpp"
#include "verify/curves.hpp"
#include "verify/report/markup.hpp"
#include "verify/report/numbers.hpp"
#include "verify/report/report.hpp"
#include "verify/report/style.hpp"
#include "verify/summary.hpp"

namespace featdyn::verify {
namespace {

constexpr Verdict verdicts[] = {Verdict::fails, Verdict::undecided, Verdict::holds, Verdict::not_applicable};

Markup text(std::string_view plain) {
  return Markup::text(plain);
}
Markup mathematics(std::string_view plain) {
  return Markup::mathematics(plain);
}
Markup code(const std::string& plain) {
  return element("code", text(plain));
}
Markup paragraph(std::string_view plain) {
  return element("p", mathematics(plain));
}

/// A verdict in words, with a sign, in its colour.
Markup chip(Verdict verdict) {
  static const std::map<Verdict, const char*> signs{{Verdict::holds, "✓ "},
                                                    {Verdict::fails, "✗ "},
                                                    {Verdict::undecided, "? "},
                                                    {Verdict::not_applicable, "– "}};
  return element("span", {{"class", std::string("chip ") + name(verdict)}},
                 text(signs.at(verdict) + std::string(name(verdict))));
}

Markup table(const std::string& label, const std::vector<std::string>& columns, const Markup& rows) {
  Markup heads;
  for (const std::string& column : columns) heads += element("th", {{"scope", "col"}}, text(column));
  const Markup content = element("thead", element("tr", heads)) + element("tbody", rows);
  // wide tables scroll inside their own frame, by keyboard too
  return element("div", {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", label}},
                 element("table", content));
}

Markup link_to(const Finding& finding) {
  return element("a", {{"href", "#" + finding.claim}}, text(finding.claim));
}

Markup summary(const Report& report) {
  Markup rows;
  for (const Finding& finding : report.findings)
    rows += table_row("td", {link_to(finding), chip(finding.verdict),
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
    if (count > 0) line += chip(verdict) + text(fmt::format(" {}   ", count));
  }
  return element("p", line);
}

Markup inequalities(const std::string& label, const std::vector<Inequality>& lines) {
  Markup rows;
  for (const Inequality& line : lines) {
    const char* sense = line.sense == Inequality::Sense::at_least ? "≥ " : "≤ ";
    rows += table_row(
        "td", {mathematics(line.name), text(shown(line.value, line.error)), text(sense + shown(line.bound)),
               text(shown_margin(line.margin())), chip(line.verdict()), mathematics(line.where)});
  }
  return table(label, {label, "value", "bound", "margin", "verdict", "worst at"}, rows);
}

/// A term and what is said of it, left out where that is nothing.
Markup entry(const std::string& term, const Markup& content) {
  return content.empty() ? Markup() : element("dt", text(term)) + element("dd", content);
}

Markup picture(const Picture& drawn) {
  const Markup caption = element(
      "figcaption", mathematics(drawn.title) + text("; data: ") + code(drawn.csv.filename().string()));
  if (drawn.svg.empty()) return element("figure", caption);
  const std::string address = data_address(numerics::read_file(drawn.svg));
  return element("figure", void_element("img", {{"src", address}, {"alt", drawn.alternative}}) + caption);
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
  Markup content = element("h2", code(finding.claim) + text(" ") + chip(finding.verdict));
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

Markup head(const std::string& title) {
  return element("head", void_element("meta", {{"charset", "utf-8"}}) +
                             void_element("meta", {{"name", "viewport"},
                                                   {"content", "width=device-width, initial-scale=1"}}) +
                             element("title", text(title)) + element("style", Markup::raw(style_sheet)));
}

Markup opening(const Report& report) {
  return element("header", element("h1", text("Feature learning: the claims, checked")) +
                               element("p", {{"class", "soft"}},
                                       mathematics("Base setting: " + setting_line(report.base) +
                                                   ". Scale: " + report.scale + ".")) +
                               counts(report) + element("pre", code(report.command)));
}

Markup versions() {
  std::string line;
  const auto document = versions_json();
  for (const auto& [library, version] : document.items())
    line += (line.empty() ? "" : ", ") + library + " " + version.get<std::string>();
  return element("footer", {{"class", "soft"}}, element("h2", text("Made with")) + element("p", text(line)));
}

}  // namespace

std::string findings_html(const Report& report) {
  Markup body = opening(report) + summary(report) + guide();
  for (std::size_t k = 0; k < report.findings.size(); ++k)
    body += article(report.findings[k], report.pictures[k]);
  body += errata_section(report) +
          element("section", element("h2", text("The base setting, complete")) +
                                 element("pre", code(numerics::settings_toml(report.base))));
  const Markup page = head("featdyn: claims, checked") + element("body", element("main", body) + versions());
  return "<!DOCTYPE html>\n" + element("html", {{"lang", "en"}}, page).html();
}

}  // namespace featdyn::verify
