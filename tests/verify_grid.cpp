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

BOOST_FIXTURE_TEST_SUITE(verify_grid, featdyn::testing::TemporaryFolder)

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
