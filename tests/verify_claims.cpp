#include <fmt/format.h>

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

#include "numerics/settings/schema.hpp"
#include "tests/problems.hpp"
#include "tests/refusal.hpp"
#include "verify/claims/attack.hpp"
#include "verify/claims/claim.hpp"
#include "verify/command/templates.hpp"
#include "verify/experiment/confirm.hpp"
#include "verify/experiment/early_growth.hpp"
#include "verify/finding/statistics.hpp"

using namespace featdyn;
using namespace featdyn::verify;
using boost::test_tools::tolerance;
using featdyn::testing::contains;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// Figure 2, low, with five times the learning rate: T_1 comes five times sooner.
numerics::Settings base(const testing::Overrides& overrides = {}) {
  auto document =
      numerics::Document::from_text(find_template("figure-2-low").text, "low", std::filesystem::path());
  document.set("training.learning_rate=0.05");
  for (const std::string& assignment : overrides) document.set(assignment);
  return numerics::read_settings(std::move(document));
}

Finding judge(const std::string& id, const testing::Overrides& overrides = {},
              const Trainer& trainer = recurrence_trainer(), bool confirms = false) {
  RunStore store = RunStore::in_memory();
  const Study study{.base = base(overrides),
                    .store = store,
                    .trainer = trainer,
                    .quiet = true,
                    .confirms = confirms,
                    .options = ""};
  return find_claim(id).judge(study, find_claim(id)).front();
}

Verdict verdict_of(const Inequality& assumption, const Inequality& conclusion) {
  Finding finding{};
  finding.assumptions = {assumption};
  finding.conclusions = {conclusion};
  return conclude(finding).verdict;
}

const Inequality met = at_least("met", 2, 1), broken = at_least("broken", 1, 2);

}  // namespace

BOOST_AUTO_TEST_SUITE(verify_claims)

BOOST_AUTO_TEST_CASE(a_broken_assumption_makes_a_claim_not_applicable) {
  BOOST_TEST((verdict_of(met, met) == Verdict::holds));
  BOOST_TEST((verdict_of(met, broken) == Verdict::fails));
  BOOST_TEST((verdict_of(broken, met) == Verdict::not_applicable));
  BOOST_TEST((verdict_of(broken, broken) == Verdict::not_applicable));
  BOOST_TEST((conclude(Finding{}).verdict == Verdict::not_applicable));
}

BOOST_AUTO_TEST_CASE(a_margin_within_the_error_is_undecided_and_nan_fails) {
  BOOST_TEST((verdict_of(met, at_most("", 0.9, 1, 0.2)) == Verdict::undecided));
  BOOST_TEST((verdict_of(met, at_most("", 1.1, 1, 0.2)) == Verdict::undecided));
  BOOST_TEST((verdict_of(met, at_most("", 0.7, 1, 0.2)) == Verdict::holds));
  BOOST_TEST((verdict_of(met, at_most("", 1.3, 1, 0.2)) == Verdict::fails));
  BOOST_TEST((verdict_of(met, at_most("", missing, 1, 0.2)) == Verdict::fails));
  BOOST_TEST((verdict_of(met, at_least("", missing, 1)) == Verdict::fails));
  BOOST_TEST((verdict_of(met, at_least("", 2, 1, HUGE_VAL)) == Verdict::undecided));
  BOOST_TEST((verdict_of(at_least("", missing, 1), met) == Verdict::not_applicable));
}

BOOST_AUTO_TEST_CASE(the_smallest_margin_is_reported_with_its_place) {
  Finding finding{};
  finding.conclusions = {at_most("wide", 0.5, 1, 0, "here"), at_least("narrow", 2.2, 2, 0, "there")};
  finding = conclude(finding);
  BOOST_TEST(*finding.margin == 0.1, tolerance(1e-12));
  BOOST_TEST(finding.where == "there");
}

/// Clopper and Pearson: n successes of n trials give [(alpha/2)^(1/n), 1]; 5 of 10: [0.18709, 0.81291].
BOOST_AUTO_TEST_CASE(the_binomial_interval_is_the_exact_one) {
  const Range all = binomial_interval(20, 20), none = binomial_interval(0, 20),
              half = binomial_interval(5, 10);
  BOOST_TEST(all.low == std::pow(0.025, 1. / 20), tolerance(1e-12));
  BOOST_TEST(all.high == 1);
  BOOST_TEST(none.low == 0);
  BOOST_TEST(none.high == 1 - std::pow(0.025, 1. / 20), tolerance(1e-12));
  BOOST_TEST(half.low == 0.187086, tolerance(1e-5));
  BOOST_TEST(half.low + half.high == 1, tolerance(1e-12));
}

/// 1, 2, 3: mean 2, standard error 1/sqrt(3), t with two degrees of freedom 4.302653.
BOOST_AUTO_TEST_CASE(the_mean_has_students_interval) {
  const Estimate mean = mean_of({1, missing, 2, 3});
  BOOST_TEST(mean.value == 2);
  BOOST_TEST(mean.half_width() == 4.302653 / std::sqrt(3.), tolerance(1e-6));
  BOOST_TEST(std::isinf(mean_of({5}).half_width()));
  BOOST_TEST(std::isnan(mean_of({}).value));
}

