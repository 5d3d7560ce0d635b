#include "verify/run/run.hpp"

#include <fmt/format.h>
#include <omp.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>

#include "numerics/data/labels.hpp"
#include "numerics/files/atomic_file.hpp"
#include "verify/command/common.hpp"
#include "verify/console.hpp"
#include "verify/draw/plot.hpp"
#include "verify/finding/verdict.hpp"
#include "verify/interruption.hpp"
#include "verify/run/checkpoint.hpp"
#include "verify/run/curves.hpp"
#include "verify/run/directory_lock.hpp"
#include "verify/run/disk_space.hpp"
#include "verify/run/methods.hpp"
#include "verify/run/run_directory.hpp"
#include "verify/run/summary.hpp"

namespace featdyn::verify {
namespace {

using Json = nlohmann::ordered_json;
using Pictures = std::vector<std::filesystem::path>;

struct Options {
  CommonOptions common;
  RunOptions run;
  std::optional<std::string> ratio_limit;
};

/// A positive decimal.
theory::Rational positive(const std::string& option, const std::string& text) {
  try {
    if (const auto value = theory::rational_from_decimal(text); value > 0) return value;
  } catch (const std::invalid_argument&) {
  }
  throw numerics::InputError({option}, fmt::format("read {}, allowed: a decimal above 0", text));
}

std::string repeat_options(const FlowChoice& flow) {
  return (flow.integrator ? " --integrator " + *flow.integrator : "") +
         (flow.tolerance ? " --tolerance " + *flow.tolerance : "");
}

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

Json summary(const numerics::Problem& problem, const RunOptions& options, const RunResult& result) {
  const FlowPlan plan = plan_flow(options.flow, problem.settings, options.digits);
  const bool flows = options.method == "ode";
  return {
      {"schema", "featdyn-summary-1"},
      {"command", "run"},
      {"method", options.method},
      {"digits", options.digits},
      {"key", key(options, problem.settings)},
      {"integrator", flows ? Json(name(plan.integrator)) : Json()},
      {"tolerance", flows ? Json(theory::to_real<double>(plan.tolerance.value)) : Json()},
      {"settings", settings_json(problem.settings)},
      {"seeds", {{"data", problem.settings.data_seed}, {"init", problem.settings.init.seed}}},
      {"scales", scales_json(problem)},
      {"schedule_quadrature", quadrature_json(problem.settings)},
      {"activation_quadrature", activation_json(problem.settings, result)},
      {"loss_estimate", loss_json(result)},
      {"flipped_labels", numerics::flipped_labels(problem.data)},
      {"status", name(result.outcome.status)},
      {"last_step", result.outcome.step},
      {"reason", result.reason.empty() ? Json() : Json(result.reason)},
      {"end", result.end ? record_json(*result.end) : Json()},
      {"rounding", rounding_json(result)},
      {"forgotten", result.forgotten.empty() ? Json() : Json(result.forgotten)},
      {"stages", stages_json(result, options)},
      {"wall_seconds", result.wall_seconds},
      {"threads", omp_get_max_threads()},
      {"versions", versions_json()},
      {"repeat", fmt::format("featdyn run {} --method {} --digits {}",
                             (options.directory / "settings.toml").string(), options.method, options.digits) +
                     repeat_options(options.flow)}};
}

/// JSON has no infinite numbers, and null for them.
double number(const Json& value) {
  return value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
}

void print_end(const Json& end) {
  const auto value = [&](const char* name) { return number(end[name]); };
  say("  at step {}: loss {:.6g}, gradient norm {:.3g}\n", end["step"].get<long>(), value("loss"),
      value("gradient_norm"));
  say("  signal: max {:.6g}, mean {:.6g}\n", value("signal_max"), value("signal_mean"));
  if (!end["noise_max"].is_null())
    say("  noise:  max {:.6g}, mean {:.6g}\n", value("noise_max"), value("noise_mean"));
  if (!end["ratio"].is_null()) say("  ratio signal / noise: {:.6g}\n", value("ratio"));
}

void print(const Json& summary, const std::filesystem::path& directory) {
  say("{}: {} after {} steps, {:.2f} s\n", summary["method"].get<std::string>(),
      summary["status"].get<std::string>(), summary["last_step"].get<long>(),
      number(summary["wall_seconds"]));
  if (!summary["end"].is_null()) print_end(summary["end"]);
  if (!summary["forgotten"].is_null()) say("  {}\n", summary["forgotten"].get<std::string>());
  if (const Json& rounding = summary["rounding"]; !rounding.is_null())
    say("  rounding leaves at least {:.1f} digits ({} at step {})\n", number(rounding["least"]["digits"]),
        rounding["least"]["column"].get<std::string>(), rounding["least"]["step"].get<long>());
  for (const Json& stage : summary["stages"])
    if (!stage["step"].is_null())
      say("  {} at step {:.8g}, time {:.8g}\n", stage["name"].get<std::string>(), number(stage["step"]),
          number(stage["time"]));
  if (const Json& loss = summary["loss_estimate"]; !loss.is_null())
    say("  loss at the end, from fresh noise: {:.6g} +- {:.2g} (standard error)\n", number(loss["mean"]),
        number(loss["standard_error"]));
  if (const Json& activation = summary["activation_quadrature"]; !activation.is_null())
    say("  activation by Gauss-Hermite quadrature: relative error of the kernels {:.1e}\n",
        number(activation["relative_error"]));
  say("  in {}\n", directory.string());
}

/// Says what came of the run, now or before; pictures come later.
int show(const Json& summary, const Options& given) {
  if (given.common.json)
    say("{}\n", summary.dump(2));
  else if (!given.common.quiet)
    print(summary, given.common.directory("run"));
  flush_output();
  if (summary["reason"].is_null()) return exit_code::done;
  warn("{}", summary["reason"].get<std::string>());
  return exit_code::undecided;
}

RunOptions run_options(const Options& given, const numerics::Settings& settings) {
  RunOptions options = given.run;
  options.digits = std::max(options.digits, numerics::double_digits);
  options.directory = given.common.directory("run");
  options.quiet = given.common.quiet;
  if (!(options.checkpoint_seconds >= 0))
    throw numerics::InputError({"--checkpoint-seconds"}, fmt::format("no time, read {}, allowed: 0 or more",
                                                                     options.checkpoint_seconds));
  if (given.ratio_limit) options.stages.ratio_limit = positive("--ratio-limit", *given.ratio_limit);
  require_method(options.method, settings, options.digits);
  plan_flow(options.flow, settings, options.digits);
  return options;
}

void draw(const numerics::Problem& problem, const RunOptions& options, const CommonOptions& common) {
  std::string why;
  const bool drawn = draw_curves(options.directory, problem, options.method, why);
  tell_of_pictures(common, drawn ? pictures_of(options.directory / "curves") : Pictures(), why);
}

numerics::Problem problem_of(const numerics::Settings& settings, const RunOptions& options) {
  return numerics::make_problem(settings, vectors_for(options.method, options.digits));
}

int train(const numerics::Settings& settings, const RunOptions& options, const Options& given) {
  const numerics::Problem problem = problem_of(settings, options);
  if (!options.resume)
    require_disk(options.directory, problem, footprint_of(problem, options.method, options.digits),
                 options.quiet);
  make_directory(options.directory);
  const DirectoryLock lock(options.directory);
  if (!options.resume) remove_results(options.directory);
  write_inputs(options.directory, problem);
  on_interruption_say("the same command with --resume goes on from the last checkpoint");
  const Json document = summary(problem, options, run_method(problem, options));
  numerics::write_file(options.directory / "summary.json", document.dump(2) + "\n");
  const int code = show(document, given);
  if (!given.common.no_plots) draw(problem, options, given.common);
  return code;
}

/// An interrupted run of another key is refused before anything is written.
std::optional<Json> finished_before(const RunOptions& options, const numerics::Settings& settings) {
  const std::string name = key(options, settings);
  auto summary = finished_summary(options.directory, name);
  if (!summary) static_cast<void>(read_checkpoint(options.directory, name));
  return summary;
}

bool has_pictures(const std::filesystem::path& directory) {
  const auto exists = [](const std::filesystem::path& picture) { return std::filesystem::exists(picture); };
  return std::ranges::all_of(pictures_of(directory / "curves"), exists);
}

int execute(const Options& given) {
  const numerics::Settings settings = load_settings(given.common);
  const RunOptions options = run_options(given, settings);
  const auto earlier = options.resume ? finished_before(options, settings) : std::nullopt;
  if (!earlier) return train(settings, options, given);
  const int code = show(*earlier, given);
  if (!given.common.no_plots && !has_pictures(options.directory))
    draw(problem_of(settings, options), options, given.common);
  return code;
}

void add_run_options(OptionList& list, Options& options) {
  list.push_back({.name = "--method",
                  .target = &options.run.method,
                  .meaning = "recurrence, ode, network, network-mc or decomposition (recurrence)",
                  .value = "M"});
  list.push_back({.name = "--integrator",
                  .target = &options.run.flow.integrator,
                  .meaning = "of ode: taylor, dopri5, fehlberg78 or bulirsch-stoer",
                  .value = "NAME"});
  list.push_back({.name = "--tolerance",
                  .target = &options.run.flow.tolerance,
                  .meaning = "of ode: error of a step over the largest entry of the state (1e-12 in double, "
                             "10^-(N-3) at N digits)",
                  .value = "X"});
  list.push_back({.name = "--digits",
                  .target = &options.run.digits,
                  .meaning = "significant digits (17, a double; more are slower)",
                  .value = "N",
                  .range = {{1, numerics::largest_digits}}});
  list.push_back({.name = "--ratio-limit",
                  .target = &options.ratio_limit,
                  .meaning = "report too when the ratio comes within 1 % of this",
                  .value = "X"});
  list.push_back(
      {.name = "--resume",
       .target = &options.run.resume,
       .meaning = "go on from the checkpoint of an interrupted run; a finished one is only shown"});
  list.push_back({.name = "--checkpoint-seconds",
                  .target = &options.run.checkpoint_seconds,
                  .meaning = "time between checkpoints (10)",
                  .value = "S"});
}

}  // namespace

Command run_command() {
  return {.name = "run", .meaning = "one training run by one method", .setup = [](OptionList& list) {
            const auto options = std::make_shared<Options>();
            add_common_options(list, options->common);
            add_run_options(list, *options);
            return [options] { return execute(*options); };
          }};
}

}  // namespace featdyn::verify
