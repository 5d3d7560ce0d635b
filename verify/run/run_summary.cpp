#include "verify/run/run_summary.hpp"

#include <fmt/format.h>
#include <omp.h>

#include <nlohmann/json.hpp>

#include "numerics/data/labels.hpp"
#include "verify/run/repeat_line.hpp"
#include "verify/run/summary.hpp"

namespace featdyn::verify {
namespace {

using Json = nlohmann::ordered_json;

/// Null where a stage was not reached; beyond a double's digits the step as a decimal too.
Json stages_json(const RunResult& result, const RunOptions& options) {
  auto list = Json::array();
  for (const StageReport& stage : result.stages) {
    Json entry{{"name", stage.name}, {"step", nullptr}, {"time", nullptr}};
    if (stage.step) {
      entry["time"] = *stage.time;
      if (options.method == "ode")
        entry["step"] = *stage.step;
      else
        entry["step"] = static_cast<long>(*stage.step);
      if (options.digits > numerics::double_digits) entry["decimal"] = stage.decimal;
    }
    list.push_back(entry);
  }
  return list;
}

Json activation_json(const numerics::Settings& settings, const RunResult& result) {
  if (!result.quadrature_error) return nullptr;
  return {{"nodes", settings.architecture.quadrature_nodes}, {"relative_error", *result.quadrature_error}};
}

Json loss_json(const RunResult& result) {
  if (!result.loss_estimate) return nullptr;
  return {{"mean", result.loss_estimate->mean}, {"standard_error", result.loss_estimate->standard_error}};
}

/// The error at the end and how well it is known; null where there is none.
Json test_error_json(const numerics::Settings& settings, const RunResult& result) {
  if (!result.test_error) return nullptr;
  const auto& [error, standard_error] = *result.test_error;
  const bool is_exact = standard_error == 0;
  return {{"value", error},
          {"standard_error", standard_error},
          {"samples", is_exact ? Json() : Json(settings.test.samples)},
          {"exact", is_exact}};
}

/// The eigenvalues of the data, and what the last record has of their modes.
Json modes_json(const RunResult& result) {
  if (result.modes.empty()) return nullptr;
  Json document{{"lambda", result.lambda}};
  for (const auto& [name, value] : result.modes) document[name] = value;
  return document;
}

/// Digits left of each end value, and the fewest of any record.
Json rounding_json(const RunResult& result) {
  const DigitsLeft* least = fewest(result.digits_left);
  if (least == nullptr) return nullptr;
  Json document;
  for (const DigitsLeft& column : result.digits_left)
    document[column.column] = column.end ? Json(*column.end) : Json();
  document["least"] = {{"digits", least->least}, {"column", least->column}, {"step", least->least_step}};
  return document;
}

/// Why nothing is known of the digits; null where it is.
Json unwatched_json(const RunOptions& options, const RunResult& result) {
  if (!result.digits_left.empty()) return nullptr;
  return options.method == "network-mc"
             ? "Monte Carlo noise, of which no digit is meant to stay"
             : "a matrix that is trained by itself; compare it with the recurrence";
}

}  // namespace

Json run_summary(const numerics::Problem& problem, const RunOptions& options, const RunResult& result) {
  const FlowPlan plan = plan_flow(options.flow, problem.settings, options.digits);
  const bool flows = options.method == "ode";
  const Json levels = levels_json(problem.settings);
  return {{"schema", "featdyn-summary-1"},
          {"command", "run"},
          {"comment",
           fmt::format("featdyn {} method {}", program_version(), describe(options, problem.settings))},
          {"method", options.method},
          {"digits", options.digits},
          {"key", key(options, problem.settings)},
          {"integrator", flows ? Json(name(plan.integrator)) : Json()},
          {"tolerance", flows ? Json(theory::to_real<double>(plan.tolerance.value)) : Json()},
          {"settings", settings_json(problem.settings)},
          {"seeds", {{"data", problem.settings.data_seed}, {"init", problem.settings.init.seed}}},
          {"alpha", levels.at("alpha")},
          {"beta", levels.at("beta")},
          {"scales", scales_json(problem)},
          {"schedule_quadrature", quadrature_json(problem.settings)},
          {"activation_quadrature", activation_json(problem.settings, result)},
          {"loss_estimate", loss_json(result)},
          {"flipped_labels", numerics::flipped_labels(problem.data)},
          {"status", name(result.outcome.status)},
          {"last_step", result.outcome.step},
          {"reason", result.reason.empty() ? Json() : Json(result.reason)},
          {"converged", result.end && result.end->converged},
          {"rest_below", result.rest_below},
          {"test_error", test_error_json(problem.settings, result)},
          {"end", result.end ? record_json(*result.end) : Json()},
          {"modes", modes_json(result)},
          {"rounding", rounding_json(result)},
          {"rounding_unwatched", unwatched_json(options, result)},
          {"forgotten", result.forgotten.empty() ? Json() : Json(result.forgotten)},
          {"stages", stages_json(result, options)},
          {"wall_seconds", result.wall_seconds},
          {"threads", omp_get_max_threads()},
          {"versions", versions_json()},
          {"repeat", repeat_line(options)}};
}

}  // namespace featdyn::verify
