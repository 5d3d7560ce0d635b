#include <boost/test/unit_test.hpp>

#include "numerics/methods/recurrence.hpp"
#include "numerics/training/train.hpp"
#include "tests/problems.hpp"

BOOST_AUTO_TEST_SUITE(numerics_train)

using namespace featdyn;
using numerics::RecordSteps;

namespace {

RecordSteps steps(long last, const std::string& every) {
  return RecordSteps(
      testing::settings({"training.steps=" + std::to_string(last), "training.record_every=" + every})
          .training);
}

std::vector<long> listed(const RecordSteps& steps) {
  std::vector<long> result;
  for (long k = 0; k <= steps.last(); ++k)
    if (steps.contains(k)) result.push_back(k);
  return result;
}

struct Run {
  numerics::Outcome outcome;
  std::vector<numerics::Record<double>> records;
};

Run run(const testing::Overrides& overrides, long stop_at = -1) {
  const auto problem = testing::problem(overrides);
  const double eta = numerics::learning_rate<double>(problem.settings);
  numerics::Recurrence<double> method(problem, numerics::initial_state<double>(problem), eta);
  Run result;
  const numerics::Observer<double> observer{
      .record = [&](const auto& now) { result.records.push_back(now.record); },
      .proceed = [&](long step) { return step != stop_at; }};
  result.outcome = numerics::train(method, numerics::select_overlaps(problem), eta,
                                   RecordSteps(problem.settings.training), observer);
  return result;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_first_the_last_and_every_kth_step_are_recorded) {
  BOOST_TEST((listed(steps(10, "3")) == std::vector<long>{0, 3, 6, 9, 10}));
  BOOST_TEST((listed(steps(9, "3")) == std::vector<long>{0, 3, 6, 9}));
  BOOST_TEST((listed(steps(0, "3")) == std::vector<long>{0}));
  BOOST_TEST((listed(steps(2, "7")) == std::vector<long>{0, 2}));
}

BOOST_AUTO_TEST_CASE(logarithmic_steps_are_zero_and_the_distinct_integers_among_300) {
  BOOST_TEST((listed(steps(5, "log")) == std::vector<long>{0, 1, 2, 3, 4, 5}));
  const auto all = listed(steps(100000, "log"));
  BOOST_TEST(all.size() <= 301U);
  BOOST_TEST(all.size() > 200U);
  BOOST_TEST(all.back() == 100000);
  BOOST_TEST((listed(steps(0, "log")) == std::vector<long>{0}));
}

BOOST_AUTO_TEST_CASE(a_stable_run_finishes_with_a_row_of_the_weights_at_each_recorded_step) {
  const Run result = run({"training.record_every=15"});
  BOOST_TEST((result.outcome.status == numerics::Status::finished));
  BOOST_TEST(result.outcome.step == 40);
  BOOST_TEST(result.records.size() == 4U);
  BOOST_TEST(result.records.back().step == 40);
  BOOST_TEST(result.records.back().time == 40 * 0.01);
  BOOST_TEST(result.records.back().loss < result.records.front().loss);
}

BOOST_AUTO_TEST_CASE(a_blow_up_is_reported_not_returned_as_nan) {
  const Run result = run({"training.learning_rate=100", "init.std=1", "training.record_every=1"});
  BOOST_TEST((result.outcome.status == numerics::Status::diverged));
  BOOST_TEST(result.outcome.step > 0);
  BOOST_TEST(result.outcome.step < 40);
  BOOST_TEST(std::ssize(result.records) == result.outcome.step);
  for (const auto& record : result.records) {
    BOOST_TEST(std::isfinite(record.loss));
    BOOST_TEST(std::isfinite(record.gradient_norm));
    BOOST_TEST(std::isfinite(record.signal_max));
    BOOST_TEST(std::isfinite(record.weight_norm_sq_mean));
  }
}

BOOST_AUTO_TEST_CASE(an_observer_can_stop_a_run) {
  const Run result = run({}, 7);
  BOOST_TEST((result.outcome.status == numerics::Status::stopped));
  BOOST_TEST(result.outcome.step == 7);
}

BOOST_AUTO_TEST_SUITE_END()
