#include "paper-figs/figure/figures_command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "numerics/files/atomic_file.hpp"
#include "numerics/settings/suggestion.hpp"
#include "paper-figs/figure/drawn_digits.hpp"
#include "paper-figs/figure/figure_build.hpp"
#include "paper-figs/figure/gallery.hpp"
#include "verify/finding/verdict.hpp"
#include "verify/judgement/theorem_order.hpp"
#include "verify/report/theorem_pictures.hpp"
#include "verify/terminal/console.hpp"
#include "verify/terminal/interruption.hpp"
#include "verify/terminal/progress_bar.hpp"
#include "verify/threads.hpp"

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

const FigureSpec& find_spec(const std::string& name) {
  const auto found =
      std::ranges::find(figure_specs(), name, [](const FigureSpec& spec) { return std::string(spec.name); });
  if (found != figure_specs().end()) return *found;
  std::vector<std::string> known;
  for (const FigureSpec& spec : figure_specs()) known.emplace_back(spec.name);
  numerics::refuse_name({"figures"}, "unknown figure", name, known);
}

std::vector<FigureSpec> chosen(const Options& options) {
  std::vector<FigureSpec> result;
  for (const std::string& name : options.names) result.push_back(find_spec(name));
  return result.empty() ? figure_specs() : result;
}

/// Whether a figure needs the digits of --mnist.
bool shows_digits(const FigureSpec& spec) {
  const std::string name = spec.name;
  return name.find("mnist") != name.npos || name == "three-digits";
}

/// The command that makes one figure again.
std::string repeat(const FigureSpec& spec, const Options& options) {
  std::string command = fmt::format("featdyn figures {} --scale {}", spec.name, options.scale);
  for (const std::string& change : options.common.overrides) command += fmt::format(" --set '{}'", change);
  if (options.common.seed) command += fmt::format(" --seed {}", *options.common.seed);
  if (!options.mnist.empty() && shows_digits(spec)) command += " --mnist DIR";
  if (const auto& style = verify::wanted_style()) command += " --style " + *style;
  return command;
}

std::string status_text(const FigureResult& result) {
  if (!result.why.empty()) return "computed, not drawn";
  if (result.computed > 0) return result.drawn ? "computed and drawn" : "computed";
  return result.drawn ? "drawn again" : "up to date";
}

/// Where the digits come from, when they are not MNIST's.
void tell_of_digits(const Options& options, const std::vector<FigureSpec>& figures) {
  if (!options.mnist.empty() || options.common.quiet || std::ranges::none_of(figures, shows_digits)) return;
  verify::warn(
      "digits drawn by the program stand in for MNIST: for real ones download {}.gz and {}.gz from {} and "
      "name their folder with --mnist",
      mnist_images, mnist_labels, mnist_source);
}

void leave_digits(verify::OutputFolder& folder) {
  write_drawn_digits(folder.staged() / drawn_folder);
  folder.publish();
}

ordered_json make_one(const FigureSpec& spec, const Options& options, const FigureBuild& build) {
  const std::filesystem::path& directory = build.folder.path();
  bool has_digits = false;
  const FigureResult result = make(spec,
                                   {.scale = options.scale == "full" ? Scale::full : Scale::quick,
                                    .overrides = options.common.overrides,
                                    .seed = options.common.seed,
                                    .mnist = options.mnist,
                                    .directory = directory,
                                    .leave_digits =
                                        [&] {
                                          if (!std::exchange(has_digits, true)) leave_digits(build.folder);
                                        }},
                                   build, repeat(spec, options));
  const std::string stem = (directory / spec.name).string();
  if (!result.why.empty()) verify::warn("{}", build.folder.placed(result.why));
  if (!options.common.json && !options.common.quiet) {
    verify::say("{:<24} {:<20} {}\n", spec.name, status_text(result),
                stem + (result.why.empty() ? ".svg, .png, .pdf" : ".json"));
    verify::flush_output();
  }
  return {{"name", spec.name}, {"stem", stem}, {"computed", result.computed}, {"drawn", result.drawn}};
}

/// A figure's files are made again wherever they are not what they should be.
verify::Intent intent_of(const Options& options, const std::vector<FigureSpec>& figures) {
  std::vector<std::filesystem::path> inputs;
  if (!options.mnist.empty())
    for (const char* name : {mnist_images, mnist_labels})
      for (const char* ending : {".gz", ""}) inputs.push_back(options.mnist / (std::string(name) + ending));
  verify::Intent intent =
      verify::intent_of(options.common, "figures", options.directory(), std::move(inputs));
  intent.description = "figures";
  intent.names = {"index.html"};
  for (const FigureSpec& spec : figures)
    for (std::string& name : names_of(spec)) intent.names.push_back(std::move(name));
  for (const char* name : {mnist_images, mnist_labels})
    intent.names.push_back((std::filesystem::path(drawn_folder) / name).string());
  intent.repairs = true;
  return intent;
}

