#include <boost/test/unit_test.hpp>

#include "numerics/files/npy.hpp"
#include "numerics/methods/recurrence.hpp"
#include "tests/problems.hpp"
#include "tests/refusal.hpp"
#include "verify/run/memory_run.hpp"

BOOST_FIXTURE_TEST_SUITE(verify_memory_run, featdyn::testing::TemporaryFolder)

using namespace featdyn;
using namespace featdyn::testing;

namespace {

verify::RunOptions in_memory(const std::string& method, int digits = numerics::double_digits) {
  return {.method = method, .digits = digits, .quiet = true, .files = false};
}

std::vector<double> entries(const numerics::Matrix<double>& matrix) {
  return {matrix.data(), matrix.data() + matrix.size()};
}

/// A and G at the steps 0, every, 2 every, ... of the recurrence, and as many as are asked for.
verify::MemoryRun by_hand(const numerics::Problem& problem, long records, long every) {
  verify::MemoryRun all{};
  numerics::Recurrence<double> recurrence(problem, numerics::initial_state<double>(problem),
                                          numerics::learning_rate<double>(problem.settings));
  for (long step = 0; step < records * every; ++step) {
    recurrence.evaluate();
    if (step % every == 0) {
      for (const double value : entries(recurrence.overlaps())) all.A.push_back(value);
      for (const double value : entries(recurrence.gram())) all.G.push_back(value);
    }
    recurrence.advance();
  }
  return all;
}

}  // namespace

BOOST_AUTO_TEST_CASE(its_records_are_the_states_of_the_recurrence) {
  const numerics::Problem problem = numerics::make_problem(settings());
  const verify::MemoryRun run = verify::run_in_memory(problem, in_memory("recurrence"));
  BOOST_TEST_REQUIRE(run.records.size() == 5U);
  for (std::size_t k = 0; k < 5; ++k) BOOST_TEST(run.records[k].step == static_cast<long>(10 * k));
  const verify::MemoryRun expected = by_hand(problem, 5, 10);
  BOOST_TEST(run.A == expected.A, boost::test_tools::per_element());
  BOOST_TEST(run.G == expected.G, boost::test_tools::per_element());
  BOOST_TEST(run.A.size() == 5U * 3 * 6);
  BOOST_CHECK(run.result.outcome.status == numerics::Status::finished);
}

BOOST_AUTO_TEST_CASE(its_arrays_are_those_that_a_run_with_files_leaves) {
  const numerics::Problem problem = numerics::make_problem(settings());
  for (const char* method : {"recurrence", "ode", "network", "decomposition"}) {
    BOOST_TEST_CONTEXT(method) {
      verify::RunOptions options{.method = method, .directory = path() / method, .quiet = true};
      std::filesystem::create_directory(options.directory);
      const verify::MemoryRun with_files = verify::run_in_memory(problem, options);
      const verify::MemoryRun without = verify::run_in_memory(problem, in_memory(method));
      BOOST_CHECK(with_files.A == without.A && with_files.G == without.G);
      BOOST_TEST(without.records.size() == 5U);
      BOOST_TEST(without.records.back().loss == with_files.records.back().loss);
    }
  }
}

BOOST_AUTO_TEST_CASE(nothing_is_written_unless_files_are_asked_for) {
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(path());
  verify::run_in_memory(numerics::make_problem(settings()), in_memory("recurrence"));
  std::filesystem::current_path(before);
  BOOST_TEST(std::filesystem::is_empty(path()));
}

BOOST_AUTO_TEST_CASE(more_digits_agree_to_those_of_a_double) {
  const numerics::Problem problem = numerics::make_problem(settings());
  const verify::MemoryRun run = verify::run_in_memory(problem, in_memory("recurrence"));
  const verify::MemoryRun exact = verify::run_in_memory(problem, in_memory("recurrence", 40));
  BOOST_TEST_REQUIRE(exact.A.size() == run.A.size());
  BOOST_CHECK(exact.A != run.A);
  // 40 steps, each of a few dozen roundings of overlaps below 1
  for (std::size_t k = 0; k < run.A.size(); ++k)
    BOOST_TEST(std::abs(run.A[k] - exact.A[k]) <= std::ldexp(1.0, -44));
}

BOOST_AUTO_TEST_CASE(who_keeps_records_beside_it_sees_them_all) {
  std::vector<long> steps;
  auto options = in_memory("recurrence");
  options.keep = [&](const numerics::Snapshot<double>& now) { steps.push_back(now.record.step); };
  verify::run_in_memory(numerics::make_problem(settings()), options);
  BOOST_TEST(steps == (std::vector<long>{0, 10, 20, 30, 40}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_run_that_leaves_the_finite_numbers_keeps_what_came_before) {
  const numerics::Problem problem = numerics::make_problem(settings({"training.learning_rate=1e9"}));
  const verify::MemoryRun run = verify::run_in_memory(problem, in_memory("recurrence"));
  BOOST_CHECK(run.result.outcome.status == numerics::Status::diverged);
  BOOST_TEST(!run.records.empty());
  for (const double value : run.A) BOOST_TEST(std::isfinite(value));
}

BOOST_AUTO_TEST_CASE(records_that_no_memory_holds_are_refused) {
  const numerics::Problem problem =
      numerics::make_problem(settings({"training.steps=1000000000000", "training.record_every=1"}));
  const std::string said = refusal([&] { verify::run_in_memory(problem, in_memory("recurrence")); });
  BOOST_CHECK_MESSAGE(contains(said, "record_every") && contains(said, "allowed"), said);
}

BOOST_AUTO_TEST_SUITE_END()
