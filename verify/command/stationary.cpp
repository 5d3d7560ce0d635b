#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "numerics/files/atomic_file.hpp"
#include "verify/command/common.hpp"
#include "verify/finding/verdict.hpp"
#include "verify/grid/run_key.hpp"
#include "verify/output/output_folder.hpp"
#include "verify/points/branches_json.hpp"
#include "verify/run/methods.hpp"
#include "verify/run/summary.hpp"
#include "verify/terminal/console.hpp"

namespace featdyn::verify {
namespace {

struct StationaryArguments {
  CommonOptions common;
  BranchSearch search;
};

std::string stability(const Branch& branch) {
  if (!branch.converged()) return "not stationary: Newton's method did not converge";
  if (!branch.spectrum) return "not computed (Hessian too large)";
  const std::string flat =
      branch.spectrum->zero > branch.spectrum->rotations
          ? fmt::format(", {} flat directions besides", branch.spectrum->zero - branch.spectrum->rotations)
          : "";
  if (branch.spectrum->unstable == 0) return "stable" + flat;
  return fmt::format("saddle, {} unstable directions{}", branch.spectrum->unstable, flat);
}

void print(const std::vector<Branch>& branches) {
  say("{:<20} {:>10} {:>13} {:>10} {:>8}  {:<19} {:<11} {}\n", "branch", "ratio", "loss", "residual",
      "reached", "neurons", "existence", "kind");
  for (const Branch& branch : branches)
    say("{:<20} {:>10.6f} {:>13.8g} {:>10.1e} {:>8}  {:<19} {:<11} {}\n", branch.kind, branch.ratio,
        branch.loss, branch.residual, branch.reached, name(branch.branching),
        certified(branch) ? "certified" : "-", stability(branch));
  for (const Branch& branch : branches)
    if (certified(branch)) {
      const auto [low, high] = ratio_interval(branch);
      say("{}: certified, exactly one in a box of half width {:.1e}; ratio in [{:.15g}, {:.15g}]\n",
          branch.kind, branch.existence->radius, low, high);
    }
}

/// What print() shows; each column once.
const char* const columns =
    "What it prints, a line for each point, the lowest loss first:\n"
    "  branch     simplex, equal, equal in span: all neurons see the data alike, and their parts off the\n"
    "             data cancel (as the corners of a simplex do), are equal, or are 0; trained: any other\n"
    "  ratio      mean |overlap| with the signals over that with the noise patches\n"
    "  loss       the expected loss, 0 for weights 0\n"
    "  residual   the norm of the gradient that Newton's method has left\n"
    "  reached    how many of the training runs (further seeds, and flipped signs) ended there\n"
    "  neurons    symmetric: all have positive mean overlaps with signals and noise; else how many not\n"
    "  existence  certified: intervals prove that there is exactly one point in a box about it\n"
    "  kind       stable, or a saddle, by the eigenvalues of the Hessian in R^d; flat directions besides\n"
    "             those of rotations, which leave the loss as it is\n"
    "Exit code 2: no point was found, or one keeps a residual above rounding.";

Intent intent_of(const StationaryArguments& options, const numerics::Settings& settings) {
  Intent intent =
      verify::intent_of(options.common, "stationary", options.common.out, files_named_by(settings));
  intent.key = run_key(fmt::format("stationary starts {}", options.search.starts), settings);
  intent.description = whole_name(options.common.file);
  intent.names = {"stationary.json"};
  return intent;
}

int execute(const StationaryArguments& options) {
  const numerics::Settings settings = load_settings(options.common);
  require_one_network(settings, "featdyn stationary");
  require_stationary(settings);
  const bool leaves = !options.common.out.empty();
  const Intent intent = intent_of(options, settings);
  if (leaves) require_permission(intent);
  const numerics::Problem problem = numerics::make_problem(settings);
  require_noise_patches(problem);
  std::optional<OutputFolder> folder;
  if (leaves) folder.emplace(intent);
  BranchSearch search = options.search;
  search.quiet = options.common.quiet;
  const auto branches = find_branches(problem, search);
  nlohmann::ordered_json document{{"schema", "featdyn-stationary-1"},
                                  {"scales", scales_json(problem)},
                                  {"points", nlohmann::ordered_json::array()},
                                  {"settings", settings_json(settings)},
                                  {"versions", versions_json()}};
  for (const Branch& branch : branches) document["points"].push_back(branch_json(branch));
  if (folder) {
    numerics::write_file(folder->staged() / intent.names[0], document.dump(2) + "\n");
    folder->publish();
  }
  if (options.common.json)
    say("{}\n", document.dump(2));
  else if (!options.common.quiet)
    print(branches);
  const bool all = std::ranges::all_of(branches, [](const Branch& branch) { return branch.converged(); });
  if (all && !branches.empty()) return exit_code::done;
  warn("{}", branches.empty() ? "no stationary point was found"
                              : "some points keep a residual above rounding: training had not come near "
                                "enough to them; choose more training.steps");
  return exit_code::undecided;
}

}  // namespace

Command stationary_command() {
  return {.name = "stationary",
          .meaning = "stationary points, their ratio, certified existence, and their stability",
          .footer = columns,
          .setup = [](OptionList& list) {
            const auto options = std::make_shared<StationaryArguments>();
            add_common_options(list, options->common, use::all & ~use::plots);
            add_training_options(list, options->common);
            list.push_back(
                {.name = "--starts",
                 .target = &options->search.starts,
                 .meaning = fmt::format("training runs from further seeds and from flipped signs, each ({})",
                                        options->search.starts),
                 .value = "N",
                 .range = {{1, 10000}}});
            return [options] { return execute(*options); };
          }};
}

}  // namespace featdyn::verify