/// A theorem file whose [figure] is asked for. Throws InputError where it is none, or has none.
verify::TheoremOrder order_of(const std::string& file, const Options& options) {
  if (!verify::is_theorem_file(file))
    throw numerics::InputError({"figures", 1},
                               fmt::format("figures of the program beside theorem files, read {}, "
                                           "allowed: the one or the others",
                                           file));
  verify::TheoremOrder order{
      .word = file,
      .preparation = {.overrides = options.common.overrides, .seed = options.common.seed},
      .options = "",
      .scale = verify::theorem_scale(options.scale == "full"),
      .quiet = options.common.quiet};
  if (verify::read_prepared(order).theorem.figures.empty())
    throw numerics::InputError({file, 1},
                               "no figure, read no [figure], allowed: heat over x and y, or curves over x");
  return order;
}

/// Draws the [figure] of a theorem file into the folder, and says so.
ordered_json draw(const verify::TheoremOrder& order, verify::RunStore& store, const Options& options,
                  verify::OutputFolder& folder) {
  const verify::Prepared prepared = verify::read_prepared(order);
  const std::string& id = prepared.theorem.id;
  const std::string stem = id + "-figure";
  std::string why;
  const auto pictures = verify::draw_theorem_figures(
      prepared.theorem, {.store = store, .scale = order.scale, .quiet = order.quiet, .fixed = prepared.fixed},
      folder.staged() / stem, !options.common.no_plots, why);
  folder.publish();
  if (!why.empty()) verify::warn("{}", folder.placed(why));
  const bool drawn = !pictures.empty() && !pictures.front().svg.empty();
  const std::string place = (folder.path() / stem).string();
  if (!options.common.json && !options.common.quiet)
    verify::say("{:<24} {:<20} {}\n", id, drawn ? "computed and drawn" : "computed",
                place + (drawn ? ".svg, .png, .csv" : ".csv"));
  return {{"name", id}, {"stem", place}, {"drawn", drawn}};
}

/// The [figure] of theorem files.
int execute_theorems(const Options& options) {
  std::vector<verify::TheoremOrder> orders;
  verify::Intent intent = verify::intent_of(options.common, "figures", options.directory(), {});
  intent.description = "figures";
  intent.repairs = true;
  for (const std::string& file : options.names) {
    orders.push_back(order_of(file, options));
    intent.inputs.emplace_back(file);
    for (const char* end : {".csv", ".svg", ".png", ".pdf"})
      intent.names.push_back(verify::read_prepared(orders.back()).theorem.id + "-figure" + end);
  }
  verify::use_threads(options.common.threads);
  const std::filesystem::path store_file = options.directory() / "runs.sqlite";
  verify::RunStore::require_store_or_nothing(store_file);
  verify::OutputFolder folder(intent, verify::Hold::to_publish);
  verify::RunStore store = verify::open_store(store_file);
  verify::on_interruption_say(verify::runs_are_kept);
  ordered_json document{{"figures", ordered_json::array()}};
  for (const verify::TheoremOrder& order : orders)
    document["figures"].push_back(draw(order, store, options, folder));
  if (options.common.json) verify::say("{}\n", document.dump(2));
  return verify::exit_code::done;
}

int execute(Options options) {
  if (std::ranges::any_of(options.names, verify::is_theorem_file)) return execute_theorems(options);
  const std::vector<FigureSpec> figures = chosen(options);
  if (options.common.steps) options.common.overrides.push_back("training.steps=" + *options.common.steps);
  verify::use_threads(options.common.threads);
  const std::filesystem::path store_file = options.directory() / "runs.sqlite";
  verify::RunStore::require_store_or_nothing(store_file);
  verify::OutputFolder folder(intent_of(options, figures), verify::Hold::to_publish);
  verify::RunStore store = verify::open_store(store_file);
  verify::on_interruption_say(verify::runs_are_kept);
  FigureBuild build{
      .folder = folder, .store = store, .quiet = options.common.quiet, .plots = !options.common.no_plots};
  verify::Parts parts("figures", figures.size(), options.common.quiet);
  tell_of_digits(options, figures);
  ordered_json document;
  for (const FigureSpec& spec : figures) {
    build.label = parts.begin(spec.name);
    document["figures"].push_back(make_one(spec, options, build));
    numerics::write_file(folder.staged() / "index.html", gallery(folder.path()));
    folder.publish();
  }
  document["gallery"] = (folder.path() / "index.html").string();
  if (options.common.json)
    verify::say("{}\n", document.dump(2));
  else if (!options.common.quiet)
    verify::say("gallery: {}\n", document["gallery"].get<std::string>());
  return verify::exit_code::done;
}

}  // namespace

verify::Command figures_command() {
  return {.name = "figures",
          .meaning = "the paper's figures and ours, with their data",
          .setup = [](verify::OptionList& list) {
            const auto options = std::make_shared<Options>();
            list.push_back({.name = "NAME",
                            .target = &options->names,
                            .meaning =
                                "which figures (featdyn list figures), or theorem files with a [figure]; all "
                                "the program's without a name"});
            list.push_back({.name = "--scale",
                            .target = &options->scale,
                            .meaning = "quick (minutes) or full (the paper's sizes, hours)",
                            .value = "S",
                            .among = {"quick", "full"}});
            list.push_back({.name = "--mnist",
                            .target = &options->mnist,
                            .meaning = "folder of t10k-images-idx3-ubyte.gz and t10k-labels-idx1-ubyte.gz",
                            .value = "DIR"});
            verify::add_options(list, options->common);
            verify::add_training_options(list, options->common);
            return [options] { return execute(*options); };
          }};
}

}  // namespace featdyn::figures
