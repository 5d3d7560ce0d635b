#include "verify/report/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "numerics/files/atomic_file.hpp"

namespace featdyn::verify {
namespace {

bool is_part_of(const Finding& part, const Finding& theorem) {
  return part.claim.starts_with(theorem.claim + ".") &&
         part.claim.find_first_not_of("0123456789", theorem.claim.size() + 1) == std::string::npos;
}

/// The conclusions that made a finding fail.
std::string failure(const Finding& finding, const Report& report) {
  std::string parts;
  for (const Finding& part : report.findings)
    if (part.verdict == Verdict::fails && is_part_of(part, finding))
      parts += fmt::format("{}{}: {}.", parts.empty() ? "" : " ", part.statement, part.detail);
  if (!parts.empty()) return "It fails: " + parts;
  const auto failed = std::ranges::find(finding.conclusions, Verdict::fails, &Inequality::verdict);
  if (failed == finding.conclusions.end()) return "It fails: " + finding.detail + ".";
  return fmt::format("It fails: {}, where the left side is {:.4g}{}.", failed->name, failed->value,
                     failed->where.empty() ? "" : " at " + failed->where);
}

/// Not where the reader chose the constant, nor where a setting merely does not meet the condition.
bool speaks_of_the_paper(const Finding& finding, const Report& report) {
  const bool is_chosen = report.base.document.find("claims." + finding.claim + ".constant") ||
                         report.command.find("claims." + finding.claim + ".") != std::string::npos;
  return finding.claim != "condition-3.1" && !is_chosen;
}

/// One of several conclusions, of which the theorem's own finding speaks.
bool is_a_part(const Finding& finding, const Report& report) {
  const auto dot = finding.claim.rfind('.');
  return dot != std::string::npos &&
         std::ranges::find(report.findings, finding.claim.substr(0, dot), &Finding::claim) !=
             report.findings.end() &&
         finding.claim.find_first_not_of("0123456789", dot + 1) == std::string::npos;
}

}  // namespace

std::vector<Erratum> errata(const Report& report) {
  std::vector<Erratum> all;
  for (const Finding& finding : report.findings)
    if (finding.verdict == Verdict::fails && speaks_of_the_paper(finding, report) &&
        !is_a_part(finding, report))
      all.push_back(
          {.claim = finding.claim, .provenance = finding.provenance, .text = failure(finding, report)});
  return all;
}

void write_report(const std::filesystem::path& directory, const Report& report) {
  numerics::write_file(directory / "report.json", findings_json(report).dump(2) + "\n");
  numerics::write_file(directory / "report.html", findings_html(report));
  numerics::write_file(directory / "report.tex", findings_tex(report));
}

}  // namespace featdyn::verify
