#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "tests/problems.hpp"
#include "tests/refusal.hpp"
#include "tests/theorems.hpp"
#include "verify/grid/grid_workers.hpp"
#include "verify/sweep/end_values.hpp"
#include "verify/theorem/file/preparation.hpp"
#include "verify/theorem/run/remote_runs.hpp"

BOOST_AUTO_TEST_SUITE(verify_grid_workers)

using namespace featdyn;
using namespace featdyn::testing;
using namespace featdyn::verify;

namespace {

std::vector<numerics::Settings> three_seeds() {
  return {vary(settings(), {}, 0), vary(settings(), {}, 1), vary(settings(), {}, 2)};
}

/// Workers that are given everything as text, as those of another process are.
struct Elsewhere {
  std::function<Row(const std::string& recipe, const numerics::Settings&, const std::string& key)> measure;
  int done = 0;

  void operator()(const Queue& queue, const Points& points, const Order& order) {
    std::vector<std::size_t> taken;
    while (const auto point = queue.next()) taken.push_back(*point);
    std::ranges::reverse(taken);
    for (const std::size_t point : taken) {
      const std::string text = numerics::settings_toml(points.at(point));
      const auto own = numerics::read_settings(numerics::Document::from_text(text, "sent", {}));
      queue.deliver(point, measure(order.recipe, own, run_key(order.measurement.work(), points.at(point))));
      ++done;
    }
  }
};

Prepared tiny_theorem(const std::string& constant) {
  const std::string text = theorem_of({"for all r: |w[r]|(end) <= C |w[r]|(0)", "loss(end) <= loss(0)"},
                                      "[constants]\nC = " + constant + small_denoiser);
  return {read_theorem({.text = text, .file = "test.toml", .folder = {}}), {}};
}

/// Equal rows, where a missing value is a NaN in both.
bool are_same(const std::vector<Row>& rows, const std::vector<Row>& others) {
  const auto same = [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); };
  return std::ranges::equal(rows, others, [&](const Row& row, const Row& other) {
    return row.status == other.status && std::ranges::equal(row.values, other.values, same);
  });
}

}  // namespace

BOOST_AUTO_TEST_CASE(rows_of_others_are_those_of_this_process_in_the_order_of_the_points) {
  const Measurement measurement = end_values("recurrence");
  RunStore here = RunStore::in_memory(), there = RunStore::in_memory();
  Elsewhere workers{[&](const std::string& recipe, const numerics::Settings& own, const std::string& key) {
    BOOST_TEST(recipe == "recurrence");
    require_same_key(measurement, own, key);
    return measurement.measure(numerics::make_problem(own));
  }};
  const auto by_them = [&] {
    return run_grid(three_seeds(), {measurement, "recurrence"}, there, {.label = "", .quiet = true},
                    std::ref(workers));
  };
  const auto expected = run_grid(three_seeds(), measurement, here, {.label = "", .quiet = true});
  BOOST_TEST(are_same(by_them(), expected));
  BOOST_TEST(workers.done == 3);
  BOOST_TEST(are_same(by_them(), expected));
  BOOST_TEST(workers.done == 3);  // remembered
}

BOOST_AUTO_TEST_CASE(without_workers_this_process_does_the_work) {
  const Measurement measurement = end_values("recurrence");
  RunStore one = RunStore::in_memory(), other = RunStore::in_memory();
  BOOST_TEST(are_same(run_grid(three_seeds(), {measurement, ""}, one, {.label = "", .quiet = true}, {}),
                      run_grid(three_seeds(), measurement, other, {.label = "", .quiet = true})));
}

BOOST_AUTO_TEST_CASE(work_of_another_version_is_refused) {
  const Measurement measurement = end_values("recurrence");
  const auto key = run_key(measurement.work(), settings());
  BOOST_CHECK_NO_THROW(require_same_key(measurement, settings(), key));
  const std::string said = refusal([&] { require_same_key(measurement, settings({"data.seed=7"}), key); });
  BOOST_CHECK_MESSAGE(contains(said, "another featdyn") && contains(said, key), said);
}

BOOST_AUTO_TEST_CASE(a_theorem_is_judged_alike_by_others) {
  for (const char* constant : {"1.0001", "\"fit\""}) {
    const Prepared prepared = tiny_theorem(constant);
    const RemoteRuns remote(prepared);
    RunStore here = RunStore::in_memory(), there = RunStore::in_memory();
    Elsewhere workers{[&](const std::string& recipe, const numerics::Settings& own, const std::string& key) {
      BOOST_REQUIRE(!recipe.empty());
      return remote.measure(recipe, own, key);
    }};
    TheoremOptions options{.store = there, .confirms = false, .attacks = false, .workers = std::ref(workers)};
    const auto by_them = judge_theorem(prepared.theorem, options);
    const auto expected =
        judge_theorem(prepared.theorem, {.store = here, .confirms = false, .attacks = false});
    BOOST_TEST(workers.done > 0);
    BOOST_TEST_REQUIRE(by_them.size() == expected.size());
    for (std::size_t k = 0; k < expected.size(); ++k) {
      BOOST_CHECK(by_them[k].verdict == expected[k].verdict);
      BOOST_TEST(by_them[k].computed.value_or(0) == expected[k].computed.value_or(0));
      BOOST_TEST(by_them[k].detail == expected[k].detail);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
