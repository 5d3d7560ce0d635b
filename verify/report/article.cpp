#include "verify/report/article.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

#include "verify/report/numbers.hpp"
#include "verify/report/page.hpp"

namespace featdyn::verify {
namespace {

bool is_part_of(const std::string& claim, const std::string& theorem) {
  return claim.starts_with(theorem + ".") &&
         claim.find_first_not_of("0123456789", theorem.size() + 1) == std::string::npos;
}

/// Where sentence.cpp begins to say what lies beyond the domain: details.
std::size_t end_of_summary(const std::string& detail) {
  return std::min(detail.find("; looked at beyond"), detail.size());
}

std::string summary_of(const Finding& finding) {
  return finding.detail.substr(0, end_of_summary(finding.detail));
}

/// The summary, with the place that makes it fail where it names none.
std::string found_text(const Finding& finding) {
  const std::string summary = summary_of(finding);
  if (finding.verdict != Verdict::fails || finding.where.empty() ||
      summary.find(finding.where) != std::string::npos)
    return summary;
  return fmt::format("{}{}it fails at {}, margin {}", summary, summary.empty() ? "" : "; ", finding.where,
                     shown_margin(finding.margin));
}

/// "looked at beyond [over]: ...", or nothing.
std::string rest_of(const Finding& finding) {
  const std::string rest = finding.detail.substr(end_of_summary(finding.detail));
  return rest.empty() ? rest : rest.substr(2);
}

std::string as_sentence(std::string text) {
  if (text.empty()) return text;
  text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text + ".";
}

/// "C = 4", "C = 0.676 [0.669, 0.69]".
std::string constants_text(const Finding& finding) {
  std::string result;
  for (const auto& [name, found] : finding.constants)
    result += fmt::format("{}{} = {}{}", result.empty() ? "" : ", ", name, shown(std::optional(found.value)),
                          found.interval ? " " + shown(found.interval) : "");
  return result;
}

std::string impostors_text(const Finding& finding) {
  return finding.vacuous.empty() ? "" : fmt::format("{} would pass too", fmt::join(finding.vacuous, ", "));
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

/// The numbers behind the sentences.
Markup facts(const Finding& finding, bool has_parts) {
  Markup list;
  const std::string computed = shown(finding.computed, finding.error);
  if (!has_parts && !computed.empty()) list += entry("computed", text(computed));
  list += entry("law or bound", has_parts ? Markup() : text(shown(finding.bound)));
  if (finding.constant)
    list += entry("constant found", text(shown(finding.constant) + " " + shown(finding.constant_interval)));
  if (finding.exponent)
    list += entry("exponent found", text(shown(finding.exponent) + " " + shown(finding.exponent_interval)));
  list += entry("its constants", text(constants_text(finding)));
  if (!has_parts) {
    list += entry("smallest margin", text(shown_margin(finding.margin)));
    list += entry("worst at", mathematics(finding.where));
    list += entry("beyond", mathematics(rest_of(finding)));
    list += entry("impostors", text(impostors_text(finding)));
  }
  list += entry("domain", mathematics(finding.domain));
  const std::string detail = finding.evidence_detail.empty() ? "" : ": " + finding.evidence_detail;
  list += entry("evidence", mathematics(name(finding.evidence) + detail));
  list += entry("provenance", mathematics(finding.provenance));
  return element("dl", list);
}

/// Each conclusion with its verdict and one sentence.
Markup conclusions(const Report& report, const FindingGroup& group) {
  Markup list;
  for (const std::size_t k : group.parts) {
    const Finding& part = report.findings[k];
    list += element("li", {{"id", part.claim}},
                    badge(part.verdict) + text(" ") + mathematics(part.statement) +
                        element("p", {{"class", "soft"}}, mathematics(as_sentence(found_text(part)))));
  }
  return list.empty() ? list : element("ol", {{"class", "conclusions"}}, list);
}

/// What the sentences of conclusions leave out.
Markup margins(const Report& report, const FindingGroup& group) {
  Markup rows;
  for (std::size_t k = 0; k < group.parts.size(); ++k) {
    const Finding& part = report.findings[group.parts[k]];
    rows +=
        table_row("td", {text(std::to_string(k + 1)), text(shown_margin(part.margin)),
                         mathematics(part.where), mathematics(rest_of(part)), text(impostors_text(part))});
  }
  if (rows.empty()) return rows;
  return element("h3", text("Margins of the conclusions")) +
         table("conclusion", {"conclusion", "margin", "worst at", "beyond", "impostors"}, rows);
}

Markup commands(const Report& report, const FindingGroup& group) {
  std::vector<std::string> all{report.findings[group.first].repeat};
  for (const std::size_t k : group.parts)
    if (std::ranges::find(all, report.findings[k].repeat) == all.end())
      all.push_back(report.findings[k].repeat);
  return element("h3", text("To repeat it")) + element("pre", code(fmt::format("{}", fmt::join(all, "\n"))));
}

Markup pictures(const Report& report, const FindingGroup& group) {
  Markup drawn;
  for (const Picture& one : report.pictures[group.first]) drawn += picture(one);
  for (const std::size_t k : group.parts)
    for (const Picture& one : report.pictures[k]) drawn += picture(one);
  return drawn.empty() ? drawn : element("div", {{"class", "pictures"}}, drawn);
}

Markup details(const Report& report, const FindingGroup& group) {
  const Finding& finding = report.findings[group.first];
  Markup content = facts(finding, !group.parts.empty()) + margins(report, group);
  if (!finding.assumptions.empty())
    content += element("h3", text("Assumptions and their least slack")) +
               inequalities("assumption", finding.assumptions);
  if (!finding.conclusions.empty())
    content += element("h3", text("Conclusions")) + inequalities("conclusion", finding.conclusions);
  return folded("Numbers, assumptions, and how to repeat it", content + commands(report, group));
}

}  // namespace

std::vector<FindingGroup> finding_groups(const Report& report) {
  std::vector<FindingGroup> result;
  for (std::size_t k = 0; k < report.findings.size(); ++k)
    if (!result.empty() && is_part_of(report.findings[k].claim, report.findings[result.back().first].claim))
      result.back().parts.push_back(k);
    else
      result.push_back({.first = k, .parts = {}});
  return result;
}

std::string sentence_of(const Report& report, const FindingGroup& group) {
  if (group.parts.empty()) return as_sentence(found_text(report.findings[group.first]));
  std::vector<std::string> others;
  for (const std::size_t k : group.parts)
    if (const Finding& part = report.findings[k]; part.verdict != Verdict::holds)
      others.push_back(fmt::format("{} ({})", part.statement, name(part.verdict)));
  if (others.empty()) return fmt::format("All {} conclusions hold.", group.parts.size());
  return fmt::format("{} of {} conclusions hold; not: {}.", group.parts.size() - others.size(),
                     group.parts.size(), fmt::join(others, "; "));
}

Markup title_of(const Finding& finding) {
  return finding.statement.empty() ? code(finding.claim) : mathematics(finding.statement);
}

Markup article(const Report& report, const FindingGroup& group, bool has_title) {
  const Finding& finding = report.findings[group.first];
  Markup content;
  if (has_title) content += element("h2", title_of(finding) + text(" ") + badge(finding.verdict));
  if (!finding.statement.empty()) content += element("p", {{"class", "soft"}}, code(finding.claim));
  if (group.parts.empty())
    content +=
        element("p", mathematics(finding.quantity)) + element("p", mathematics(sentence_of(report, group)));
  content += conclusions(report, group) + pictures(report, group) + details(report, group);
  return element("article", {{"id", finding.claim}}, content);
}

}  // namespace featdyn::verify
