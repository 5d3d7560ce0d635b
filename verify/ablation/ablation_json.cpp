#include <fmt/ranges.h>

#include <nlohmann/json.hpp>

#include "verify/ablation/ablation.hpp"
#include "verify/report/json.hpp"
#include "verify/run/summary.hpp"

namespace featdyn::verify {
namespace {

using Json = nlohmann::ordered_json;

const char* about_name(Assumption::About about) {
  switch (about) {
    case Assumption::About::both:
      return "both models";
    case Assumption::About::denoiser:
      return "denoiser";
    case Assumption::About::classifier:
      return "classifier";
  }
  return "";
}

Json cell_json(const Cell& cell) {
  const Finding& finding = cell.finding;
  return {{"claim", finding.claim},
          {"verdict", name(finding.verdict)},
          {"constant", json_of(finding.constant)},
          {"constant_interval", json_of(finding.constant_interval)},
          {"exponent", json_of(finding.exponent)},
          {"exponent_interval", json_of(finding.exponent_interval)},
          {"computed", json_of(finding.computed)},
          {"error", json_of(finding.error)},
          {"quantity", json_of(finding.quantity)},
          {"margin", json_of(finding.margin)},
          {"reason", json_of(cell.reason)},
          {"domain", json_of(finding.domain)},
          {"repeat", finding.repeat}};
}

Json line_json(const Line& line) {
  const Assumption& assumption = line.assumption;
  Json cells = Json::array();
  for (const Cell& cell : line.cells) cells.push_back(cell_json(cell));
  return {{"name", assumption.name},
          {"question", assumption.question},
          {"answer", line.answer},
          {"about", about_name(assumption.about)},
          {"without", assumption.without},
          {"overrides", assumption.overrides},
          {"denoiser_overrides", assumption.denoiser},
          {"classifier_overrides", assumption.classifier},
          {"waived_conditions", json_of(fmt::format("{}", fmt::join(assumption.waived, ", ")))},
          {"cells", cells}};
}

}  // namespace

Json table_json(const Table& table) {
  Json document{{"schema", "featdyn-assumptions-2"},
                {"command", table.command},
                {"scale", table.scale},
                {"claims", table.columns},
                {"assumptions", Json::array()}};
  for (const Line& line : table.lines) document["assumptions"].push_back(line_json(line));
  document["settings"] = settings_json(table.base);
  document["versions"] = versions_json();
  return document;
}

}  // namespace featdyn::verify
