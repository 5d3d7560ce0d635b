#include <fmt/format.h>
#include <omp.h>

#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>

#include "numerics/problem/memory.hpp"
#include "verify/command/common.hpp"
#include "verify/compare/compare_files.hpp"
#include "verify/compare/flow_check.hpp"
#include "verify/compare/monte_carlo_check.hpp"
#include "verify/console.hpp"
#include "verify/draw/plot.hpp"
#include "verify/grid/run_key.hpp"
#include "verify/output/output_folder.hpp"
#include "verify/progress_bar.hpp"
#include "verify/run/disk_space.hpp"
#include "verify/run/methods.hpp"
#include "verify/run/run.hpp"
#include "verify/run/run_directory.hpp"

namespace featdyn::verify {
namespace {

constexpr double affordable_draws = 4e9;  // about half a minute

struct Options {
  CommonOptions common;
  std::vector<std::string> methods;  ///< none: the exact ones, and ode where there is a gradient flow
  int digits = numerics::double_digits;
};

RunSeries run_one(const std::string& method, const numerics::Problem& problem, bool quiet) {
  const auto start = std::chrono::steady_clock::now();
  ProgressBar bar(method, problem.settings.training.steps, quiet);
  RunSeries series = with_method(method, problem, [&](auto& object) {
    return collect(method, object, problem, [&](long step) { return bar.update(step), true; });
  });
  series.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (series.records.empty()) throw std::runtime_error(method + ": the initial weights give no finite loss");
  return series;
}

/// Methods that differ by rounding alone.
bool is_exact(const std::string& method) {
  return method != "network-mc" && method != "ode";
}

/// What a method that is no exact one is judged by.
void judge_inexact(Comparison& result, const RunSeries& run, const numerics::Problem& problem) {
  const RunSeries& reference = result.runs[0];
  if (run.method == "ode") {
    result.budget.push_back(judge_distance_to_flow(problem, reference, run));
    result.budget.push_back(judge_integrators(problem, run));
  } else {
    result.budget.push_back(test_gradient(problem, problem.settings.training.steps / 2));
    result.budget.push_back(test_spread(problem, reference, affordable_draws));
  }
}

/// Every method against the first; the flow and Monte Carlo by their own tests, the others by rounding.
Comparison compare(const numerics::Problem& problem, const Options& options) {
  Comparison result;
  for (const std::string& method : options.methods)
    result.runs.push_back(run_one(method, problem, options.common.quiet));
  const RunSeries& reference = result.runs[0];
  const RoundingExpectation rounding = expect_rounding(problem, reference);
  for (std::size_t i = 1; i < result.runs.size(); ++i) {
    const RunSeries& other = result.runs[i];
    const auto all = differences(reference, other, is_exact(other.method) ? &rounding : nullptr);
    result.differences.insert(result.differences.end(), all.begin(), all.end());
    if (is_exact(other.method))
      result.budget.push_back(judge_rounding(reference, other, all, rounding));
    else
      judge_inexact(result, other, problem);
  }
  if (std::ranges::find(options.methods, "ode") == options.methods.end())
    result.budget.push_back(estimate_step_size_error(problem, reference));
  if (options.digits > numerics::double_digits)
    result.budget.push_back(judge_digits(problem, reference, rounding, options.digits));
  return result;
}

void check_methods(const Options& options, const numerics::Settings& settings) {
  for (const std::string& method : options.methods)
    require_method(method, settings, numerics::double_digits, "--methods");
  const std::set<std::string> distinct(options.methods.begin(), options.methods.end());
  if (options.methods.size() < 2 || distinct.size() != options.methods.size() ||
      !is_exact(options.methods[0]))
    throw numerics::InputError(
        {"--methods"}, fmt::format("read {}, allowed: two or more different methods, an exact one first",
                                   fmt::join(options.methods, ",")));
}

void draw(OutputFolder& folder, const numerics::Problem& problem, const Comparison& result,
          const CommonOptions& common) {
  flush_output();
  std::string why;
  const bool drawn = draw_comparison(folder.path(), folder.staged(), problem, result, why);
  if (drawn) folder.publish();
  tell_of_pictures(common,
                   drawn ? pictures_of(folder.path() / "comparison") : std::vector<std::filesystem::path>(),
                   folder.placed(why));
}

Intent intent_of(const Options& options, const numerics::Settings& settings) {
  const std::string what = fmt::format("methods {} digits {}", fmt::join(options.methods, ","),
                                       std::max(options.digits, numerics::double_digits));
  Intent intent = verify::intent_of(options.common, "compare", options.common.directory("compare"),
                                    files_named_by(settings));
  intent.key = run_key("compare " + what, settings);
  intent.description = fmt::format("{} of {}", what, whole_name(options.common.file));
  intent.names = {"comparison.csv",      "comparison.json",          "data.npy",     "labels.npy",
                  "weights_initial.npy", "second_layer_initial.npy", "settings.toml"};
  if (!options.common.no_plots) intent.names.insert(intent.names.end(), {"comparison.svg", "comparison.png"});
  for (const std::string& method : options.methods)
    for (const char* result : run_results) intent.names.push_back(method + "/" + result);
  intent.texts = {{"settings.toml", settings_toml(settings)}};
  return intent;
}

nlohmann::ordered_json leave(const Comparison& result, const numerics::Problem& problem,
                             const Options& options, OutputFolder& folder) {
  write_inputs(folder.staged(), problem);
  write_comparison(folder.staged(), problem, result, !options.common.no_arrays);
  const auto document = comparison_json(problem, result);
  numerics::write_file(folder.staged() / "comparison.json", document.dump(2) + "\n");
  folder.publish();
  return document;
}

int execute(Options options) {
  numerics::Settings settings = load_settings(options.common);
  settings.training.until.reset();  // methods are compared at the same steps
  if (options.methods.empty()) {
    options.methods = {"recurrence", "network"};
    if (!reason_against_flow(settings)) options.methods.emplace_back("ode");
  }
  check_methods(options, settings);
  if (options.digits > numerics::double_digits)
    require_polynomial(settings, "numbers of more than 17 digits");
  const Intent intent = intent_of(options, settings);
  require_permission(intent);
  const numerics::Problem problem = numerics::make_problem(settings);
  const Footprint footprint = footprint_of(problem, "", numerics::double_digits);
  numerics::require_memory(settings.document.origin("training.record_every"), "training.record_every",
                           footprint.bytes / 8, static_cast<double>(options.methods.size()) + 2);
  require_disk(intent.directory, problem,
               {footprint.records, footprint.bytes * static_cast<double>(options.methods.size())},
               options.common.quiet);
  OutputFolder folder(intent);
  const Comparison result = compare(problem, options);
  const auto document = leave(result, problem, options, folder);
  if (options.common.json)
    say("{}\n", document.dump(2));
  else if (!options.common.quiet)
    print_comparison(result), say("\nin {}\n", folder.path().string());
  if (!options.common.no_plots) draw(folder, problem, result, options.common);
  const int code = exit_code_of(result.verdicts());
  const bool diverged = std::ranges::any_of(
      result.runs, [](const RunSeries& run) { return run.outcome.status != numerics::Status::finished; });
  return code == exit_code::done && diverged ? exit_code::undecided : code;
}

}  // namespace

Command compare_command() {
  return {.name = "compare",
          .meaning = "the same run by several methods, with their differences and error budget",
          .setup = [](OptionList& list) {
            const auto options = std::make_shared<Options>();
            add_common_options(list, options->common);
            add_training_options(list, options->common);
            add_array_option(list, options->common);
            list.push_back({.name = "--methods",
                            .target = &options->methods,
                            .meaning = "comma-separated, the first is the reference (default: "
                                       "recurrence,network,ode; no ode where there is no gradient flow)",
                            .value = "A,B,...",
                            .delimiter = ','});
            list.push_back({.name = "--digits",
                            .target = &options->digits,
                            .meaning = "also judge the double recurrence against so many digits",
                            .value = "N",
                            .range = {{1, numerics::largest_digits}}});
            return [options] { return execute(*options); };
          }};
}

}  // namespace featdyn::verify
