#include <sqlite3.h>
#include <sys/resource.h>

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <csignal>
#include <limits>
#include <thread>

#include "numerics/extensions.hpp"
#include "numerics/files/atomic_file.hpp"
#include "numerics/flow/flow.hpp"
#include "numerics/methods/recurrence.hpp"
#include "tests/bytes.hpp"
#include "tests/problems.hpp"
#include "tests/refusal.hpp"
#include "verify/compare/series.hpp"
#include "verify/grid/grid.hpp"
#include "verify/grid/run_key.hpp"
#include "verify/sweep/end_values.hpp"

using namespace featdyn;
using namespace featdyn::testing;
using verify::Measurement;
using verify::Row;
using verify::RunStore;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

Measurement counted(std::atomic<int>& runs) {
  return {.name = "first patch", .columns = {"entry"}, .measure = [&runs](const numerics::Problem& problem) {
            ++runs;
            return Row{.status = "finished", .values = {problem.data.patches(2, 0)}};
          }};
}

std::string key(const Overrides& overrides) {
  std::atomic<int> runs = 0;
  return verify::run_key(counted(runs).work(), settings(overrides));
}

std::vector<numerics::Settings> points(int count) {
  std::vector<numerics::Settings> result;
  for (int seed = 0; seed < count; ++seed)
    result.push_back(verify::vary(settings(), {}, static_cast<std::uint64_t>(seed)));
  return result;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(verify_grid, TemporaryFolder)

BOOST_AUTO_TEST_CASE(a_key_tells_values_apart_and_ways_to_write_them_not) {
  BOOST_TEST(key({}).size() == 64);
  BOOST_TEST(key({"data.signal_norm=15e-1", "network.activation=[0,0.0, 1.00]"}) == key({}));
  const std::vector<std::string> others{
      "data.signal_norm=1.6",       "data.seed=3",       "init.seed=3",          "network.width=4",
      "network.activation=[0,0,2]", "training.steps=41", "diffusion.target=data"};
  for (const std::string& other : others) BOOST_TEST(key({other}) != key({}), other);
  std::atomic<int> runs = 0;
  Measurement measurement = counted(runs);
  const std::string first = verify::run_key(measurement.work(), settings());
  measurement.version = 2;
  BOOST_TEST(verify::run_key(measurement.work(), settings()) != first);
}

BOOST_AUTO_TEST_CASE(a_key_tells_versions_of_extensions_apart_and_from_none) {
  const std::string plain = key({});
  std::vector<std::string> keys;
  for (const char* version : {"1", "2"}) {
    numerics::set_extensions({.version = version, .data_models = {}, .contents = {}});
    keys.push_back(key({}));
  }
  numerics::set_extensions({});
  BOOST_TEST(keys[0] != keys[1]);
  BOOST_TEST(keys[0] != plain);
  BOOST_TEST(key({}) == plain);
}

BOOST_AUTO_TEST_CASE(a_key_knows_files_by_their_content) {
  const auto with_patches = [&](const std::string& file, double entry) {
    numerics::write_file(*this / file, npy("<f8", "(2, 2, 4)", bytes_of(std::vector<double>(16, entry))));
    const std::string text =
        "[data]\nmodel = \"file\"\npatches = '" + file +
        "'\n[network]\nobjective = \"diffusion\"\nwidth = 2\nactivation = [0, 1]\n"
        "[diffusion]\ntime = 1\n[init]\nstd = 1\n[training]\nlearning_rate = 1\nsteps = 1\n";
    std::atomic<int> runs = 0;
    return verify::run_key(counted(runs).work(),
                           numerics::read_settings(numerics::Document::from_text(text, "t.toml", path())));
  };
  const std::string first = with_patches("a \"b\\ c.npy", 0.5 / 2);
  BOOST_TEST(with_patches("b.npy", 0.25) == first);
  BOOST_TEST(with_patches("b.npy", 0.5) != first);
}

BOOST_AUTO_TEST_CASE(rows_come_back_bit_by_bit_after_the_store_was_closed) {
  const Row row{.status = "diverged",
                .values = {0.1, -0.0, 1e-310, -std::numeric_limits<double>::infinity(), 4.0 / 3}};
  {
    RunStore store = RunStore::open(*this / "runs.sqlite");
    store.remember("a", row);
    store.remember("b", {.status = "finished", .values = {none}});
    store.remember("c", {.status = "failed", .values = {}});
  }
  const RunStore store = RunStore::open(*this / "runs.sqlite");
  BOOST_TEST((store.find("a") == row));
  BOOST_TEST(std::signbit(store.find("a")->values[1]));
  BOOST_TEST(std::isnan(store.find("b")->values.at(0)));
  BOOST_TEST(store.find("c")->values.empty());
  BOOST_TEST(!store.find("d"));
}

BOOST_AUTO_TEST_CASE(many_connections_to_one_new_file_lose_nothing) {
  std::vector<std::jthread> threads;
  std::atomic<int> errors = 0;
  for (int writer = 0; writer < 8; ++writer)
    threads.emplace_back([&, writer] {
      try {
        RunStore store = RunStore::open(*this / "runs.sqlite");
        for (int k = 0; k < 10; ++k) {
          store.remember("same", {.status = "finished", .values = {1}});
          store.remember(std::to_string(10 * writer + k), {.status = "finished", .values = {1.0 * k}});
        }
      } catch (const std::exception& error) {
        ++errors;
      }
    });
  threads.clear();
  BOOST_TEST(errors == 0);
  const RunStore store = RunStore::open(*this / "runs.sqlite");
  for (int k = 0; k < 80; ++k) BOOST_TEST(store.find(std::to_string(k)).has_value());
}

/// The limit on the size of files stands for the full disk.
BOOST_AUTO_TEST_CASE(a_full_disk_is_one_clear_error_and_loses_nothing) {
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  int stored = 0;
  std::string message;
  {
    RunStore store = RunStore::open(*this / "runs.sqlite");
    const rlimit small{.rlim_cur = 200'000, .rlim_max = before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    message = refusal([&] {
      for (; stored < 1000; ++stored)
        store.remember(std::to_string(stored), {.status = "finished", .values = std::vector(50, 1.0 / 3)});
    });
    setrlimit(RLIMIT_FSIZE, &before);
  }
  std::signal(SIGXFSZ, handler);
  BOOST_TEST(contains(message, "runs.sqlite:1: the store of finished runs failed, read '"), message);
  BOOST_TEST(stored > 0);
  BOOST_TEST(stored < 1000);
  const RunStore store = RunStore::open(*this / "runs.sqlite");
  for (int k = 0; k < stored; ++k) BOOST_TEST(store.find(std::to_string(k)).has_value());
}

