#include "paper-figs/figures_command.hpp"

#include <fmt/format.h>
#include <omp.h>

#include <algorithm>
#include <memory>

#include "paper-figs/drawn_digits.hpp"
#include "paper-figs/gallery.hpp"
#include "paper-figs/workshop.hpp"
#include "verify/interruption.hpp"
#include "verify/verdict.hpp"

namespace featdyn::figures {
namespace {

using nlohmann::ordered_json;

struct Options {
  verify::CommonOptions common;
  std::vector<std::string> names;
  std::string scale = "quick";
  std::filesystem::path mnist;

  std::filesystem::path directory() const { return common.out.empty() ? "figures" : common.out; }
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

std::vector<FigureRecipe> chosen(const Options& options) {
  std::vector<FigureRecipe> result;
  for (const std::string& name : options.names) result.push_back(find_recipe(name));
  return result.empty() ? recipes() : result;
}

/// Whether a figure needs the digits of --mnist.
bool shows_digits(const FigureRecipe& recipe) {
  const std::string name = recipe.name;
  return name.find("mnist") != name.npos || name == "three-digits";
}

/// The command that makes one figure again.
std::string repeat(const FigureRecipe& recipe, const Options& options) {
  std::string command = fmt::format("featdyn figures {} --scale {}", recipe.name, options.scale);
  for (const std::string& change : options.common.overrides) command += fmt::format(" --set '{}'", change);
  if (options.common.seed) command += fmt::format(" --seed {}", *options.common.seed);
  if (!options.mnist.empty() && shows_digits(recipe)) command += " --mnist DIR";
  return command;
}

std::string told(const Made& made) {
  if (!made.why.empty()) return "computed, not drawn";
  if (made.computed > 0) return made.drawn ? "computed and drawn" : "computed";
  return made.drawn ? "drawn again" : "up to date";
}

/// Where the digits come from, when they are not MNIST's.
void tell_of_digits(const Options& options, const std::vector<FigureRecipe>& figures) {
  if (!options.mnist.empty() || options.common.quiet || std::ranges::none_of(figures, shows_digits)) return;
  fmt::print(stderr,
             "featdyn: digits drawn by the program stand in for MNIST: for real ones download {}.gz and "
             "{}.gz from {} "
             "and name their folder with --mnist\n",
             mnist_images, mnist_labels, mnist_source);
}

ordered_json make_one(const FigureRecipe& recipe, const Options& options, const Workshop& workshop) {
  const Made made = make(recipe,
                         {.scale = options.scale == "full" ? Scale::full : Scale::quick,
                          .overrides = options.common.overrides,
                          .seed = options.common.seed,
                          .mnist = options.mnist,
                          .directory = workshop.directory},
                         workshop, repeat(recipe, options));
  const std::string stem = (workshop.directory / recipe.name).string();
  if (!made.why.empty()) fmt::print(stderr, "featdyn: {}\n", made.why);
  if (!options.common.json && !options.common.quiet) {
    fmt::print("{:<24} {:<20} {}\n", recipe.name, told(made), stem + (made.why.empty() ? ".svg" : ".json"));
    std::fflush(stdout);
  }
  return {{"name", recipe.name}, {"stem", stem}, {"computed", made.computed}, {"drawn", made.drawn}};
}

int execute(const Options& options) {
  const std::vector<FigureRecipe> figures = chosen(options);
  if (options.common.threads) omp_set_num_threads(*options.common.threads);
  verify::make_directory(options.directory());
  verify::RunStore store = verify::RunStore::open(options.directory() / "runs.sqlite");
  verify::on_interruption_say(verify::runs_are_kept);
  const Workshop workshop{.directory = options.directory(),
                          .store = store,
                          .quiet = options.common.quiet,
                          .plots = !options.common.no_plots};
  tell_of_digits(options, figures);
  ordered_json document;
  for (const FigureRecipe& recipe : figures) {
    document["figures"].push_back(make_one(recipe, options, workshop));
    write_gallery(options.directory());
  }
  document["gallery"] = (options.directory() / "index.html").string();
  if (options.common.json)
    fmt::print("{}\n", document.dump(2));
  else if (!options.common.quiet)
    fmt::print("gallery: {}\n", document["gallery"].get<std::string>());
  return verify::exit_code::done;
}

}  // namespace

verify::Command figures_command() {
  return {.name = "figures",
          .meaning = "the paper's figures and ours, with their data",
          .setup = [](CLI::App& app) {
            const auto options = std::make_shared<Options>();
            app.add_option("NAME", options->names,
                           "which figures (featdyn list figures); all without a name");
            app.add_option("--scale", options->scale, "quick or full")
                ->check(CLI::IsMember({"quick", "full"}))
                ->capture_default_str();
            app.add_option("--mnist", options->mnist,
                           "folder of t10k-images-idx3-ubyte.gz and t10k-labels-idx1-ubyte.gz");
            verify::add_options(app, options->common);
            return [options] { return execute(*options); };
          }};
}

}  // namespace featdyn::figures
