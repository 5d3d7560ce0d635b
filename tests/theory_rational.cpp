#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/refusal.hpp"
#include "theory/rational.hpp"

using featdyn::testing::refusal;
using namespace featdyn::theory;

BOOST_AUTO_TEST_SUITE(theory_rational)

BOOST_AUTO_TEST_CASE(a_decimal_is_exactly_that_rational) {
  BOOST_TEST(rational_from_decimal("0.01") == Rational(1, 100));
  BOOST_TEST(rational_from_decimal("-1_000.25e-3") == Rational(-100025, 100000));
  BOOST_TEST(rational_from_decimal("+5") == 5);
  BOOST_TEST(rational_from_decimal("2.5E+2") == 250);
  BOOST_TEST(rational_from_decimal("-0.0") == 0);
  BOOST_TEST(rational_from_decimal("0.1") != Rational(0.1));  // 0.1 as a double is another number
}

BOOST_AUTO_TEST_CASE(leading_zeros_do_not_mean_octal) {
  BOOST_TEST(rational_from_decimal("010") == 10);
  BOOST_TEST(rational_from_decimal("0.0125") == Rational(1, 80));
  BOOST_TEST(rational_from_decimal("000") == 0);
}

BOOST_AUTO_TEST_CASE(exponents_are_accepted_up_to_200000) {
  BOOST_TEST(rational_from_decimal("1e400") == Rational(pow(Integer(10), 400)));
  BOOST_TEST(rational_from_decimal("1e-400") == Rational(1, pow(Integer(10), 400)));
  BOOST_TEST(refusal([] { rational_from_decimal("1e200001"); }) ==
             "rational_from_decimal: '1e200001' has an exponent beyond 200000");
}

BOOST_AUTO_TEST_CASE(an_exponent_that_no_int_or_just_an_int_holds_is_refused_at_once) {
  for (const char* text :
       {"1e-200001", "1e99999999999999999999", "1e-2147483648", "1e2147483647", "1e-9223372036854775808"})
    BOOST_TEST(refusal([&] { rational_from_decimal(text); }) ==
               "rational_from_decimal: '" + std::string(text) + "' has an exponent beyond 200000");
}

BOOST_AUTO_TEST_CASE(what_is_no_finite_decimal_is_refused_by_name) {
  for (const char* text :
       {"nan", "inf", "-inf", "", "+", ".", "1e", "1e+", "1e+-5", "1.2.3", "0x10", "1 2", "--1"})
    BOOST_TEST(refusal([&] { rational_from_decimal(text); }) ==
               "rational_from_decimal: '" + std::string(text) + "' is not a finite decimal number");
}

BOOST_AUTO_TEST_CASE(a_double_is_the_nearest_one_and_more_digits_hold_more) {
  BOOST_TEST(to_real<double>(Rational(1, 100)) == 0.01);
  BOOST_TEST(to_real<double>(Rational(1, 3)) == 1.0 / 3.0);
  using Real50 =
      boost::multiprecision::number<boost::multiprecision::cpp_bin_float<50>, boost::multiprecision::et_off>;
  const Real50 error = to_real<Real50>(Rational(1, 10)) * 10 - 1;
  BOOST_TEST(abs(error) < Real50("1e-49"));
  BOOST_TEST(ratio<double>(1, 10) == 0.1);
}

BOOST_AUTO_TEST_SUITE_END()
