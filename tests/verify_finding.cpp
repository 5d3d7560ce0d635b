#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

#include "tests/problems.hpp"
#include "tests/refusal.hpp"
#include "verify/experiment/trainer.hpp"
#include "verify/finding/statistics.hpp"
#include "verify/theorem/judge/probability.hpp"

BOOST_AUTO_TEST_SUITE(verify_finding)

using namespace featdyn;
using namespace featdyn::verify;
using boost::test_tools::tolerance;
using featdyn::testing::contains;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

}  // namespace

BOOST_AUTO_TEST_CASE(a_margin_within_the_error_is_undecided_and_nan_fails) {
  BOOST_TEST((at_most("", 0.9, 1, 0.2).verdict() == Verdict::undecided));
  BOOST_TEST((at_most("", 1.1, 1, 0.2).verdict() == Verdict::undecided));
  BOOST_TEST((at_most("", 0.7, 1, 0.2).verdict() == Verdict::holds));
  BOOST_TEST((at_most("", 1.3, 1, 0.2).verdict() == Verdict::fails));
  BOOST_TEST((at_most("", missing, 1, 0.2).verdict() == Verdict::fails));
  BOOST_TEST((at_least("", missing, 1).verdict() == Verdict::fails));
  BOOST_TEST((at_least("", 2, 1, HUGE_VAL).verdict() == Verdict::undecided));
}

/// Clopper and Pearson: n successes of n trials give [(alpha/2)^(1/n), 1]; 5 of 10: [0.18709, 0.81291].
BOOST_AUTO_TEST_CASE(the_binomial_interval_is_the_exact_one) {
  const Range all = exact_interval({20, 20}), none = exact_interval({0, 20}), half = exact_interval({5, 10});
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

BOOST_AUTO_TEST_CASE(runs_on_inaccurate_kernels_show_nothing) {
  for (const Trainer& trainer : {recurrence_trainer(), network_trainer()}) {
    const auto walk = [&](int nodes) {
      const auto problem = featdyn::testing::problem(
          {"network.activation=tanh", "init.std=0.5", "network.quadrature_nodes=" + std::to_string(nodes)});
      return featdyn::testing::refusal(
          [&] { trainer.walk(problem, 2, [](const StepState&) { return true; }); });
    };
    BOOST_TEST(contains(walk(8), "the kernels of activation tanh have a relative error"));
    BOOST_TEST(walk(128) == "nothing was thrown");
  }
}

BOOST_AUTO_TEST_SUITE_END()