/// Ten values: P(Binomial(10, 1/2) <= 1) = 11/1024 < 0.025, so the second smallest and greatest.
BOOST_AUTO_TEST_CASE(the_median_has_the_interval_of_order_statistics) {
  const Estimate median = median_of({1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
  BOOST_TEST(median.value == 5.5);
  BOOST_TEST(median.interval.low == 2);
  BOOST_TEST(median.interval.high == 9);
  BOOST_TEST(std::isinf(median_of({1, 2, 3}).interval.high));
}

BOOST_AUTO_TEST_CASE(fits_find_the_law_that_made_the_data) {
  const PowerLaw exact = fit_power_law({1, 2, 4, 8}, {3, 6 * std::sqrt(2.), 24, 48 * std::sqrt(2.)});
  BOOST_TEST(exact.exponent == 1.5, tolerance(1e-12));
  BOOST_TEST(exact.constant == 3, tolerance(1e-12));
  // log2 y = 0, 1, 1, 3 at log2 x = 0, 1, 2, 3: slope 0.9, residual sum 0.7, t(2) sqrt(0.35 / 5)
  const PowerLaw scattered = fit_power_law({1, 2, 4, 8}, {1, 2, 2, 8});
  BOOST_TEST(scattered.exponent == 0.9, tolerance(1e-12));
  BOOST_TEST(scattered.exponent_interval.high - 0.9 == 4.302653 * std::sqrt(0.07), tolerance(1e-6));
  numerics::Matrix<double> x(4, 2);
  x << 1, 1, 2, 1, 1, 2, 2, 4;
  const PowerProduct product = fit_power_product(x, {5, 10, 1.25, 0.625});
  BOOST_TEST(product.exponents[0] == 1, tolerance(1e-12));
  BOOST_TEST(product.exponents[1] == -2, tolerance(1e-12));
  BOOST_TEST(product.constant == 5, tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(the_settings_file_knows_every_claim_and_no_other) {
  std::string ids;
  for (const Claim& claim : claims()) {
    auto document =
        numerics::Document::from_text(testing::small_settings, "small.toml", std::filesystem::path());
    document.set(std::string("claims.") + claim.id + ".constant=1");
    BOOST_CHECK_NO_THROW(numerics::check_keys(document));
    ids += (ids.empty() ? "" : ", ") + std::string(claim.id);
  }
  const std::string refused = testing::refusal([] { testing::settings({"claims.none.constant=1"}); });
  const std::string allowed = refused.substr(refused.find("allowed: ") + 9);
  BOOST_TEST(std::ranges::count(allowed, ',') == std::ranges::count(ids, ','));
  BOOST_TEST(contains(testing::refusal([] { find_claim("none"); }), ids));
}

BOOST_AUTO_TEST_CASE(the_ratio_holds_with_one_half_and_fails_with_three) {
  const Finding right = judge("theorem-3.1.ratio", {}, recurrence_trainer(), true);
  BOOST_TEST((right.verdict == Verdict::holds));
  BOOST_TEST((right.evidence == Evidence::confirmed));
  BOOST_TEST(contains(right.evidence_detail, "agree with"));
  BOOST_TEST((judge("theorem-3.1.ratio", {"claims.theorem-3.1.ratio.constant=3"}).verdict == Verdict::fails));
}

/// With few seeds the exponents of the times have intervals that reach the tolerance.
BOOST_AUTO_TEST_CASE(growth_and_times_fail_with_wrong_constants_only) {
  BOOST_TEST((judge("theorem-3.1.growth").verdict == Verdict::holds));
  BOOST_TEST(
      (judge("theorem-3.1.growth", {"claims.theorem-3.1.growth.constant=0.001"}).verdict == Verdict::fails));
  BOOST_TEST((judge("times").verdict != Verdict::fails));
  BOOST_TEST((judge("times", {"claims.times.constant=4"}).verdict == Verdict::fails));
}

BOOST_AUTO_TEST_CASE(a_flipped_sign_in_the_dynamics_makes_claims_fail) {
  for (const char* id : {"theorem-3.1.growth", "theorem-3.1.ratio", "times"})
    BOOST_TEST_CONTEXT(id) BOOST_TEST((judge(id, {}, ascent_trainer()).verdict == Verdict::fails));
}

BOOST_AUTO_TEST_CASE(outside_condition_3_1_nothing_is_claimed) {
  const Finding finding = judge("theorem-3.1.growth", {"data.samples=200"});
  BOOST_TEST((finding.verdict == Verdict::not_applicable));
  BOOST_TEST((finding.assumptions.front().verdict() == Verdict::fails));
}

BOOST_AUTO_TEST_CASE(a_difference_between_methods_widens_every_error) {
  RunStore store = RunStore::in_memory();
  const Study study{.base = base(), .store = store, .quiet = true, .options = ""};
  Finding finding{};
  finding.conclusions = {at_most("close", 1 - 1e-15, 1)};
  confirm(finding, study,
          {.measurement = &early_growth, .points = {study.base}, .columns = {"growth_ratio"}});
  BOOST_TEST((finding.evidence == Evidence::confirmed));
  BOOST_TEST(finding.conclusions[0].error > 0);
  BOOST_TEST(finding.conclusions[0].error < 1e-8);
  finding.conclusions[0].error = 0;
  confirm(
      finding, study,
      {.measurement = &early_growth, .points = {study.base}, .columns = {"growth_ratio"}, .stated_error = 0});
  BOOST_TEST((finding.evidence == Evidence::sampled));
}

BOOST_AUTO_TEST_CASE(runs_on_inaccurate_kernels_show_nothing) {
  for (const Trainer& trainer : {recurrence_trainer(), network_trainer()}) {
    const auto walk = [&](int nodes) {
      const auto problem = featdyn::testing::problem(
          {"network.activation=tanh", "init.std=0.5", fmt::format("network.quadrature_nodes={}", nodes)});
      return featdyn::testing::refusal(
          [&] { trainer.walk(problem, 2, [](const StepState&) { return true; }); });
    };
    BOOST_TEST(contains(walk(8), "the kernels of activation tanh have a relative error"));
    BOOST_TEST(walk(128) == "nothing was thrown");
  }
}

BOOST_AUTO_TEST_SUITE_END()
