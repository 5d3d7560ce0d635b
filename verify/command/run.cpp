#include "verify/run/run.hpp"

#include <fmt/format.h>
#include <omp.h>

#include <memory>

#include "numerics/data/labels.hpp"
#include "numerics/files/atomic_file.hpp"
#include "verify/command/common.hpp"
#include "verify/curves.hpp"
#include "verify/methods.hpp"
#include "verify/run/run_directory.hpp"
#include "verify/run/summary.hpp"
#include "verify/verdict.hpp"

namespace featdyn::verify {
namespace {

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
  throw numerics::InputError({option, 1}, fmt::format("read {}, allowed: a decimal above 0", text));
}

std::string repeat_options(const FlowChoice& flow) {
  return (flow.integrator ? " --integrator " + *flow.integrator : "") +
         (flow.tolerance ? " --tolerance " + *flow.tolerance : "");
}

/// Null where a stage was not reached; beyond a double's digits the step as a decimal too.
nlohmann::ordered_json stages_json(const RunResult& result, const RunOptions& options) {
  auto list = nlohmann::ordered_json::array();
  for (const StageReport& stage : result.stages) {
    nlohmann::ordered_json entry{{"name", stage.name}, {"step", nullptr}, {"time", nullptr}};
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

nlohmann::ordered_json activation_json(const numerics::Settings& settings, const RunResult& result) {
  if (!result.quadrature_error) return nullptr;
  return {{"nodes", settings.architecture.quadrature_nodes}, {"relative_error", *result.quadrature_error}};
}

nlohmann::ordered_json loss_json(const RunResult& result) {
  if (!result.loss_estimate) return nullptr;
  return {{"mean", result.loss_estimate->mean}, {"standard_error", result.loss_estimate->standard_error}};
}

nlohmann::ordered_json summary(const numerics::Problem& problem, const RunOptions& options,
                               const RunResult& result) {
  const FlowPlan plan = plan_flow(options.flow, problem.settings, options.digits);
  const bool flows = options.method == "ode";
  using Json = nlohmann::ordered_json;
  return {
      {"schema", "featdyn-summary-1"},
      {"command", "run"},
      {"method", options.method},
      {"digits", options.digits},
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
      {"reason", result.reason.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(result.reason)},
      {"end", result.end ? record_json(*result.end) : Json()},
      {"stages", stages_json(result, options)},
      {"wall_seconds", result.wall_seconds},
      {"threads", omp_get_max_threads()},
      {"versions", versions_json()},
      {"repeat", fmt::format("featdyn run {} --method {} --digits {}",
                             (options.directory / "settings.toml").string(), options.method, options.digits) +
                     repeat_options(options.flow)}};
}

void print(const numerics::Record<double>& end) {
  fmt::print("  at step {}: loss {:.6g}, gradient norm {:.3g}\n", end.step, end.loss, end.gradient_norm);
  fmt::print("  signal: max {:.6g}, mean {:.6g}\n", end.signal_max, end.signal_mean);
  if (end.noise_max) fmt::print("  noise:  max {:.6g}, mean {:.6g}\n", *end.noise_max, *end.noise_mean);
  if (end.ratio) fmt::print("  ratio signal / noise: {:.6g}\n", *end.ratio);
}

void print(const RunResult& result, const RunOptions& options) {
  fmt::print("{}: {} after {} steps, {:.2f} s\n", options.method, name(result.outcome.status),
             result.outcome.step, result.wall_seconds);
  if (result.end) print(*result.end);
  for (const StageReport& stage : result.stages)
    if (stage.step) fmt::print("  {} at step {:.8g}, time {:.8g}\n", stage.name, *stage.step, *stage.time);
  if (result.loss_estimate)
    fmt::print("  loss at the end, from fresh noise: {:.6g} +- {:.2g} (standard error)\n",
               result.loss_estimate->mean, result.loss_estimate->standard_error);
  if (result.quadrature_error)
    fmt::print("  activation by Gauss-Hermite quadrature: relative error of the kernels {:.1e}\n",
               *result.quadrature_error);
  fmt::print("  in {}\n", options.directory.string());
}

int execute(const Options& given) {
  RunOptions options = given.run;
  const numerics::Settings settings = load_settings(given.common);
  options.digits = std::max(options.digits, numerics::double_digits);
  require_method(options.method, settings, options.digits);
  plan_flow(options.flow, settings, options.digits);
  if (given.ratio_limit) options.stages.ratio_limit = positive("--ratio-limit", *given.ratio_limit);
  const numerics::Problem problem =
      numerics::make_problem(settings, vectors_for(options.method, options.digits));
  options.directory = given.common.directory("run");
  options.quiet = given.common.quiet;
  make_directory(options.directory);
  if (!options.resume) remove_results(options.directory);
  write_inputs(options.directory, problem);
  const RunResult result = run_method(problem, options);
  const auto document = summary(problem, options, result);
  numerics::write_file(options.directory / "summary.json", document.dump(2) + "\n");
  std::string why;
  if (!given.common.no_plots && !draw_curves(options.directory, problem, options.method, why))
    fmt::print(stderr, "featdyn: {}\n", why);
  if (given.common.json)
    fmt::print("{}\n", document.dump(2));
  else if (!given.common.quiet)
    print(result, options);
  if (result.reason.empty()) return exit_code::done;
  fmt::print(stderr, "featdyn: {}\n", result.reason);
  return exit_code::undecided;
}

}  // namespace

Command run_command() {
  return {.name = "run", .meaning = "one training run by one method", .setup = [](CLI::App& app) {
            const auto options = std::make_shared<Options>();
            add_common_options(app, options->common);
            app.add_option("--method", options->run.method,
                           "recurrence, ode, network, network-mc or decomposition");
            app.add_option("--integrator", options->run.flow.integrator,
                           "of ode: taylor, dopri5, fehlberg78 or bulirsch-stoer");
            app.add_option("--tolerance", options->run.flow.tolerance,
                           "of ode, relative (1e-12 in double, 10^-(N-3) at N digits)");
            app.add_option("--digits", options->run.digits,
                           "significant digits (17, a double; more are slower)")
                ->check(CLI::Range(1, numerics::largest_digits));
            app.add_option("--ratio-limit", options->ratio_limit,
                           "report too when the ratio comes within 1 % of this");
            app.add_flag("--resume", options->run.resume, "go on from the checkpoint of an interrupted run");
            app.add_option("--checkpoint-seconds", options->run.checkpoint_seconds,
                           "time between checkpoints (10)");
            return [options] { return execute(*options); };
          }};
}

}  // namespace featdyn::verify
