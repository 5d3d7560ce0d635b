#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "verify/report/numbers.hpp"
#include "verify/report/page.hpp"
#include "verify/run/curves.hpp"

namespace featdyn::verify {
namespace {

constexpr Verdict verdicts[] = {Verdict::fails, Verdict::undecided, Verdict::holds, Verdict::not_applicable};

/// A theorem with what is said of each of its conclusions: "ID.1", "ID.2", ...
struct Group {
  std::size_t first;
  std::vector<std::size_t> parts;
};

bool is_part_of(const std::string& claim, const std::string& theorem) {
  return claim.starts_with(theorem + ".") &&
         claim.find_first_not_of("0123456789", theorem.size() + 1) == std::string::npos;
}

std::vector<Group> groups(const Report& report) {
  std::vector<Group> result;
  for (std::size_t k = 0; k < report.findings.size(); ++k)
    if (!result.empty() && is_part_of(report.findings[k].claim, report.findings[result.back().first].claim))
      result.back().parts.push_back(k);
    else
      result.push_back({.first = k, .parts = {}});
  return result;
}

Markup link_to(const Finding& finding) {
  return element("a", {{"href", "#" + finding.claim}}, text(finding.claim));
}

/// "C = 4", "C = 0.676 [0.669, 0.69]"; else what the runs show.
std::string constants_text(const Finding& finding) {
  std::string result;
  for (const auto& [name, found] : finding.constants)
    result += fmt::format("{}{} = {}{}", result.empty() ? "" : ", ", name, shown(std::optional(found.value)),
                          found.interval ? " " + shown(found.interval) : "");
  return result;
}

std::string fitted_text(const Finding& finding) {
  if (!finding.constant) return "";
  return shown(finding.constant) + " " + shown(finding.constant_interval);
}

Markup marks(const Finding& finding) {
  if (finding.vacuous.empty()) return {};
  return element("span", {{"class", "soft"}},
                 text(fmt::format(" vacuous: {}", fmt::join(finding.vacuous, ", "))));
}

Markup summary(const Report& report) {
  Markup rows;
  for (const Group& group : groups(report)) {
    const Finding& finding = report.findings[group.first];
    rows += table_row("td", {link_to(finding), badge(finding.verdict) + marks(finding),
                             mathematics(finding.statement.empty() ? finding.quantity : finding.statement),
                             text(constants_text(finding)), text(fitted_text(finding)),
                             text(shown_margin(finding.margin)), text(name(finding.evidence))});
  }
  return table("Summary",
               {"claim", "verdict", "what is claimed", "its constants", "constant found", "smallest margin",
                "evidence"},
               rows);
}

Markup counts(const Report& report) {
  Markup line;
  const auto all = groups(report);
  for (const Verdict verdict : verdicts) {
    const auto count = std::ranges::count_if(
        all, [&](const Group& group) { return report.findings[group.first].verdict == verdict; });
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

/// What was found, in words first.
Markup facts(const Finding& finding, bool has_parts) {
  Markup list;
  if (!has_parts) list += entry("found", mathematics(finding.detail));
  const std::string computed = shown(finding.computed, finding.error);
  if (!has_parts && !computed.empty())
    list += entry("quantity", element("strong", text(computed)) + mathematics(": " + finding.quantity));
  list += entry("law or bound", has_parts ? Markup() : text(shown(finding.bound)));
  list += entry("constant found", text(fitted_text(finding)));
  if (finding.exponent)
    list += entry("exponent found", text(shown(finding.exponent) + " " + shown(finding.exponent_interval)));
  list += entry("its constants", text(constants_text(finding)));
  list += entry("smallest margin", text(shown_margin(finding.margin)));
  list += entry("worst at", mathematics(finding.where));
  if (!finding.vacuous.empty())
    list += entry("vacuous", text(fmt::format("{} would pass too", fmt::join(finding.vacuous, ", "))));
  list += entry("domain", mathematics(finding.domain));
  const std::string detail = finding.evidence_detail.empty() ? "" : ": " + finding.evidence_detail;
  list += entry("evidence", mathematics(name(finding.evidence) + detail));
  list += entry("provenance", mathematics(finding.provenance));
  return element("dl", list);
}

/// The conclusions of a theorem, one a row.
Markup parts_table(const Report& report, const Group& group) {
  Markup rows;
  for (const std::size_t k : group.parts) {
    const Finding& part = report.findings[k];
    rows += element(
        "tr", {{"id", part.claim}},
        element("td", mathematics(part.statement)) + element("td", badge(part.verdict) + marks(part)) +
            element("td", mathematics(part.detail)) + element("td", text(shown_margin(part.margin))) +
            element("td", mathematics(part.where)));
  }
  return table("Conclusions of " + report.findings[group.first].claim,
               {"conclusion", "verdict", "found", "margin", "worst at"}, rows);
}

Markup commands(const Report& report, const Group& group) {
  std::vector<std::string> all{report.findings[group.first].repeat};
  for (const std::size_t k : group.parts)
    if (std::ranges::find(all, report.findings[k].repeat) == all.end())
      all.push_back(report.findings[k].repeat);
  return element("pre", code(fmt::format("{}", fmt::join(all, "\n"))));
}

Markup article(const Report& report, const Group& group) {
  const Finding& finding = report.findings[group.first];
  Markup content =
      element("h2", (finding.statement.empty() ? code(finding.claim) : mathematics(finding.statement)) +
                        text(" ") + badge(finding.verdict));
  content += element("p", {{"class", "soft"}}, code(finding.claim));
  if (!group.parts.empty()) content += parts_table(report, group);
  content += facts(finding, !group.parts.empty());
  if (!finding.assumptions.empty())
    content += element("h3", text("Assumptions and their least slack")) +
               inequalities("assumption", finding.assumptions);
  if (!finding.conclusions.empty())
    content += element("h3", text("Conclusions")) + inequalities("conclusion", finding.conclusions);
  Markup drawn;
  for (const Picture& one : report.pictures[group.first]) drawn += picture(one);
  for (const std::size_t k : group.parts)
    for (const Picture& one : report.pictures[k]) drawn += picture(one);
  if (!drawn.empty())
    content += element("h3", text("Quantity against law")) + element("div", {{"class", "pictures"}}, drawn);
  content += element("h3", text("To repeat it")) + commands(report, group);
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
          paragraph(
              "A claim is judged only where its assumptions hold; each shows its least slack as a margin. "
              "A margin is the distance from the bound divided by the larger side: positive where a line "
              "holds. A verdict is undecided when the margin is within the computation's own error.") +
          paragraph("Intervals are of 95 %: Student's for means and fits, Clopper and Pearson's for "
                    "probabilities. Evidence is sampled (double precision, many seeds), confirmed (a "
                    "second method and more digits agree) or certified (enclosed by intervals). Vacuous: an "
                    "impostor, "
                    "such as a frozen run, passes too.") +
          paragraph(
              "Every named constant is a parameter: --set claims.ID.NAME=... asks whether the claim holds "
              "with another."));
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
  Markup body = opening(report) + summary(report) + errata_section(report);
  for (const Group& group : groups(report)) body += article(report, group);
  body += guide() + element("section", element("h2", text("The base setting, complete")) +
                                           element("pre", code(numerics::settings_toml(report.base))));
  return html_page("featdyn: claims, checked", body);
}

}  // namespace featdyn::verify
