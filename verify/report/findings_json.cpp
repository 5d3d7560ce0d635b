#include "verify/report/report.hpp"
#include "verify/summary.hpp"

namespace featdyn::verify {
namespace {

using Json = nlohmann::ordered_json;

/// Null where there is none; JSON has no infinities and no NaN, so these are null too.
Json number(const std::optional<double>& value) {
  return value ? Json(*value) : Json();
}
Json text(const std::string& value) {
  return value.empty() ? Json() : Json(value);
}
Json range(const std::optional<Range>& value) {
  return value ? Json{value->low, value->high} : Json();
}

Json lines(const std::vector<Inequality>& inequalities) {
  Json result = Json::array();
  for (const Inequality& line : inequalities)
    result.push_back({{"name", line.name},
                      {"value", line.value},
                      {"sense", line.sense == Inequality::Sense::at_least ? ">=" : "<="},
                      {"bound", line.bound},
                      {"error", line.error},
                      {"margin", line.margin()},
                      {"verdict", name(line.verdict())},
                      {"where", text(line.where)}});
  return result;
}

Json charts(const std::vector<Picture>& pictures) {
  Json result = Json::array();
  for (const Picture& picture : pictures)
    result.push_back({{"title", picture.title},
                      {"data", picture.csv.filename().string()},
                      {"picture", text(picture.svg.filename().string())}});
  return result;
}

Json finding_json(const Finding& finding, const std::vector<Picture>& pictures) {
  return {{"claim", finding.claim},
          {"provenance", finding.provenance},
          {"verdict", name(finding.verdict)},
          {"computed", number(finding.computed)},
          {"error", number(finding.error)},
          {"bound", number(finding.bound)},
          {"constant", number(finding.constant)},
          {"constant_interval", range(finding.constant_interval)},
          {"exponent", number(finding.exponent)},
          {"exponent_interval", range(finding.exponent_interval)},
          {"margin", number(finding.margin)},
          {"where", text(finding.where)},
          {"domain", text(finding.domain)},
          {"repeat", finding.repeat},
          {"statement", finding.statement},
          {"quantity", text(finding.quantity)},
          {"evidence", name(finding.evidence)},
          {"evidence_detail", text(finding.evidence_detail)},
          {"assumptions", lines(finding.assumptions)},
          {"conclusions", lines(finding.conclusions)},
          {"detail", text(finding.detail)},
          {"erratum", text(finding.erratum)},
          {"charts", charts(pictures)}};
}

}  // namespace

Json findings_json(const Report& report) {
  Json document{{"schema", "featdyn-verify-1"},
                {"command", report.command},
                {"scale", report.scale},
                {"findings", Json::array()},
                {"errata", Json::array()}};
  for (std::size_t k = 0; k < report.findings.size(); ++k)
    document["findings"].push_back(finding_json(report.findings[k], report.pictures[k]));
  for (const Erratum& erratum : errata(report))
    document["errata"].push_back(
        {{"claim", erratum.claim}, {"provenance", erratum.provenance}, {"text", erratum.text}});
  document["settings"] = settings_json(report.base);
  document["versions"] = versions_json();
  return document;
}

}  // namespace featdyn::verify