BOOST_AUTO_TEST_CASE(what_is_no_store_is_refused) {
  numerics::write_file(*this / "text", std::string(5000, 'x'));
  const std::string message = refusal([&] { RunStore::open(*this / "text"); });
  BOOST_TEST(
      contains(message, "text:1: the store of finished runs is damaged, read 'file is not a database'"),
      message);
  BOOST_TEST(numerics::read_file(*this / "text") == std::string(5000, 'x'));
  BOOST_TEST(contains(refusal([&] { RunStore::open(path() / "no/folder"); }), "No such file or directory"));
}

/// Somebody's own database is none of ours, and stays as it is.
BOOST_AUTO_TEST_CASE(another_database_is_refused_and_left) {
  sqlite3* database = nullptr;
  sqlite3_open((*this / "runs.sqlite").c_str(), &database);
  sqlite3_exec(database, "CREATE TABLE mine(x); INSERT INTO mine VALUES(1)", nullptr, nullptr, nullptr);
  sqlite3_close(database);
  const std::string before = numerics::read_file(*this / "runs.sqlite");
  const std::string message = refusal([&] { RunStore::open(*this / "runs.sqlite"); });
  BOOST_TEST(contains(message, "runs.sqlite:1: no store of this version's runs, read another database"),
             message);
  BOOST_TEST(numerics::read_file(*this / "runs.sqlite") == before);
  numerics::write_file(*this / "empty", "");
  BOOST_TEST(contains(refusal([&] { RunStore::open(*this / "empty"); }), "empty:1: "));
  BOOST_TEST(std::filesystem::file_size(*this / "empty") == 0U);
}

/// Any bit of a store: the row comes back as it was, or not at all, or the store is refused.
BOOST_AUTO_TEST_CASE(a_flipped_bit_never_becomes_a_row) {
  const Row row{.status = "finished", .values = {0.1, 2e7, 1 / 3.0}};
  {
    RunStore store = RunStore::open(*this / "runs.sqlite");
    for (const char* key : {"a", "b", "c"}) store.remember(key, row);
  }
  const std::string whole = numerics::read_file(*this / "runs.sqlite");
  const std::size_t page = whole.rfind("finished") / 4096 * 4096;
  int kept = 0, lost = 0, refused = 0;
  for (std::size_t byte = 0; byte < whole.size(); ++byte) {
    const bool is_row = byte >= page && byte < page + 4096 && whole[byte] != 0;
    if (!is_row && byte % 97 != 0) continue;
    std::string flipped = whole;
    flipped[byte] = static_cast<char>(flipped[byte] ^ (1U << byte % 8));
    numerics::write_file(*this / "flipped.sqlite", flipped);
    try {
      const auto found = RunStore::open(*this / "flipped.sqlite").find("b");
      BOOST_TEST((!found || *found == row), byte);
      ++(found ? kept : lost);
    } catch (const numerics::InputError&) {
      ++refused;
    }
    for (const char* end : {"-wal", "-shm", "-journal"})
      std::filesystem::remove((*this / "flipped.sqlite").string() + end);
  }
  BOOST_TEST(kept > 0);
  BOOST_TEST(lost > 20);
}

