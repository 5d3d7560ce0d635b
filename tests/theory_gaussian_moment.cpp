#include <boost/test/unit_test.hpp>

#include "tests/gaussian_pairs.hpp"
#include "theory/gaussian_moment.hpp"

BOOST_AUTO_TEST_SUITE(theory_gaussian_moment)

using namespace featdyn::theory;

namespace {
const Polynomial v_r = Symbol::v_r, v_s = Symbol::v_s, c = Symbol::c_rs, a = Symbol::a_r, z = Symbol::z;
}

BOOST_AUTO_TEST_CASE(moments_of_one_gaussian_are_odd_factorials) {
  BOOST_TEST((gaussian_moment(0, v_r) == Polynomial(1)));
  BOOST_TEST((gaussian_moment(2, v_r) == v_r));
  BOOST_TEST((gaussian_moment(4, v_r) == Polynomial(3) * v_r.pow(2)));
  BOOST_TEST((gaussian_moment(6, v_r) == Polynomial(15) * v_r.pow(3)));
  BOOST_TEST((gaussian_moment(8, v_r) == Polynomial(105) * v_r.pow(4)));
  for (const unsigned odd : {1U, 3U, 7U}) BOOST_TEST(gaussian_moment(odd, v_r).is_zero());
}

BOOST_AUTO_TEST_CASE(isserlis_gives_the_known_mixed_moments) {
  BOOST_TEST((isserlis_moment(1, 1) == c));
  BOOST_TEST((isserlis_moment(2, 2) == v_r * v_s + Polynomial(2) * c.pow(2)));
  BOOST_TEST((isserlis_moment(3, 1) == Polynomial(3) * v_r * c));
  BOOST_TEST((isserlis_moment(1, 3) == Polynomial(3) * v_s * c));
  BOOST_TEST((isserlis_moment(3, 3) == Polynomial(9) * v_r * v_s * c + Polynomial(6) * c.pow(3)));
  BOOST_TEST(isserlis_moment(2, 1).is_zero());
}

BOOST_AUTO_TEST_CASE(isserlis_counts_the_pairings) {
  for (unsigned i = 0; i <= 8; ++i)
    for (unsigned j = 0; j <= 8; ++j)
      BOOST_TEST((isserlis_moment(i, j) == featdyn::testing::moment_by_pairings(i, j)), i << " " << j);
}

BOOST_AUTO_TEST_CASE(expectations_of_small_powers_are_the_hand_written_ones) {
  BOOST_TEST((gaussian_expectation(z.pow(2), a, v_r) == a * a + v_r));
  BOOST_TEST((gaussian_expectation(z.pow(3), a, v_r) == a.pow(3) + Polynomial(3) * a * v_r));
  BOOST_TEST((gaussian_expectation(z.pow(4), a, v_r) ==
              a.pow(4) + Polynomial(6) * a.pow(2) * v_r + Polynomial(3) * v_r.pow(2)));
  BOOST_TEST((gaussian_expectation(7, a, v_r) == Polynomial(7)));
}

BOOST_AUTO_TEST_CASE(taylor_coefficients_expand_about_any_point) {
  const Polynomial f = z.pow(3) - Polynomial(2) * z;
  BOOST_TEST((taylor_coefficient(f, 0, a) == a.pow(3) - Polynomial(2) * a));
  BOOST_TEST((taylor_coefficient(f, 1, a) == Polynomial(3) * a.pow(2) - 2));
  BOOST_TEST((taylor_coefficient(f, 2, a) == Polynomial(3) * a));
  BOOST_TEST((taylor_coefficient(f, 3, a) == Polynomial(1)));
  BOOST_TEST(taylor_coefficient(f, 4, a).is_zero());
}

BOOST_AUTO_TEST_SUITE_END()
