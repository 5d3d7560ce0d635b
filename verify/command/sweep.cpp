#include "verify/grid/sweep.hpp"

#include <fmt/format.h>
#include <omp.h>
#include <unistd.h>

#include <chrono>
#include <map>
#include <memory>

#include "numerics/files/atomic_file.hpp"
#include "verify/command/common.hpp"
#include "verify/grid/crew.hpp"
#include "verify/grid/end_values.hpp"
#include "verify/grid/grid.hpp"
#include "verify/summary.hpp"
#include "verify/verdict.hpp"

namespace featdyn::verify {
namespace {

struct Outcome {
  std::vector<Row> rows;
  long measured;
  double wall_seconds;
};

/// A field of a CSV file (RFC 4180).
std::string field(const std::string& text) {
  if (text.find_first_of(",\"\n") == text.npos) return text;
  std::string quoted;
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string{c};
  return '"' + quoted + '"';
}

std::string field(double value) {
  return std::isnan(value) ? "" : fmt::format("{:.17g}", value);
}

std::string csv(const Sweep& sweep, const Measurement& measurement, const std::vector<Row>& rows) {
  std::string text;
  for (const Sweep::Axis& axis : sweep.axes()) text += axis.key + ",";
  text += fmt::format("seed,{},status\n", fmt::join(measurement.columns, ","));
  for (std::size_t k = 0; k < rows.size(); ++k) {
    for (const std::string& value : sweep.values_at(k)) text += field(value) + ",";
    text += std::to_string(sweep.point(k).data_seed);
    for (const double value : rows[k].values) text += "," + field(value);
    text += "," + rows[k].status + "\n";
  }
  return text;
}

/// Whole or not at all, also where several processes write the same file at once.
void write_shared_file(const std::filesystem::path& path, const std::string& text) {
  const std::filesystem::path own = path.string() + "." + std::to_string(getpid());
  numerics::write_file(own, text);
  std::filesystem::rename(own, path);
}

nlohmann::ordered_json summary(const Sweep& sweep, const numerics::Settings& settings, const Outcome& outcome,
                               const std::filesystem::path& directory) {
  std::map<std::string, long> statuses;
  for (const Row& row : outcome.rows) ++statuses[row.status];
  nlohmann::ordered_json document{
      {"schema", "featdyn-sweep-1"}, {"command", "sweep"}, {"method", "recurrence"}};
  document.update(sweep.json());
  document.update({{"measured_now", outcome.measured},
                   {"status", statuses},
                   {"csv", (directory / "sweep.csv").string()},
                   {"settings", settings_json(settings)},
                   {"wall_seconds", outcome.wall_seconds},
                   {"versions", versions_json()},
                   {"repeat", fmt::format("featdyn sweep {}", (directory / "settings.toml").string())}});
  return document;
}

void print(const Sweep& sweep, const Outcome& outcome, const std::filesystem::path& directory) {
  std::map<std::string, long> statuses;
  for (const Row& row : outcome.rows) ++statuses[row.status];
  std::string ends;
  for (const auto& [status, count] : statuses) ends += fmt::format(", {} {}", count, status);
  fmt::print("sweep: {} runs{}; {} of them now, in {:.2f} s\n", sweep.count(), ends, outcome.measured,
             outcome.wall_seconds);
  fmt::print("  in {}\n", (directory / "sweep.csv").string());
}

Outcome lead(Crew& crew, const Sweep& sweep, const CommonOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  const Measurement measurement = end_values();
  const Points points = sweep.points();
  RunStore store = RunStore::open(options.directory("sweep") / "runs.sqlite");
  Ledger ledger(points, measurement, store, {.label = "sweep", .quiet = options.quiet});
  const Supply supply = ledger.supply();
  crew.lead(supply, [&] { work_through(supply, points, measurement, crew.threads(omp_get_max_threads())); });
  std::vector<Row> rows = ledger.rows();
  return {.rows = std::move(rows),
          .measured = ledger.measured(),
          .wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()};
}

int execute_leading(Crew& crew, const CommonOptions& options) {
  const numerics::Settings settings = load_settings(options);
  const Sweep sweep(settings);
  const std::filesystem::path directory = options.directory("sweep");
  make_directory(directory);
  write_shared_file(directory / "settings.toml", sweep.toml());
  const Outcome outcome = lead(crew, sweep, options);
  write_shared_file(directory / "sweep.csv", csv(sweep, end_values(), outcome.rows));
  const auto document = summary(sweep, settings, outcome, directory);
  write_shared_file(directory / "sweep.json", document.dump(2) + "\n");
  if (options.json)
    fmt::print("{}\n", document.dump(2));
  else if (!options.quiet)
    print(sweep, outcome, directory);
  return exit_code::done;
}

/// What a process does that does not lead; what stops it, the leader reports.
int execute_following(Crew& crew, const CommonOptions& options) {
  try {
    const Sweep sweep(load_settings(options));
    const Points points = sweep.points();
    work_through(crew.follow(), points, end_values(), crew.threads(omp_get_max_threads()));
    return exit_code::done;
  } catch (const std::exception& error) {
    crew.report(error.what());
    return exit_code::bad_input;
  }
}

int execute(const CommonOptions& options) {
  Crew crew;
  return crew.leads() ? execute_leading(crew, options) : execute_following(crew, options);
}

}  // namespace

Command sweep_command() {
  return {.name = "sweep",
          .meaning = "the grid of runs that [sweep] names; goes on where it was; also under mpirun -np P",
          .setup = [](CLI::App& app) {
            const auto options = std::make_shared<CommonOptions>();
            add_common_options(app, *options);
            return [options] { return execute(*options); };
          }};
}

}  // namespace featdyn::verify