BOOST_AUTO_TEST_CASE(a_grid_measures_what_it_does_not_know_in_the_order_of_the_points) {
  std::atomic<int> runs = 0;
  RunStore store = RunStore::open(*this / "runs.sqlite");
  const auto few = verify::run_grid(points(3), counted(runs), store, {.label = "", .quiet = true});
  BOOST_TEST(runs == 3);
  const auto more = verify::run_grid(points(5), counted(runs), store, {.label = "", .quiet = true});
  BOOST_TEST(runs == 5);
  for (std::size_t k = 0; k < more.size(); ++k)
    BOOST_TEST(more[k].values[0] == numerics::make_problem(points(5)[k]).data.patches(2, 0));
  BOOST_TEST((std::vector(more.begin(), more.begin() + 3) == few));
}

BOOST_AUTO_TEST_CASE(a_remembered_row_without_its_numbers_is_measured_again) {
  std::atomic<int> runs = 0;
  RunStore store = RunStore::in_memory();
  const auto whole = verify::run_grid(points(1), counted(runs), store, {.label = "", .quiet = true});
  store.remember(verify::run_key(counted(runs).work(), points(1).front()),
                 {.status = "finished", .values = {}});
  const auto again = verify::run_grid(points(1), counted(runs), store, {.label = "", .quiet = true});
  BOOST_TEST(runs == 2);
  BOOST_TEST(again.front().values == whole.front().values);
}

BOOST_AUTO_TEST_CASE(the_first_error_of_a_grid_reaches_the_caller) {
  Measurement measurement{.name = "fails", .columns = {}, .measure = [](const numerics::Problem&) -> Row {
                            throw std::runtime_error("no measurement");
                          }};
  RunStore store = RunStore::in_memory();
  const std::string message = refusal([&] { verify::run_grid(points(4), measurement, store, {}); });
  BOOST_TEST(message == "no measurement");
}

/// From the overlaps of every step, in long double.
long first_growth(const verify::RunSeries& run, const numerics::Selection& selection, bool signal) {
  for (std::size_t k = 0; k < run.A.size(); ++k) {
    long double growth = 0, square = 0, entries = 0;
    for (const auto& [patch, first, neurons, is_signal] : selection.columns)
      for (numerics::Index r = first; is_signal == signal && r < first + neurons; ++r, ++entries) {
        growth += std::abs(run.A[k](r, patch) - run.A[0](r, patch));
        square += run.A[0](r, patch) * run.A[0](r, patch);
      }
    if (growth / entries >= std::sqrt(square / entries)) return static_cast<long>(k);
  }
  return -1;
}

BOOST_AUTO_TEST_CASE(end_values_are_the_last_record_and_the_first_growth_of_any_step) {
  const Measurement measurement = verify::end_values("recurrence");
  for (const auto& [objective, rate] : {std::pair{"diffusion", 0.1}, std::pair{"classification", 1.0}}) {
    const Overrides overrides{std::string("network.objective=") + objective,
                              "training.learning_rate=" + std::to_string(rate)};
    Overrides every = overrides;
    every.emplace_back("training.record_every=1");
    const numerics::Problem recorded = problem(every);
    numerics::Recurrence<double> recurrence(recorded, numerics::initial_state<double>(recorded), rate);
    const auto run = verify::collect("recurrence", recurrence, recorded);
    const auto selection = numerics::select_overlaps(recorded);
    for (const char* method : {"recurrence", "network"}) {
      const Row row = verify::end_values(method).measure(problem(overrides));
      BOOST_TEST(row.status == "finished");
      BOOST_TEST(row.values[measurement.index("step")] == 40);
      BOOST_TEST(row.values[measurement.index("loss")] == run.records.back().loss,
                 boost::test_tools::tolerance(1e-12));
      BOOST_TEST(row.values[measurement.index("t_signal")] == first_growth(run, selection, true));
      BOOST_TEST(row.values[measurement.index("t_noise")] == first_growth(run, selection, false));
    }
  }
}

BOOST_AUTO_TEST_CASE(end_values_of_the_flow_are_its_last_record_and_stages_between_steps) {
  const Measurement measurement = verify::end_values("ode");
  const numerics::Problem flowing = problem({"training.learning_rate=0.1"});
  const auto start = numerics::initial_state<double>(flowing);
  numerics::Flow<double> flow(flowing, start, 0.1,
                              {.integrator = numerics::Integrator::fehlberg78, .tolerance = 1e-12});
  const auto run = verify::collect("ode", flow, flowing);
  const Row row = measurement.measure(flowing);
  BOOST_TEST(row.status == "finished");
  BOOST_TEST(measurement.columns == verify::end_values("recurrence").columns);
  BOOST_TEST(row.values[measurement.index("step")] == 40);
  for (const auto& [column, expected] : {std::pair{"loss", run.records.back().loss},
                                         {"ratio", *run.records.back().ratio},
                                         {"gradient_norm", run.records.back().gradient_norm}})
    BOOST_TEST(row.values[measurement.index(column)] == expected, boost::test_tools::tolerance(1e-10));
  for (const auto& stage : flow.stages())
    if (stage.name == "t_signal" || stage.name == "t_noise") {
      BOOST_TEST_REQUIRE(stage.step.has_value());
      BOOST_TEST(row.values[measurement.index(stage.name)] == *stage.step,
                 boost::test_tools::tolerance(1e-9));
      BOOST_TEST(*stage.step != std::floor(*stage.step));
    }
}

BOOST_AUTO_TEST_SUITE_END()
