// A user's own activations and losses: derivatives from one formula, and training by them.
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "numerics/activation/differentiated.hpp"
#include "numerics/extensions.hpp"
#include "numerics/settings/network_settings.hpp"
#include "tests/refusal.hpp"
#include "tests/trained.hpp"

BOOST_AUTO_TEST_SUITE(numerics_function_extension)

using namespace featdyn;
using namespace featdyn::numerics;
using testing::by_network, testing::by_recurrence, testing::distance;
using testing::contains;
using testing::refusal;

namespace {

/// The program's logistic loss, written once more as a user would.
Loss soft() {
  return {.name = "soft",
          .formula = "log(1 + exp(-z))",
          .latex = "\\log(1 + e^{-z})",
          .jet = differentiated([](const auto& z) { return log(1 + exp(-z)); })};
}

/// z^2, the program's polynomial, and tanh, its function.
Activation parabola() {
  return {.name = "parabola", .formula = "z^2", .latex = "z^2", .jet = differentiated([](const auto& z) {
                                                                  return z * z;
                                                                })};
}
Activation sigmoid() {
  return {.name = "sigmoid",
          .formula = "tanh(z)",
          .latex = "\\tanh(z)",
          .jet = differentiated([](const auto& z) { return tanh(z); })};
}

struct WithFunctions {
  explicit WithFunctions(std::vector<Activation> activations = {parabola(), sigmoid()},
                         std::vector<Loss> losses = {soft()}) {
    set_extensions({.version = "1", .activations = std::move(activations), .losses = std::move(losses)});
  }
  ~WithFunctions() { set_extensions({}); }
};

const std::string classifier = "network.objective=classification";

}  // namespace

BOOST_AUTO_TEST_CASE(derivatives_follow_from_the_formula) {
  for (const double z : {-3.0, -0.4, 0.0, 0.7, 2.5}) {
    const Jet own = sigmoid().jet(z), known = hyperbolic_tangent().jet(z);
    for (std::size_t k = 0; k < own.size(); ++k) BOOST_TEST(std::abs(own[k] - known[k]) <= 1e-14);
    BOOST_TEST(std::abs(soft().jet(z)[1] + 1 / (1 + std::exp(z))) <= 1e-15);
  }
}

/// Thirty steps of numbers of order one: 1e-12 is thousands of roundings; quadrature of polynomials is exact.
BOOST_AUTO_TEST_CASE(what_the_program_has_too_trains_as_it_does) {
  const WithFunctions own;
  BOOST_TEST(distance(by_recurrence({"network.activation=parabola"}), by_recurrence({})) <= 1e-12);
  BOOST_TEST(distance(by_recurrence({"network.activation=sigmoid"}),
                      by_recurrence({"network.activation=tanh"})) <= 1e-12);
  BOOST_TEST(distance(by_recurrence({classifier, "network.loss=soft"}), by_recurrence({classifier})) <=
             1e-12);
}

BOOST_AUTO_TEST_CASE(recurrence_and_network_agree) {
  const WithFunctions own;
  for (const testing::Overrides& overrides :
       {testing::Overrides{"network.activation=sigmoid"},
        {classifier, "network.loss=soft"},
        {classifier, "network.loss=soft", "network.activation=sigmoid"}}) {
    BOOST_TEST(distance(by_recurrence(overrides), by_network(overrides)) <= 1e-12);
    BOOST_TEST(
        distance(by_recurrence(overrides), testing::tiny_problem(overrides).weights *
                                               testing::tiny_problem(overrides).data.patches.transpose()) >
        1e-3);  // it has moved
  }
}

BOOST_AUTO_TEST_CASE(they_are_listed_as_used_and_named_in_formulas) {
  const WithFunctions own;
  const Settings settings =
      testing::settings({classifier, "network.loss=soft", "network.activation=sigmoid"});
  BOOST_TEST(contains(settings_toml(settings), "activation = \"sigmoid\""));
  BOOST_TEST(contains(settings_toml(settings), "loss = \"soft\""));
  BOOST_TEST(settings.assumptions().function.formula == "tanh(z)");
  BOOST_TEST(settings.assumptions().loss.function.formula == "log(1 + exp(-z))");
}

BOOST_AUTO_TEST_CASE(unknown_names_are_refused_with_the_own_ones_too) {
  const WithFunctions own;
  BOOST_TEST(contains(refusal([] { testing::settings({"network.activation=swish"}); }), "\"sigmoid\""));
  BOOST_TEST(contains(refusal([] { testing::settings({"network.loss=hard"}); }), "\"soft\""));
}

BOOST_AUTO_TEST_CASE(functions_that_cannot_be_used_are_refused) {
  Activation named_relu = parabola(), without_formula = parabola();
  named_relu.name = "relu";
  without_formula.formula = "";
  Loss square = soft(), without_jet = soft();
  square.name = "square";
  without_jet.jet = nullptr;
  BOOST_TEST(
      contains(refusal([&] { const WithFunctions own({named_relu}); }), "two activations of one name"));
  BOOST_TEST(
      contains(refusal([&] { const WithFunctions own({without_formula}); }), "formula, latex and jet"));
  BOOST_TEST(contains(refusal([&] { const WithFunctions own({}, {square}); }), "two losses of one name"));
  BOOST_TEST(
      contains(refusal([&] { const WithFunctions own({}, {without_jet}); }), "formula, latex and jet"));
}

BOOST_AUTO_TEST_SUITE_END()
