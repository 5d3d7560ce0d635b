#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <sstream>

#include "tests/problems.hpp"
#include "tests/refusal.hpp"
#include "verify/compare/compare.hpp"
#include "verify/compare/compare_files.hpp"
#include "verify/compare/flow_check.hpp"
#include "verify/compare/monte_carlo_check.hpp"
#include "verify/run/methods.hpp"

BOOST_AUTO_TEST_SUITE(verify_compare)

using namespace featdyn;
using namespace featdyn::testing;
using namespace featdyn::verify;

namespace {

RunSeries series(const std::string& method, const numerics::Problem& problem) {
  return with_method(method, problem, [&](auto& object) { return collect(method, object, problem); });
}

BudgetLine judged(const numerics::Problem& problem, const RunSeries& reference, const RunSeries& other) {
  const RoundingExpectation expected = expect_rounding(problem, reference);
  return judge_rounding(reference, other, differences(reference, other, &expected), expected);
}

}  // namespace

BOOST_AUTO_TEST_CASE(exact_methods_differ_by_rounding_over_activations_targets_and_objectives) {
  const Overrides variants[] = {{},
                                {"network.activation=[0.25,0,1,0.5]", "diffusion.target=velocity"},
                                {"network.activation=[0,0,0,1]", "diffusion.target=data"},
                                {"diffusion.target=flow"},
                                {"network.objective=classification", "training.learning_rate=0.5"},
                                {"network.objective=classification", "network.activation=[2]"},
                                {"network.activation=[2]"},
                                {"data.classes=4", "data.signal_patches=2", "data.noise_patches=2"},
                                {"data.noise_spectrum=1", "data.class_balance=0.25"},
                                {"network.objective=classification", "training.learning_rate=0.5",
                                 "data.label_noise=0.5", "data.class_balance=0.75"}};
  for (const Overrides& overrides : variants) {
    const auto problem = testing::problem(overrides);
    const RunSeries reference = series("recurrence", problem);
    for (const char* other : {"network", "decomposition"}) {
      const BudgetLine line = judged(problem, reference, series(other, problem));
      BOOST_TEST_CONTEXT(other << ": " << line.detail) BOOST_TEST((line.verdict == Verdict::holds));
    }
  }
}

