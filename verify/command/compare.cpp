#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "numerics/refusal/memory.hpp"
#include "verify/command/common.hpp"
#include "verify/compare/compare_files.hpp"
#include "verify/compare/compare_methods.hpp"
#include "verify/draw/plot.hpp"
#include "verify/grid/run_key.hpp"
#include "verify/output/output_folder.hpp"
#include "verify/run/disk_space.hpp"
#include "verify/run/methods.hpp"
#include "verify/run/run_directory.hpp"
#include "verify/terminal/console.hpp"

namespace featdyn::verify {
namespace {

struct CompareArguments {
  CommonOptions common;
  std::vector<std::string> methods;  ///< none: the exact ones, and ode where there is a gradient flow
  int digits = numerics::double_digits;
};

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

Intent intent_of(const CompareArguments& options, const numerics::Settings& settings) {
  const std::string what = fmt::format("methods {} digits {}", fmt::join(options.methods, ","),
                                       std::max(options.digits, numerics::double_digits));
  Intent intent = verify::intent_of(options.common, "compare", options.common.directory("compare"),
                                    files_named_by(settings));
  intent.key = run_key("compare " + what, settings);
  intent.description = fmt::format("{} of {}", what, whole_name(options.common.file));
  intent.names = {"comparison.csv",      "comparison.json",          "data.npy",     "labels.npy",
                  "weights_initial.npy", "second_layer_initial.npy", "settings.toml"};
  if (!options.common.no_plots)
    intent.names.insert(intent.names.end(), {"comparison.svg", "comparison.png", "comparison.pdf"});
  for (const std::string& method : options.methods)
    for (const char* result : run_results) intent.names.push_back(method + "/" + result);
  intent.texts = {{"settings.toml", settings_toml(settings)}};
  return intent;
}

nlohmann::ordered_json leave(const Comparison& result, const numerics::Problem& problem,
                             const CompareArguments& options, OutputFolder& folder) {
  write_inputs(folder.staged(), problem);
  write_comparison(folder.staged(), problem, result, !options.common.no_arrays);
  const auto document = comparison_json(problem, result);
  numerics::write_file(folder.staged() / "comparison.json", document.dump(2) + "\n");
  folder.publish();
  return document;
}

int execute(CompareArguments options) {
  numerics::Settings settings = load_settings(options.common);
  settings.training.until.reset();  // methods are compared at the same steps
  if (options.methods.empty()) options.methods = compared_methods(settings);
  require_comparable(options.methods, settings, options.digits);
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
  const Comparison result = compare(problem, options.methods, options.digits, options.common.quiet);
  const auto document = leave(result, problem, options, folder);
  if (options.common.json)
    say("{}\n", document.dump(2));
  else if (!options.common.quiet)
    print_comparison(result), say("\nin {}\n", folder.path().string());
  if (!options.common.no_plots) draw(folder, problem, result, options.common);
  return exit_code_of(result.verdicts());
}

}  // namespace

Command compare_command() {
  return {.name = "compare",
          .meaning = "the same run by several methods, with their differences and error budget",
          .setup = [](OptionList& list) {
            const auto options = std::make_shared<CompareArguments>();
            add_common_options(list, options->common);
            add_training_options(list, options->common);
            add_array_option(list, options->common);
            list.push_back({.name = "--methods",
                            .target = &options->methods,
                            .meaning = "comma-separated, the first is the reference (default: "
                                       "recurrence,network,ode; no ode where there is no gradient flow)",
                            .value = "A,B,...",
                            .offered = method_names(),
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
