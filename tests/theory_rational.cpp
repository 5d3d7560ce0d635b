#include <gmp.h>
#include <mpfr.h>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/random/mersenne_twister.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

#include "tests/refusal.hpp"
#include "theory/rational.hpp"

BOOST_AUTO_TEST_SUITE(theory_rational)

using featdyn::testing::refusal;
using namespace featdyn::theory;

namespace {

/// The nearest double, as MPFR finds it.
double nearest(const std::string& fraction) {
  mpq_t exact;
  mpq_init(exact);
  mpq_set_str(exact, fraction.c_str(), 10);
  mpfr_set_emin(-1073), mpfr_set_emax(1024);  // of double, its subnormal numbers included
  mpfr_t value;
  mpfr_init2(value, 53);
  const int inexact = mpfr_set_q(value, exact, MPFR_RNDN);
  mpfr_subnormalize(value, inexact, MPFR_RNDN);
  const double result = mpfr_get_d(value, MPFR_RNDN);
  mpfr_clear(value), mpq_clear(exact);
  return result;
}

/// n of `bits` random bits, or fewer.
Rational random_integer(boost::random::mt19937_64& engine, unsigned bits) {
  Rational result = 0;
  for (unsigned had = 0; had < bits; had += 64) result = dyadic(result, 64) + engine();
  return floor(dyadic(result, -static_cast<long>(engine() % 64)));
}

}  // namespace

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
  BOOST_TEST(rational_from_decimal("1e400") == pow(Rational(10), 400));
  BOOST_TEST(rational_from_decimal("1e-400") == pow(Rational(10), -400));
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

BOOST_AUTO_TEST_CASE(random_fractions_become_the_doubles_that_mpfr_finds) {
  boost::random::mt19937_64 engine(15);
  for (int repeat = 0; repeat < 20'000; ++repeat) {
    const long shift = static_cast<long>(engine() % 2400) - 1200;
    const Rational n = random_integer(engine, engine() % 2 == 0 ? 64 : 200),
                   d = random_integer(engine, 128) + 1;
    const Rational x = dyadic(engine() % 2 == 0 ? n / d : -n / d, shift);
    if (static_cast<double>(x) != nearest(x.str())) BOOST_FAIL(x);
  }
}

BOOST_AUTO_TEST_CASE(ties_go_to_even_and_the_ends_of_the_range_are_those_of_double) {
  using Limits = std::numeric_limits<double>;
  const auto as_double = [](const Rational& x) { return static_cast<double>(x); };
  const Rational unit = dyadic(1, -52), tiny = dyadic(1, -2000), least = dyadic(1, -1074);
  BOOST_TEST(as_double(1 + unit / 2) == 1);
  BOOST_TEST(as_double(1 + unit / 2 + tiny) == 1 + 0x1p-52);
  BOOST_TEST(as_double(1 + 3 * unit / 2) == 1 + 0x1p-51);
  BOOST_TEST(as_double(1 + 3 * unit / 2 - tiny) == 1 + 0x1p-52);
  BOOST_TEST(as_double(least) == Limits::denorm_min());
  BOOST_TEST(as_double(least / 2) == 0);
  BOOST_TEST(as_double(-least / 2 - tiny) == -Limits::denorm_min());
  BOOST_TEST(as_double(tiny) == 0);
  const Rational largest(Limits::max()), half_unit = dyadic(1, 970);
  BOOST_TEST(as_double(largest + half_unit - 1) == Limits::max());
  BOOST_TEST(as_double(largest + half_unit) == Limits::infinity());
  BOOST_TEST(as_double(-dyadic(1, 5000)) == -Limits::infinity());
}

BOOST_AUTO_TEST_CASE(doubles_and_integers_of_64_bits_come_back) {
  for (const double x : {0.1, -1e300, 5e-324, 0x1p-1022, 3.0})
    BOOST_TEST(static_cast<double>(Rational(x)) == x);
  BOOST_TEST(Rational(0.1).str() == "3602879701896397/36028797018963968");
  for (const long n : {std::numeric_limits<long>::min(), -1L, 0L, std::numeric_limits<long>::max()})
    BOOST_TEST(static_cast<long>(Rational(n)) == n);
  BOOST_TEST(Rational(std::numeric_limits<unsigned long>::max()).str() == "18446744073709551615");
}

BOOST_AUTO_TEST_CASE(arithmetic_is_exact_and_in_lowest_terms) {
  const Rational x(-6, 4), y(5, 3);
  BOOST_TEST(x.str() == "-3/2");
  BOOST_TEST((x + y).str() == "1/6");
  BOOST_TEST((x - y).str() == "-19/6");
  BOOST_TEST((x * y).str() == "-5/2");
  BOOST_TEST((x / y).str() == "-9/10");
  BOOST_TEST(Rational(3, -6).str() == "-1/2");
  BOOST_TEST(x.numerator() == -3);
  BOOST_TEST(x.denominator() == 2);
  BOOST_TEST(floor(x) == -2);
  BOOST_TEST(floor(y) == 1);
  BOOST_TEST(abs(x) == Rational(3, 2));
  BOOST_TEST(pow(y, -2) == Rational(9, 25));
  BOOST_TEST(dyadic(y, -3) == Rational(5, 24));
  BOOST_TEST((x < y && y > 1 && y >= Rational(5, 3) && x != y && !x.is_integer() && (2 * x).is_integer()));
}

BOOST_AUTO_TEST_CASE(values_of_many_digits_are_copied_moved_and_assigned) {
  const Rational x = pow(Rational(10), 100);
  Rational copy = x, moved = std::move(copy);
  moved = moved;
  copy = moved;
  moved += 1;
  BOOST_TEST(copy == x);
  BOOST_TEST((moved - x) == 1);
}

BOOST_AUTO_TEST_CASE(what_is_no_rational_number_is_refused) {
  BOOST_CHECK_THROW(Rational(1) / 0, std::domain_error);
  BOOST_CHECK_THROW(Rational(1, 0), std::domain_error);
  BOOST_CHECK_THROW(pow(Rational(0), -1), std::domain_error);
  BOOST_CHECK_THROW(Rational(std::nan("")), std::domain_error);
  BOOST_CHECK_THROW(Rational(-HUGE_VAL), std::domain_error);
  for (const char* text : {"", "x", "1/0", "1/2/3", "0.5"})
    BOOST_CHECK_THROW(Rational{std::string(text)}, std::invalid_argument);
  BOOST_CHECK_THROW(static_cast<long>(Rational(1, 2)), std::range_error);
  BOOST_CHECK_THROW(static_cast<long>(dyadic(1, 63)), std::range_error);
}

BOOST_AUTO_TEST_SUITE_END()
