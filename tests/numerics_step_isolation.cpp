#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

#include "numerics/flow/step_isolation.hpp"

BOOST_AUTO_TEST_SUITE(numerics_step_isolation)

namespace {

using namespace featdyn::numerics;
using Coefficients = std::vector<double>;

/// One signal and one noise entry with these coefficients, grown from 0; |w|^2 like the signal.
StepPolynomials step(const Coefficients& signal, const Coefficients& noise = {1}) {
  constexpr Index size = 30;
  StepPolynomials result{.entries = Matrix<double>::Zero(size, 2),
                         .growth = Matrix<double>::Zero(1, 2),
                         .is_signal = {true, false},
                         .weight = Matrix<double>::Zero(size, 1)};
  for (std::size_t k = 0; k < signal.size(); ++k)
    result.entries(static_cast<Index>(k), 0) = result.weight(static_cast<Index>(k), 0) = signal[k];
  for (std::size_t k = 0; k < noise.size(); ++k) result.entries(static_cast<Index>(k), 1) = noise[k];
  return result;
}

/// `mean` reaches `level`.
Event<double> reaches(Mean mean, double level) {
  Event<double> event{.name = "level", .forms = {{.constant = -level}}};
  event.forms[0].coefficients[static_cast<std::size_t>(mean)] = 1;
  return event;
}

/// signal / noise between 1 - x and 1 + x.
Event<double> balance(double x) {
  Event<double> event{.name = "ratio", .forms = {{}, {}}};
  event.forms[0].coefficients = {0, 0, -1, 1 + x, 0};
  event.forms[1].coefficients = {0, 0, 1, x - 1, 0};
  return event;
}

void check_root(const std::optional<Bracket>& found, double root) {
  BOOST_REQUIRE(found.has_value());
  BOOST_TEST((found->from <= root && root <= found->to), found->from << " to " << found->to);
}

/// 1 - 4 (s - 1/2)^2: 0 at both ends, 1 in the middle.
const Coefficients hill{0, 4, -4};

}  // namespace

BOOST_AUTO_TEST_CASE(an_exponential_reaches_two_at_log_two) {
  Coefficients exponential{1};
  for (int k = 1; k < 30; ++k) exponential.push_back(exponential.back() / k);
  check_root(first_sign_change(step(exponential), reaches(Mean::signal_size, 2)), std::log(2.0));
  check_root(first_sign_change(step(exponential), reaches(Mean::weight, 2)), std::log(2.0));
  for (double& x : exponential) x = -x;  // |A|
  check_root(first_sign_change(step(exponential), reaches(Mean::signal_size, 2)), std::log(2.0));
  check_root(first_sign_change(step(exponential), reaches(Mean::signal_growth, 1)), std::log(2.0));
  BOOST_TEST(!first_sign_change(step(exponential), reaches(Mean::signal_size, 2.8)).has_value());
}

/// The hill is above 0.9999 from 0.495 to 0.505, and below at both ends of the step.
BOOST_AUTO_TEST_CASE(a_double_root_between_the_ends_is_found) {
  check_root(first_sign_change(step(hill), reaches(Mean::signal_size, 0.9999)), 0.495);
  check_root(first_sign_change(step(hill), reaches(Mean::weight, 0.9999)), 0.495);
  BOOST_TEST(!first_sign_change(step(hill), reaches(Mean::signal_size, 1.0001)).has_value());
}

/// |hill - 1/2| = 1/2 at the start, 0 where the hill is 1/2, 1/2 again at the top.
BOOST_AUTO_TEST_CASE(the_first_of_several_is_found_across_kinks) {
  check_root(first_sign_change(step({-0.5, 4, -4}), reaches(Mean::signal_size, 0.45)), 0);
  check_root(first_sign_change(step({-0.25, 4, -4}), reaches(Mean::signal_size, 0.5)),
             (1 - std::sqrt(0.25)) / 2);
}

/// 2 - s against 1 is within a tenth from s = 0.9 on, 2 - 4 s from (2 - 1.1) / 4 to (2 - 0.9) / 4 only.
BOOST_AUTO_TEST_CASE(a_ratio_that_passes_its_limit_is_seen) {
  check_root(first_sign_change(step({2, -1}), balance(0.1)), 0.9);
  check_root(first_sign_change(step({2, -4}), balance(0.1)), 0.225);
  BOOST_TEST(!first_sign_change(step({2, -0.5}), balance(0.1)).has_value());
}

BOOST_AUTO_TEST_CASE(what_is_reached_at_the_start_is_found_there) {
  const auto found = first_sign_change(step({3, 1}), reaches(Mean::signal_size, 2));
  BOOST_REQUIRE(found.has_value());
  BOOST_TEST(found->from == 0);
}

/// Signal and noise share all but 1e-13 of themselves: bounds of each would need 2^43 parts to tell.
BOOST_AUTO_TEST_CASE(what_two_means_share_cancels) {
  const double apart = 1e-13;
  BOOST_TEST(
      !first_sign_change(step({1.1 * (1 + apart), 1.1 * (1 + apart)}, {1, 1}), balance(0.1)).has_value());
  BOOST_TEST(
      first_sign_change(step({1.1 * (1 - apart), 1.1 * (1 - apart)}, {1, 1}), balance(0.1)).has_value());
}

BOOST_AUTO_TEST_CASE(polynomials_that_left_the_finite_numbers_reach_nothing) {
  const double infinity = std::numeric_limits<double>::infinity(), nan = infinity - infinity;
  for (const double lost : {infinity, nan}) {
    BOOST_TEST(!first_sign_change(step({0.5, lost}), reaches(Mean::weight, 2)).has_value());
    BOOST_TEST(!first_sign_change(step({0.5}, {0.5, nan}), reaches(Mean::noise_size, 2)).has_value());
  }
}

BOOST_AUTO_TEST_SUITE_END()
