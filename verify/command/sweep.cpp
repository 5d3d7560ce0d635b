#include "verify/sweep/sweep.hpp"

#include <fmt/format.h>
#include <omp.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "verify/command/common.hpp"
#include "verify/draw/plot.hpp"
#include "verify/finding/verdict.hpp"
#include "verify/grid/grid.hpp"
#include "verify/grid/mpi_workers.hpp"
#include "verify/output/output_folder.hpp"
#include "verify/run/methods.hpp"
#include "verify/sweep/end_values.hpp"
#include "verify/sweep/sweep_files.hpp"
#include "verify/sweep/sweep_plot.hpp"
#include "verify/terminal/console.hpp"
#include "verify/terminal/interruption.hpp"

namespace featdyn::verify {
namespace {

struct SweepArguments {
  CommonOptions common;
  std::string method = "recurrence";
  std::vector<std::string> plots;  ///< the words of all --plot
  std::filesystem::path directory() const { return common.directory("sweep"); }
};

/// An option that gives a swept key would do nothing.
void require_effect(const numerics::Document& document) {
  const std::string table = "sweep.";
  for (const auto& [path, swept] : document.entries()) {
    if (!path.starts_with(table)) continue;
    const std::string key = path.substr(table.size());
    const numerics::Entry* const given = document.find(key);
    if (given != nullptr && given->origin.file.starts_with("--set "))
      throw numerics::InputError(
          given->origin, fmt::format("{}: without effect, read {} while [sweep] has {}, allowed: --set "
                                     "'{}=[...]', or none",
                                     key, shown(*given), shown(swept), path));
  }
}

numerics::Settings settings_of(const CommonOptions& options) {
  numerics::Settings settings = load_sweep(options);  // which knows --steps from --set
  require_effect(load_document(options));
  return settings;
}

void print(const Sweep& sweep, const SweepOutcome& outcome, const std::filesystem::path& directory) {
  std::map<std::string, long> statuses;
  for (const Row& row : outcome.rows) ++statuses[row.status];
  std::string ends;
  for (const auto& [status, count] : statuses) ends += fmt::format(", {} {}", count, status);
  say("sweep: {} {}{}; {} now, in {:.2f} s\n", sweep.count(), sweep.count() == 1 ? "run" : "runs", ends,
      outcome.measured, outcome.wall_seconds);
  say("  in {}\n", (directory / "sweep.csv").string());
}

SweepOutcome lead(MpiWorkers& workers, const Sweep& sweep, const Measurement& measurement,
                  const SweepArguments& options) {
  const auto start = std::chrono::steady_clock::now();
  const Points points = sweep.points();
  RunStore store = open_store(options.directory() / sweep_store_name);
  GridScheduler scheduler(points, measurement, store, {.label = "sweep", .quiet = options.common.quiet});
  const Queue queue = scheduler.queue();
  workers.lead(queue,
               [&] { work_through(queue, points, measurement, workers.threads(omp_get_max_threads())); });
  std::vector<Row> rows = scheduler.rows();
  return {.rows = std::move(rows),
          .measured = scheduler.measured(),
          .wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()};
}

Intent intent_of(const SweepArguments& options, const Sweep& sweep, const std::vector<PlotRequest>& plots) {
  Intent intent = verify::intent_of(options.common, "sweep", options.directory(), sweep.files());
  for (const PlotRequest& plot : plots)
    for (const char* extension : {".csv", ".svg", ".png", ".pdf"})
      intent.names.push_back(plot_name(plot) + extension);
  return of_sweep(std::move(intent), sweep, options.method, whole_name(options.common.file));
}

void draw(const std::vector<PlotRequest>& plots, const SweepRows& finished, const CommonOptions& common,
          OutputFolder& folder) {
  flush_output();
  for (const PlotRequest& plot : plots) {
    std::string why;
    const bool drawn = draw_sweep(plot, finished, folder.staged(), why);
    folder.publish();  // the numbers of a picture that failed, too
    const auto stem = folder.path() / plot_name(plot);
    tell_of_pictures(common, drawn ? pictures_of(stem) : std::vector<std::filesystem::path>(),
                     folder.placed(why));
  }
}

int execute_leading(MpiWorkers& workers, const SweepArguments& options) {
  const numerics::Settings settings = settings_of(options.common);
  require_method(options.method, settings);
  require_one_level(settings, "featdyn sweep");
  const Sweep sweep(settings, options.common.quiet);
  const Measurement measurement = end_values(options.method, end_columns(settings));
  std::vector<PlotRequest> plots;
  for (const auto& words : plots_of(options.plots)) plots.push_back(plot_request(words, sweep, measurement));
  if (options.common.no_plots) plots.clear();
  RunStore::require_store_or_nothing(options.directory() / sweep_store_name);
  OutputFolder folder(intent_of(options, sweep, plots), Hold::to_publish);
  on_interruption_say(runs_are_kept);
  const SweepOutcome outcome = lead(workers, sweep, measurement, options);
  const auto document = sweep_document(sweep, outcome, options.method, options.directory());
  leave_sweep(sweep, measurement, outcome.rows, document, folder);
  if (options.common.json)
    say("{}\n", document.dump(2));
  else if (!options.common.quiet)
    print(sweep, outcome, folder.path());
  draw(plots, {.sweep = sweep, .measurement = measurement, .rows = outcome.rows}, options.common, folder);
  return exit_code::done;
}

/// What a process does that does not lead; what stops it, the leader reports.
int execute_following(MpiWorkers& workers, const SweepArguments& options) {
  try {
    const numerics::Settings settings = settings_of(options.common);
    const Sweep sweep(settings);
    const Points points = sweep.points();
    work_through(workers.follow(), points, end_values(options.method, end_columns(settings)),
                 workers.threads(omp_get_max_threads()));
    return exit_code::done;
  } catch (const std::exception& error) {
    workers.report(error.what());
    return exit_code::bad_input;
  }
}

/// In "--plot x=... y=... FILE.toml" the word without "=" is the file.
void take_file_from_plot(SweepArguments& options) {
  if (!options.common.file.empty()) return;
  const auto file = std::ranges::find_if(
      options.plots, [](const std::string& word) { return word.find('=') == std::string::npos; });
  if (file == options.plots.end())
    throw numerics::InputError({"sweep"}, "FILE is required, read nothing, allowed: featdyn sweep FILE.toml");
  options.common.file = *file;
  options.plots.erase(file);
}

int execute(const SweepArguments& options) {
  MpiWorkers workers;
  return workers.leads() ? execute_leading(workers, options) : execute_following(workers, options);
}

}  // namespace

Command sweep_command() {
  return {.name = "sweep",
          .meaning = "the grid of runs that [sweep] names; goes on where it was; also under mpirun -np P",
          .setup = [](OptionList& list) {
            const auto options = std::make_shared<SweepArguments>();
            add_common_options(list, options->common);
            add_training_options(list, options->common);
            option(list, "FILE").required = false;  // --plot may have taken it
            list.push_back({.name = "--plot",
                            .target = &options->plots,
                            .meaning = "lines with bands over the seeds; with z=NAME a heat map; a NAME is a "
                                       "swept key or a column; repeatable",
                            .value = "x=NAME y=NAME [z=NAME]",
                            .words = 4});
            list.push_back({.name = "--method",
                            .target = &options->method,
                            .meaning = "recurrence, ode, network, network-mc or decomposition (recurrence)",
                            .value = "M",
                            .offered = method_names()});
            return [options] {
              take_file_from_plot(*options);
              return execute(*options);
            };
          }};
}

}  // namespace featdyn::verify
