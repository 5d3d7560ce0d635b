#include <boost/test/unit_test.hpp>
#include <cmath>

#include "verify/theorem/judge/probability.hpp"

BOOST_AUTO_TEST_SUITE(verify_theorem_probability)

using namespace featdyn::verify;
using boost::test_tools::tolerance;

BOOST_AUTO_TEST_CASE(the_interval_is_clopper_and_pearsons) {
  // of 10 in 10 the lower end is 0.025^(1/10), of 0 in 10 the upper one 1 minus that
  BOOST_TEST(exact_interval({10, 10}).low == std::pow(0.025, 0.1), tolerance(1e-10));
  BOOST_TEST(exact_interval({0, 10}).high == 1 - std::pow(0.025, 0.1), tolerance(1e-10));
  // R: binom.test(45, 50)$conf.int
  BOOST_TEST(exact_interval({45, 50}).low == 0.7818647, tolerance(1e-6));
  BOOST_TEST(exact_interval({45, 50}).high == 0.9667248, tolerance(1e-6));
}

BOOST_AUTO_TEST_CASE(so_many_runs_show_a_probability_and_one_fewer_does_not) {
  BOOST_TEST(runs_to_show(0.9) == 36);
  BOOST_TEST(runs_to_show(0.95) == 72);
  for (const double p : {0.75, 0.9, 0.95}) {
    const int runs = runs_to_show(p);
    BOOST_TEST((decide({runs, runs}, p, {}) == Verdict::holds));
    BOOST_TEST((decide({runs - 1, runs - 1}, p, {}) == Verdict::undecided));
  }
}

BOOST_AUTO_TEST_CASE(without_a_probability_one_run_is_enough_to_fail) {
  BOOST_TEST((decide({99, 100}, 1, {}) == Verdict::fails));
  BOOST_TEST((decide({100, 100}, 1, {}) == Verdict::holds));
}

BOOST_AUTO_TEST_CASE(a_failure_at_one_of_many_points_needs_more_than_at_one) {
  // 8 of 12: the one-sided bound at 2.5 % is 0.9008, just above 0.9
  BOOST_TEST((decide({7, 12}, 0.9, {}) == Verdict::fails));
  BOOST_TEST((decide({7, 12}, 0.9, {.points = 50, .looks = 4}) == Verdict::undecided));
  BOOST_TEST((decide({0, 12}, 0.9, {.points = 50, .looks = 4}) == Verdict::fails));
}

BOOST_AUTO_TEST_CASE(looks_begin_with_few_runs_and_end_with_most) {
  const auto steps = looks(0.9, 5, 300);
  BOOST_TEST(steps == (std::vector<int>{5, 36, 72, 144, 288, 300}), boost::test_tools::per_element());
  BOOST_TEST(looks(1, 5, 300) == (std::vector<int>{5}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_quantile_has_the_interval_of_its_order_statistics) {
  std::vector<double> values;
  for (int k = 1; k <= 100; ++k) values.push_back(k);
  const Quantile median = quantile(values, 0.5);
  BOOST_TEST(median.value == 50);
  // the 40th and the 61st of 100 enclose the median with 95.4 %
  BOOST_TEST(median.interval.low == 40);
  BOOST_TEST(median.interval.high == 61);
  const Quantile largest = quantile(values, 1);
  BOOST_TEST(largest.value == 100);
  BOOST_TEST(std::isinf(largest.interval.high));
  BOOST_TEST(std::isinf(quantile({1, 2, 3}, 0.95).interval.high));
}

BOOST_AUTO_TEST_SUITE_END()