/// A twelfth digit that is wrong, at one record, in one entry.
BOOST_AUTO_TEST_CASE(a_difference_beyond_rounding_fails_and_names_the_place) {
  const auto problem = testing::problem();
  const RunSeries reference = series("recurrence", problem);
  RunSeries wrong = series("network", problem);
  wrong.A[2](1, 3) *= 1 + 1e-12;
  const BudgetLine line = judged(problem, reference, wrong);
  BOOST_TEST((line.verdict == Verdict::fails));
  BOOST_TEST(line.detail.find("step 20, neuron 1, patch 3") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(nan_fails) {
  const auto problem = testing::problem();
  const RunSeries reference = series("recurrence", problem);
  RunSeries wrong = reference;
  wrong.A[1](0, 0) = std::nan("");
  BOOST_TEST((judged(problem, reference, wrong).verdict == Verdict::fails));
}

/// The network of another learning rate is another run.
BOOST_AUTO_TEST_CASE(another_run_fails) {
  const auto problem = testing::problem(), other = testing::problem({"training.learning_rate=0.010000001"});
  BOOST_TEST(
      (judged(problem, series("recurrence", problem), series("network", other)).verdict == Verdict::fails));
}

BOOST_AUTO_TEST_CASE(the_distance_to_the_flow_is_of_first_order) {
  const auto problem = testing::problem();
  const BudgetLine line = estimate_step_size_error(problem, series("recurrence", problem));
  BOOST_TEST(line.size > 0);
  BOOST_TEST_CONTEXT(line.detail) BOOST_TEST(line.detail.find("observed order 1.0") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_flow_is_approached_in_first_order_and_integrated_alike_by_two_methods) {
  const auto problem = testing::problem();
  const RunSeries flow = series("ode", problem), recurrence = series("recurrence", problem);
  BOOST_TEST((judge_distance_to_flow(problem, recurrence, flow).verdict == Verdict::holds));
  BOOST_TEST((judge_integrators(problem, flow).verdict == Verdict::holds));
  RunSeries wrong = flow;
  wrong.A.back()(0, 0) += 1e-6;
  BOOST_TEST((judge_integrators(problem, wrong).verdict == Verdict::fails));
  // A recurrence of another learning rate has another flow.
  const auto other = testing::problem({"training.learning_rate=0.0101"});
  BOOST_TEST((judge_distance_to_flow(problem, recurrence, series("ode", other)).verdict != Verdict::holds));
}

/// At the start no two runs are apart, and all digits would seem to agree.
BOOST_AUTO_TEST_CASE(a_run_that_ends_early_is_not_judged) {
  const auto problem = testing::problem();
  const auto cut = [](RunSeries run, numerics::Outcome outcome) {
    run.records.resize(1), run.A.resize(1), run.G.resize(1), run.outcome = outcome;
    return run;
  };
  const RunSeries recurrence = series("recurrence", problem), flow = series("ode", problem);
  const RunSeries failed = cut(
      flow,
      {.status = numerics::Status::failed, .step = 0, .integration = numerics::Integration::too_many_steps});
  for (const BudgetLine& line :
       {judge_distance_to_flow(problem, recurrence, failed), judge_integrators(problem, failed)}) {
    BOOST_TEST((line.verdict == Verdict::undecided));
    BOOST_TEST(contains(line.detail, "ode: the gradient flow was followed up to step 0 only"), line.detail);
  }
  const RunSeries diverged = cut(recurrence, {.status = numerics::Status::diverged, .step = 1});
  const BudgetLine line = judge_distance_to_flow(problem, diverged, flow);
  BOOST_TEST((line.verdict == Verdict::undecided));
  BOOST_TEST(contains(line.detail, "recurrence: values left the finite numbers at step 1"), line.detail);
  const Comparison whole{.runs = {recurrence, failed}, .differences = {}, .budget = {}};
  BOOST_TEST(exit_code_of(whole.verdicts()) == exit_code::undecided);
}

BOOST_AUTO_TEST_CASE(differences_of_runs_of_unequal_length_end_where_the_shorter_does) {
  const auto problem = testing::problem();
  const RunSeries reference = series("recurrence", problem);
  RunSeries shorter = series("network", problem);
  shorter.records.resize(2), shorter.A.resize(2), shorter.G.resize(2);
  const RoundingExpectation expected = expect_rounding(problem, reference);
  Comparison all{
      .runs = {reference, shorter, series("decomposition", problem)}, .differences = {}, .budget = {}};
  for (const std::size_t run : {1U, 2U})
    for (const Difference& difference : differences(reference, all.runs[run], &expected))
      all.differences.push_back(difference);
  BOOST_TEST(all.differences.front().last_step == reference.records[1].step);
  BOOST_TEST(all.differences.back().last_step == reference.records.back().step);
  std::istringstream lines(comparison_csv(all));
  std::string line;
  std::getline(lines, line);
  std::size_t rows = 0;
  for (; std::getline(lines, line); ++rows)
    BOOST_TEST(std::ranges::count(line, ',') == 2 * static_cast<long>(all.differences.size()), line);
  BOOST_TEST(rows == reference.records.size() + 1);
}

/// Neurons of both classes are constants, which no step moves.
BOOST_AUTO_TEST_CASE(where_nothing_moves_there_is_no_order_to_fit) {
  const auto problem = testing::problem({"network.objective=classification", "network.activation=[1]"});
  const RunSeries flow = series("ode", problem), recurrence = series("recurrence", problem);
  const BudgetLine line = judge_distance_to_flow(problem, recurrence, flow);
  BOOST_TEST((line.verdict == Verdict::not_applicable));
  BOOST_TEST(line.detail.find("nan") == line.detail.npos, line.detail);
}

BOOST_AUTO_TEST_CASE(digits_that_agree_are_never_fewer_than_none) {
  BOOST_TEST(agreeing_digits(0, 1) == 17);
  BOOST_TEST(agreeing_digits(1e-3, 1) == 3, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(agreeing_digits(1e7, 1) == 0);
  BOOST_TEST(agreeing_digits(HUGE_VAL, 1) == 0);
  BOOST_TEST(agreeing_digits(1, 0) == 0);
  BOOST_TEST(agreeing_digits(std::nan(""), 1) == 0);
  BOOST_TEST(agreeing_digits(1e-30, 1) == 17);
}

BOOST_AUTO_TEST_CASE(a_heavy_ball_at_rest_is_compared_as_any_other) {
  const auto problem = testing::problem({"training.momentum=0.5", "training.steps=1500",
                                         "training.record_every=100", "training.learning_rate=0.2"});
  const RunSeries reference = series("recurrence", problem), other = series("network", problem);
  const RoundingExpectation expected = expect_rounding(problem, reference);
  const BudgetLine line =
      judge_rounding(reference, other, differences(reference, other, &expected), expected);
  BOOST_TEST((line.verdict == Verdict::holds), line.detail);
}

BOOST_AUTO_TEST_CASE(double_keeps_its_digits_against_forty) {
  const auto problem = testing::problem();
  const RunSeries recurrence = series("recurrence", problem);
  const RoundingExpectation expected = expect_rounding(problem, recurrence);
  BOOST_TEST((judge_digits(problem, recurrence, expected, 40).verdict == Verdict::holds));
  RunSeries wrong = recurrence;
  wrong.A[1](1, 1) += 1e-11;
  BOOST_TEST((judge_digits(problem, wrong, expected, 40).verdict == Verdict::fails));
}

BOOST_AUTO_TEST_CASE(monte_carlo_replicates_surround_the_exact_trajectory_and_no_other) {
  const auto problem = testing::problem({"diffusion.noise_draws=40"});
  RunSeries exact = series("recurrence", problem);
  BOOST_TEST((test_spread(problem, exact, 1e9).verdict == Verdict::holds));
  BOOST_TEST((test_spread(problem, exact, 1e3).verdict == Verdict::not_applicable));
  for (auto& record : exact.records) record.signal_mean *= 1.5;
  BOOST_TEST((test_spread(problem, exact, 1e9).verdict == Verdict::fails));
}

BOOST_AUTO_TEST_CASE(the_monte_carlo_gradient_is_centred_on_the_exact_one) {
  BOOST_TEST((test_gradient(testing::problem({"diffusion.noise_draws=40"}), 20).verdict == Verdict::holds));
}

BOOST_AUTO_TEST_SUITE_END()
