#include "verify/run/run.hpp"

#include <fmt/format.h>
#include <omp.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>

#include "verify/command/common.hpp"
#include "verify/draw/plot.hpp"
#include "verify/finding/verdict.hpp"
#include "verify/output/manifest.hpp"
#include "verify/output/output_folder.hpp"
#include "verify/run/checkpoint.hpp"
#include "verify/run/effect.hpp"
#include "verify/run/finished_run.hpp"
#include "verify/run/methods.hpp"
#include "verify/run/run_folder.hpp"
#include "verify/terminal/console.hpp"
#include "verify/terminal/interruption.hpp"

namespace featdyn::verify {
namespace {

using Json = nlohmann::ordered_json;
using Pictures = std::vector<std::filesystem::path>;

struct RunArguments {
  CommonOptions common;
  RunOptions run;
  std::optional<std::string> ratio_limit;

  /// DIR names what is not the default.
  std::filesystem::path directory() const {
    std::string name = "run";
    if (run.method != RunOptions().method) name += "-" + run.method;
    if (run.digits > numerics::double_digits) name += fmt::format("-digits-{}", run.digits);
    return common.directory(name);
  }
};

/// A positive decimal.
theory::Rational positive(const std::string& option, const std::string& text) {
  try {
    if (const auto value = theory::rational_from_decimal(text); value > 0) return value;
  } catch (const std::invalid_argument&) {
  }
  throw numerics::InputError({option}, fmt::format("read {}, allowed: a decimal above 0", text));
}

/// JSON has no infinite numbers, and null for them.
double number(const Json& value) {
  return value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
}

void print_end(const Json& end) {
  const auto value = [&](const char* name) { return number(end.at(name)); };
  say("  at step {}: loss {:.6g}, gradient norm {:.3g}\n", end.at("step").get<long>(), value("loss"),
      value("gradient_norm"));
  say("  signal: max {:.6g}, mean {:.6g}\n", value("signal_max"), value("signal_mean"));
  if (!end["noise_max"].is_null())
    say("  noise:  max {:.6g}, mean {:.6g}\n", value("noise_max"), value("noise_mean"));
  if (!end["ratio"].is_null()) say("  ratio signal / noise: {:.6g}\n", value("ratio"));
}

void print_unrest(const Json& summary) {
  const Json& training = summary.at("settings").at("training");
  const std::string where = training.contains("until")
                                ? "training.until.gradient_norm"
                                : fmt::format("1/{} of its start", numerics::rest_share);
  say("  not at rest: the gradient norm is above {:.3g}, {}\n", number(summary.at("rest_below")), where);
}

void print(const Json& summary, const std::filesystem::path& directory) {
  say("{}: {} after {} steps, {:.2f} s\n", summary.at("method").get<std::string>(),
      summary.at("status").get<std::string>(), summary.at("last_step").get<long>(),
      number(summary.at("wall_seconds")));
  if (!summary.at("end").is_null()) print_end(summary.at("end"));
  if (!summary.at("forgotten").is_null()) say("  {}\n", summary.at("forgotten").get<std::string>());
  if (summary.at("status") == "finished" && !summary.at("converged").get<bool>()) print_unrest(summary);
  if (const Json& rounding = summary.at("rounding"); !rounding.is_null())
    say("  rounding leaves at least {:.1f} digits ({} at step {})\n",
        number(rounding.at("least").at("digits")), rounding.at("least").at("column").get<std::string>(),
        rounding.at("least").at("step").get<long>());
  if (const Json& why = summary.at("rounding_unwatched"); !why.is_null())
    say("  how far rounding may have grown is not known: {}\n", why.get<std::string>());
  for (const Json& stage : summary.at("stages"))
    if (!stage.at("step").is_null())
      say("  {} at step {:.8g}, time {:.8g}\n", stage.at("name").get<std::string>(), number(stage.at("step")),
          number(stage.at("time")));
  if (const Json& loss = summary.at("loss_estimate"); !loss.is_null())
    say("  loss at the end, from fresh noise: {:.6g} +- {:.2g} (standard error)\n", number(loss.at("mean")),
        number(loss.at("standard_error")));
  if (const Json& test = summary.at("test_error"); !test.is_null())
    say("  test error at the end: {:.6g}{}\n", number(test.at("value")),
        test.at("exact").get<bool>()
            ? ""
            : fmt::format(" +- {:.2g} (standard error, {} fresh samples)", number(test.at("standard_error")),
                          test.at("samples").get<long>()));
  if (const Json& activation = summary.at("activation_quadrature"); !activation.is_null())
    say("  activation by Gauss-Hermite quadrature: relative error of the kernels {:.1e}\n",
        number(activation.at("relative_error")));
  say("  in {}\n", directory.string());
}

/// Says what came of the run, now or before; pictures come later.
int show(const Json& summary, const RunArguments& given) {
  if (given.common.json)
    say("{}\n", summary.dump(2));
  else if (!given.common.quiet)
    print(summary, given.directory());
  flush_output();
  const Json& reason = summary.at("reason");
  if (reason.is_null()) return exit_code::done;
  warn("{}", reason.get<std::string>());
  return exit_code::undecided;
}

RunOptions run_options(const RunArguments& given, const numerics::Settings& settings) {
  RunOptions options = given.run;
  options.digits = std::max(options.digits, numerics::double_digits);
  options.directory = given.directory();
  options.arrays = !given.common.no_arrays;
  options.quiet = given.common.quiet;
  if (!(options.checkpoint_seconds >= 0))
    throw numerics::InputError({"--checkpoint-seconds"}, fmt::format("no time, read {}, allowed: 0 or more",
                                                                     options.checkpoint_seconds));
  if (given.ratio_limit) options.stages.ratio_limit = positive("--ratio-limit", *given.ratio_limit);
  require_method(options.method, settings, options.digits);
  plan_flow(options.flow, settings, options.digits);
  require_effect(options);
  return options;
}

Intent intent_of(const RunArguments& given, const RunOptions& options, const numerics::Settings& settings) {
  Intent intent = intent_of_run(options, settings, whole_name(given.common.file), !given.common.no_plots);
  intent.inputs.push_back(given.common.file);
  intent.overwrite = given.common.overwrite;
  return intent;
}

/// Pictures of a finished run; why there are none, where there are none, costs nothing but a line.
void draw(const numerics::Problem& problem, const RunOptions& options, const CommonOptions& common,
          OutputFolder& folder) {
  std::string why;
  const Pictures drawn = draw_in_folder(problem, options, folder, why);
  tell_of_pictures(common, drawn, folder.placed(why));
}

numerics::Problem problem_of(const numerics::Settings& settings, const RunOptions& options) {
  return numerics::make_problem(settings, vectors_for(options.method, options.digits));
}

Json train(const numerics::Problem& problem, const RunOptions& options, OutputFolder& folder) {
  begin_in_folder(problem, options, folder);
  on_interruption_say("the same command with --resume goes on from the last checkpoint");
  return leave_in_folder(problem, options, run_to_parts(problem, options), folder);
}

bool has_pictures(const std::filesystem::path& directory) {
  const auto exists = [](const std::filesystem::path& picture) { return std::filesystem::exists(picture); };
  return std::ranges::all_of(pictures_of(directory / "curves"), exists);
}

/// Trains, or shows what a kill between the last files has left complete.
int train_or_show(const RunArguments& given, const RunOptions& options, const Intent& intent,
                  const numerics::Settings& settings) {
  const numerics::Problem problem = problem_of(settings, options);
  OutputFolder folder(intent);
  std::optional<Json> summary;
  if (options.resume)
    summary = finished_summary(options, settings);
  else
    folder.discard_parts();
  const bool trains = !summary;
  if (trains) summary = train(problem, options, folder);
  const int code = show(*summary, given);
  if (!given.common.no_plots && (trains || wanted_style() || !has_pictures(options.directory)))
    draw(problem, options, given.common, folder);
  return code;
}

int execute(const RunArguments& given) {
  const numerics::Settings settings = load_settings(given.common);
  const RunOptions options = run_options(given, settings);
  Intent intent = intent_of(given, options, settings);
  require_permission(intent);
  if (options.resume) {
    const auto earlier = finished_summary(options, settings);
    const bool is_drawn = has_pictures(options.directory) && !wanted_style();
    if (earlier && (given.common.no_plots || is_drawn)) return show(*earlier, given);
    if (earlier)
      intent.parts.clear();                             // of another run, if there are any
    else if (!read_manifest(options.directory).change)  // else the run itself has ended
      static_cast<void>(read_checkpoint(options.directory, checkpoint_key(options, settings)));
  }
  return train_or_show(given, options, intent, settings);
}

void add_run_options(OptionList& list, RunArguments& options) {
  list.push_back({.name = "--method",
                  .target = &options.run.method,
                  .meaning = "recurrence, ode, network, network-mc or decomposition (recurrence)",
                  .value = "M",
                  .offered = method_names()});
  list.push_back({.name = "--integrator",
                  .target = &options.run.flow.integrator,
                  .meaning = "of ode: taylor, dopri5, fehlberg78 or bulirsch-stoer",
                  .value = "NAME",
                  .offered = {"taylor", "dopri5", "fehlberg78", "bulirsch-stoer"}});
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
  add_array_option(list, options.common);
  list.push_back({.name = "--checkpoint-seconds",
                  .target = &options.run.checkpoint_seconds,
                  .meaning = "time between checkpoints (10)",
                  .value = "S"});
}

}  // namespace

Command run_command() {
  return {.name = "run", .meaning = "one training run by one method", .setup = [](OptionList& list) {
            const auto options = std::make_shared<RunArguments>();
            add_common_options(list, options->common);
            add_training_options(list, options->common);
            add_run_options(list, *options);
            return [options] { return execute(*options); };
          }};
}

}  // namespace featdyn::verify
