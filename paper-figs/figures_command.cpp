#include <fmt/format.h>
#include <omp.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "paper-figs/figure.hpp"
#include "verify/verdict.hpp"

namespace featdyn::figures {
namespace {

struct Options {
  verify::CommonOptions common;
  std::vector<std::string> names;
  std::string scale = "quick";
};

const FigureRecipe& find_recipe(const std::string& name) {
  const auto found =
      std::ranges::find(recipes(), name, [](const FigureRecipe& recipe) { return std::string(recipe.name); });
  if (found != recipes().end()) return *found;
  std::string known;
  for (const FigureRecipe& recipe : recipes())
    known += (known.empty() ? "" : ", ") + std::string(recipe.name);
  throw numerics::InputError({"figures", 1},
                             fmt::format("unknown figure, read {}, allowed: {}", name, known));
}

int execute(const Options& options) {
  if (!options.common.overrides.empty() || options.common.seed)
    throw numerics::InputError(
        {"figures", 1},
        "a figure has its own setting and seeds, read --set or --seed, allowed: run or compare with them");
  std::vector<FigureRecipe> chosen;
  for (const std::string& name : options.names) chosen.push_back(find_recipe(name));
  if (chosen.empty()) chosen = recipes();
  if (options.common.threads) omp_set_num_threads(*options.common.threads);
  const std::filesystem::path directory =
      options.common.out.empty() ? std::filesystem::path("figures") : options.common.out;
  verify::make_directory(directory);
  nlohmann::ordered_json document;
  for (const FigureRecipe& recipe : chosen) {
    const std::string why =
        recipe.draw({.scale = options.scale == "full" ? Scale::full : Scale::quick,
                     .directory = directory,
                     .command = fmt::format("featdyn figures {} --scale {}", recipe.name, options.scale)});
    if (!why.empty()) fmt::print(stderr, "featdyn: {}\n", why);
    document["figures"].push_back(
        {{"name", recipe.name}, {"stem", (directory / recipe.name).string()}, {"drawn", why.empty()}});
    if (!options.common.json && !options.common.quiet)
      fmt::print("{}: {}\n", recipe.name,
                 (directory / recipe.name).string() + (why.empty() ? ".{svg,png,pdf}" : ".json"));
  }
  if (options.common.json) fmt::print("{}\n", document.dump(2));
  return verify::exit_code::done;
}

}  // namespace

const std::vector<FigureRecipe>& recipes() {
  static const std::vector<FigureRecipe> all{
      {"figure-2", "the paper's Figure 2: overlaps against step, low and high SNR, denoiser and classifier",
       &draw_figure_2}};
  return all;
}

verify::Command figures_command() {
  return {.name = "figures", .meaning = "the paper's figures, with their data", .setup = [](CLI::App& app) {
            const auto options = std::make_shared<Options>();
            app.add_option("NAME", options->names,
                           "which figures (featdyn list figures); all without a name");
            app.add_option("--scale", options->scale, "quick or full")
                ->check(CLI::IsMember({"quick", "full"}))
                ->capture_default_str();
            verify::add_options(app, options->common);
            return [options] { return execute(*options); };
          }};
}

}  // namespace featdyn::figures
