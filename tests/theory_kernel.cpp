#include <boost/test/unit_test.hpp>

#include "tests/gaussian_pairs.hpp"
#include "tests/refusal.hpp"
#include "theory/kernel.hpp"

BOOST_AUTO_TEST_SUITE(theory_kernel)

using namespace featdyn::theory;

namespace {

const Polynomial a_r = Symbol::a_r, a_s = Symbol::a_s, v_r = Symbol::v_r, v_s = Symbol::v_s, c = Symbol::c_rs;

const std::vector<std::vector<Rational>> activations{
    {0, 0, 1}, {0, 0, 0, 1}, {1, -2, 0, 3}, {0, 1, 0, 0, 1}, {Rational(1, 4), 0, 1, Rational(1, 2)},
    {5},       {0, 1}};

}  // namespace

BOOST_AUTO_TEST_CASE(the_quadratic_kernels_are_the_hand_written_ones) {
  const Kernels kernels = derive_kernels(activation({0, 0, 1}));
  BOOST_TEST((kernels.phi[0] == a_r.pow(2) + v_r));
  BOOST_TEST((kernels.phi[1] == Polynomial(2) * a_r));
  BOOST_TEST((kernels.phi[2] == Polynomial(2)));
  BOOST_TEST((kernels.tau == Polynomial(2) * a_r));
  BOOST_TEST((kernels.kappa == (a_r.pow(2) + v_r) * (a_s.pow(2) + v_s) + Polynomial(4) * a_r * a_s * c +
                                   Polynomial(2) * c.pow(2)));
}

BOOST_AUTO_TEST_CASE(the_cubic_kernel_is_the_hand_written_one) {
  const Polynomial three(3), mean_r = a_r.pow(3) + three * a_r * v_r, mean_s = a_s.pow(3) + three * a_s * v_s;
  const Polynomial slope_r = three * (a_r.pow(2) + v_r), slope_s = three * (a_s.pow(2) + v_s);
  BOOST_TEST((derive_kernels(activation({0, 0, 0, 1})).kappa == mean_r * mean_s + slope_r * slope_s * c +
                                                                    Polynomial(18) * a_r * a_s * c.pow(2) +
                                                                    Polynomial(6) * c.pow(3)));
}

BOOST_AUTO_TEST_CASE(kappa_by_both_ways_is_the_binomial_expansion_with_counted_pairings) {
  for (const auto& coefficients : activations) {
    const Polynomial sigma = activation(coefficients);
    const Polynomial expected = featdyn::testing::kappa_by_binomials(coefficients);
    BOOST_TEST((kappa_by_mehler(hermite_family(sigma)) - expected).is_zero(), sigma.text());
    BOOST_TEST((kappa_by_isserlis(sigma) - expected).is_zero(), sigma.text());
  }
}

BOOST_AUTO_TEST_CASE(the_family_is_the_expectation_of_derivatives_and_has_one_member_a_degree) {
  const auto phi = hermite_family(activation({1, -2, 0, 3}));
  BOOST_TEST(phi.size() == 4U);
  BOOST_TEST((phi[0] ==
              Polynomial(1) - Polynomial(2) * a_r + Polynomial(3) * a_r.pow(3) + Polynomial(9) * a_r * v_r));
  BOOST_TEST((phi[1] == Polynomial(-2) + Polynomial(9) * (a_r.pow(2) + v_r)));
  BOOST_TEST((phi[2] == Polynomial(18) * a_r));
  BOOST_TEST((phi[3] == Polynomial(18)));
}

BOOST_AUTO_TEST_CASE(a_wrong_family_member_shows_as_a_nonzero_difference) {
  const Polynomial sigma = activation({0, 0, 1});
  auto phi = hermite_family(sigma);
  phi[1] = phi[1] + 1;
  BOOST_TEST(!(kappa_by_mehler(phi) - kappa_by_isserlis(sigma)).is_zero());
}

BOOST_AUTO_TEST_CASE(a_constant_activation_has_no_slope) {
  const Kernels kernels = derive_kernels(activation({5}));
  BOOST_TEST(kernels.tau.is_zero());
  BOOST_TEST((kernels.kappa == Polynomial(25)));
}

BOOST_AUTO_TEST_CASE(the_zero_activation_is_refused) {
  BOOST_TEST(featdyn::testing::refusal([] {
               activation({0, 0});
             }) == "activation: every coefficient is 0, a nonzero one is needed");
}

BOOST_AUTO_TEST_CASE(the_kernel_of_neuron_s_has_its_variables) {
  BOOST_TEST((of_neuron_s(a_r * v_r + 1) == a_s * v_s + 1));
}

BOOST_AUTO_TEST_SUITE_END()
