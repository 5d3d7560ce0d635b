#include <boost/test/unit_test.hpp>

#include "tests/problems.hpp"
#include "verify/run/column_errors.hpp"
#include "verify/run/digits_left.hpp"

BOOST_AUTO_TEST_SUITE(verify_digits_left)

using namespace featdyn;
using namespace featdyn::verify;
using numerics::Record;

namespace {

Record<double> record(double loss, double signal, double noise, double gradient) {
  return {.step = 3,
          .time = 0,
          .loss = loss,
          .signal_max = signal,
          .signal_mean = signal,
          .noise_max = noise,
          .noise_mean = noise,
          .ratio = signal / noise,
          .weight_norm_sq_mean = 1,
          .gradient_norm = gradient};
}

/// Errors of these columns, none of the ratio.
Record<double> error(double loss, double signal, double noise, double gradient) {
  Record<double> result = record(loss, signal, noise, gradient);
  result.ratio = 0;
  return result;
}

const DigitsLeft& column(const std::vector<DigitsLeft>& all, const std::string& name) {
  return *std::ranges::find_if(all, [&](const DigitsLeft& left) { return left.column == name; });
}

}  // namespace

/// An error of 10^4 roundings of 10^-16, on a value of 1/10.
BOOST_AUTO_TEST_CASE(an_error_takes_its_digits) {
  DigitsWatch watch({.own = 16, .forgotten = 16, .asked_for = 17}, {});
  watch.see(record(0.1, 1, 2, 1), error(1e4, 0, 0, 0));
  BOOST_TEST(*column(watch.digits(), "loss").end == 11, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(*column(watch.digits(), "signal_max").end == 16);
  BOOST_TEST(fewest(watch.digits())->column == std::string("loss"));
  BOOST_TEST(reason_for_few_digits(watch.digits()) == "");
  watch.see(record(0.1, 1, 2, 1), error(0, 1e11, 0, 0));
  BOOST_TEST(*column(watch.digits(), "loss").end == 11.5, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(column(watch.digits(), "loss").least == 11, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(reason_for_few_digits(watch.digits()).find("5.0 digits of signal_max at step 3") !=
             std::string::npos);
  DigitsWatch again({.own = 16, .forgotten = 16, .asked_for = 17}, {});
  again.restore(watch.memory());
  BOOST_TEST((again.memory() == watch.memory()));
}

/// A gradient of 10^-9 whose square is known to 10^-17 has no digit left, and costs a run nothing.
BOOST_AUTO_TEST_CASE(a_gradient_is_as_good_as_its_square_and_not_what_a_run_is_judged_by) {
  DigitsWatch watch({.own = 16, .forgotten = 16, .asked_for = 17}, {});
  watch.see(record(1, 1, 1, 1e-9), error(0, 0, 0, 0.1));
  BOOST_TEST(*column(watch.digits(), "gradient_norm").end == 0);
  BOOST_TEST(reason_for_few_digits(watch.digits()) == "");
  DigitsWatch other({.own = 16, .forgotten = 16, .asked_for = 17}, {});
  other.see(record(1, 1, 1, 1e-3), error(0, 0, 0, 2e-2));
  BOOST_TEST(*column(other.digits(), "gradient_norm").end == 12, boost::test_tools::tolerance(1e-12));
}

/// Errors that are small by chance are not believed at once.
BOOST_AUTO_TEST_CASE(no_column_gains_more_than_half_a_digit_from_a_record_to_the_next) {
  DigitsWatch watch({.own = 16, .forgotten = 16, .asked_for = 17}, {});
  watch.see(record(1, 1, 1, 1), error(1e6, 0, 0, 0));
  for (const double digits : {10.5, 11.0, 11.5}) {
    watch.see(record(1, 1, 1, 1), error(0, 0, 0, 0));
    BOOST_TEST(*column(watch.digits(), "loss").end == digits, boost::test_tools::tolerance(1e-12));
  }
  watch.see(record(1, 1, 1, 1), error(1e7, 0, 0, 0));
  BOOST_TEST(*column(watch.digits(), "loss").end == 9, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(*column(watch.digits(), "noise_max").end == 16);
}

/// Numbers may hold more than anybody asked for.
BOOST_AUTO_TEST_CASE(no_more_digits_are_claimed_than_asked_for) {
  DigitsWatch watch({.own = 50, .forgotten = 50, .asked_for = 40}, {});
  watch.see(record(1, 1, 1, 1), error(1e3, 0, 0, 0));
  for (const DigitsLeft& left : watch.digits()) BOOST_TEST(*left.end == 40);
  BOOST_TEST(fewest(watch.digits())->least == 40);
  watch.see(record(1, 1, 1, 1), error(1e13, 0, 0, 0));
  BOOST_TEST(*column(watch.digits(), "loss").end == 37, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_followed_has_no_digits) {
  DigitsWatch watch({.own = 16, .forgotten = 16, .asked_for = 17}, {});
  watch.see(record(1, 1, 1, 1), error(std::nan(""), 0, 0, 0));
  BOOST_TEST(*column(watch.digits(), "loss").end == 0);
  DigitsWatch lost({.own = 16, .forgotten = 16, .asked_for = 17}, {});
  lost.see(record(1, 1, 1, 1), record(0, 0, 0, 0));
  lost.lose(40);
  BOOST_TEST(reason_for_few_digits(lost.digits()).find("0.0 digits") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(overlaps_below_rounding_of_their_start_are_forgotten_and_have_no_digits) {
  const numerics::Selection selection{.columns = {}, .signal_start = 1, .noise_start = 0.1};
  BOOST_TEST(is_forgotten(0.9e-16, 1, 16));
  BOOST_TEST(!is_forgotten(1.1e-16, 1, 16));
  BOOST_TEST(!is_forgotten(0, 0, 16));
  DigitsWatch watch({.own = 16, .forgotten = 16, .asked_for = 17}, selection);
  watch.see(record(1, 1e-20, 1, 1), error(0, 1, 0, 0));
  BOOST_TEST(!column(watch.digits(), "signal_mean").end.has_value());
  BOOST_TEST(column(watch.digits(), "noise_mean").end.has_value());
  BOOST_TEST(forgetting(record(1, 1, 1, 1), selection, 16) == "");
  BOOST_TEST(forgetting(record(1, 1e-20, 1e-20, 1), selection, 16).find("forgot the data") !=
             std::string::npos);
  BOOST_TEST(forgetting(record(1, 1, 1e-20, 1), selection, 16).find("forgot the noise") != std::string::npos);
  BOOST_TEST(forgetting(record(1, 1e-20, 1, 1), selection, 16).find("forgot the signal") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(numbers_near_the_smallest_have_no_more_digits_than_room) {
  DigitsWatch watch({.own = 16, .forgotten = 16, .asked_for = 17}, {});
  watch.see(record(1e-316, 1, 1, 1), error(0, 0, 0, 0));
  BOOST_TEST(*column(watch.digits(), "loss").end < 5);
  watch.see(record(1e-300, 1, 1, 1), error(0, 0, 0, 0));
  BOOST_TEST(*column(watch.digits(), "loss").end == 16);
}

/// An error of the ratio is one of the overlaps, however small these are beside it; where all grow together it
/// has none.
BOOST_AUTO_TEST_CASE(errors_of_overlaps_are_errors_of_their_means_and_ratio) {
  const numerics::Selection selection{
      .columns = {{.patch = 0, .first_neuron = 0, .neurons = 2, .is_signal = true},
                  {.patch = 1, .first_neuron = 0, .neurons = 2, .is_signal = false}}};
  numerics::Matrix<double> A(2, 2), moved(2, 2);
  A << 1e-10, 2, -3e-10, -2;
  const auto now = numerics::summarise<double>(selection, 0, 0.0, {.loss = 1, .gradient_norm = 1}, A,
                                               numerics::Matrix<double>::Identity(2, 2));
  const StateErrors none{
      .loss = 0, .gradient_square = 0, .A = 7 * A, .G = numerics::Matrix<double>::Zero(2, 2)};
  BOOST_TEST(*column_errors(selection, now, A, none).ratio < 1e-20);
  StateErrors some = none;
  some.A << 1, 0, 1, 0;
  const auto errors = column_errors(selection, now, A, some);
  BOOST_TEST(errors.signal_max == 1);
  BOOST_TEST(errors.signal_mean == 0);
  some.A << 1, 0, -3, 0;
  BOOST_TEST(*column_errors(selection, now, A, some).ratio == 1, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_SUITE_END()
