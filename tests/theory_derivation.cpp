#include <boost/test/unit_test.hpp>
#include <set>

#include "tests/refusal.hpp"
#include "theory/code_cost.hpp"
#include "theory/derivation.hpp"
#include "theory/kernel.hpp"

BOOST_AUTO_TEST_SUITE(theory_derivation)

using namespace featdyn::theory;

namespace {

Assumptions denoiser(std::vector<Rational> coefficients, Target target = Target::noise) {
  return {.objective = Objective::diffusion, .activation = std::move(coefficients), .target = target};
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_identity_is_proved_for_every_activation) {
  for (const auto& coefficients : std::vector<std::vector<Rational>>{
           {0, 0, 1}, {0, 0, 0, 1}, {1, -2, 0, 3}, {0, 1, 0, 0, 1}, {5}, {0, 2}})
    for (const Identity& identity : identities(activation(coefficients)))
      BOOST_TEST(identity.proved(), identity.name << ": " << identity.difference.text());
}

BOOST_AUTO_TEST_CASE(an_identity_with_a_difference_is_not_proved) {
  const Identity wrong{.name = "wrong", .difference = Polynomial(Symbol::c_rs) - 1};
  BOOST_TEST(!wrong.proved());
}

BOOST_AUTO_TEST_CASE(the_contract_names_every_definition_of_a_denoiser) {
  std::set<std::string> names;
  for (const Definition& definition : derive(denoiser({0, 0, 1}))) names.insert(definition.name);
  for (const char* name : {"kappa", "tau", "phi", "dkappa_da_r", "dkappa_da_s", "dkappa_dv_r", "dkappa_dv_s",
                           "dkappa_dc_rs", "dtau_da_r", "dtau_dv_r"})
    BOOST_TEST(names.contains(name), name);
}

BOOST_AUTO_TEST_CASE(the_text_of_the_quadratic_denoiser_is_the_hand_written_one) {
  const std::string text = as_text(derive(denoiser({0, 0, 1})));
  for (const char* line : {"phi = a_r^2 + v_r\n", "tau = 2*a_r\n", "dkappa_dc_rs = 4*a_r*a_s + 4*c_rs\n",
                           "dtau_da_r = 2\n", "dtau_dv_r = 0\n"})
    BOOST_TEST(featdyn::testing::contains("\n" + text, std::string("\n") + line), text);
  BOOST_TEST(text == as_text(derive(denoiser({0, 0, 1}))));
}

BOOST_AUTO_TEST_CASE(a_classifier_has_its_activation_and_slope) {
  const auto definitions =
      derive({.objective = Objective::classification, .activation = {0, 0, 0, 2}, .target = Target::noise});
  BOOST_TEST(as_text(definitions) == "sigma = 2*z^3\ndsigma_dz = 6*z^2\n");
}

BOOST_AUTO_TEST_CASE(what_noise_and_cost_of_a_code_add_is_proved_for_every_activation) {
  for (const auto& coefficients :
       std::vector<std::vector<Rational>>{{0, 0, 1}, {1, -2, 0, 3}, {0, 1, 0, 0, 1}, {5}, {0, 2}}) {
    const Polynomial sigma = activation(coefficients);
    for (const Identity& identity : code_identities(sigma))
      BOOST_TEST(identity.proved(), identity.name << ": " << identity.difference.text());
    BOOST_TEST((code_variance(sigma) == Polynomial(Symbol::code_noise).pow(2)));
  }
  BOOST_TEST(code_square(activation({0, 0, 1})).text() == "a_r^4 + 6*a_r^2*v_r + 3*v_r^2");
}

BOOST_AUTO_TEST_CASE(documents_of_a_code_have_what_it_adds_and_others_have_not) {
  Assumptions assumptions = denoiser({0, 0, 1}, Target::data);
  const std::string without = as_latex(assumptions);
  assumptions.costs_code = true;
  const std::string latex = as_latex(assumptions);
  for (const char* part : {"\\chi &= ", "\\frac{s_c^{2}}{2m} G_{rr}",
                           "\\frac{\\lambda_c}{2} \\alpha\\, c_p\\, \\partial_{a_r} \\chi_{rp}"}) {
    BOOST_TEST(featdyn::testing::contains(latex, part), latex);
    BOOST_TEST(!featdyn::testing::contains(without, part));
  }
  BOOST_TEST(featdyn::testing::contains(as_text(derive(assumptions)), "dchi_da_r = 4*a_r^3 + 12*a_r*v_r\n"));
}

BOOST_AUTO_TEST_SUITE_END()
