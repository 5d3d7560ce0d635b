#include <nlohmann/json.hpp>

#include "verify/report/json.hpp"
#include "verify/report/report.hpp"
#include "verify/run/summary.hpp"

namespace featdyn::verify {
namespace {

using Json = nlohmann::ordered_json;

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
                      {"where", json_of(line.where)}});
  return result;
}

Json constants_json(const std::map<std::string, ConstantFound>& constants) {
  Json result = Json::object();
  for (const auto& [name, found] : constants)
    result[name] = {
        {"value", found.value}, {"interval", json_of(found.interval)}, {"where", json_of(found.where)}};
  return result;
}

Json finding_json(const Finding& finding, const std::vector<Picture>& pictures) {
  return {{"claim", finding.claim},
          {"provenance", finding.provenance},
          {"verdict", name(finding.verdict)},
          {"computed", json_of(finding.computed)},
          {"error", json_of(finding.error)},
          {"bound", json_of(finding.bound)},
          {"constant", json_of(finding.constant)},
          {"constant_interval", json_of(finding.constant_interval)},
          {"exponent", json_of(finding.exponent)},
          {"exponent_interval", json_of(finding.exponent_interval)},
          {"margin", json_of(finding.margin)},
          {"where", json_of(finding.where)},
          {"domain", json_of(finding.domain)},
          {"repeat", finding.repeat},
          {"statement", finding.statement},
          {"quantity", json_of(finding.quantity)},
          {"evidence", name(finding.evidence)},
          {"evidence_detail", json_of(finding.evidence_detail)},
          {"assumptions", lines(finding.assumptions)},
          {"conclusions", lines(finding.conclusions)},
          {"detail", json_of(finding.detail)},
          {"constants", constants_json(finding.constants)},
          {"vacuous", finding.vacuous},
          {"charts", json_of(pictures)}};
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
