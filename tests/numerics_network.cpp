#include <boost/test/unit_test.hpp>

#include "numerics/methods/network.hpp"
#include "numerics/methods/recurrence.hpp"
#include "tests/against_oracle.hpp"

BOOST_AUTO_TEST_SUITE(numerics_network)

using namespace featdyn;

namespace {

/// Trains by featdyn in doubles and by the oracle, and compares weights and overlaps.
void check_training(const numerics::Problem& problem, int steps) {
  const double eta = numerics::learning_rate<double>(problem.settings);
  numerics::Network<double> network(problem, eta);
  numerics::Recurrence<double> recurrence(problem, numerics::initial_state<double>(problem), eta);
  for (int k = 0; k < steps; ++k) {
    network.evaluate();
    network.advance();
    recurrence.evaluate();
    recurrence.advance();
  }
  const auto loss = testing::oracle_loss(problem);
  const auto setting = testing::oracle_setting(problem);
  const auto W = testing::oracle_training(problem, steps);
  const auto expected = testing::as_doubles(W);
  // Rounding of at most 20 stable steps; the contract asks for 1e-10.
  const double tolerance = 1e-12;
  BOOST_TEST((network.weights() - expected).norm() <= tolerance);
  BOOST_TEST((recurrence.overlaps() - expected * problem.data.patches.transpose()).norm() <= tolerance);
  BOOST_TEST((recurrence.gram() - expected * expected.transpose()).norm() <= tolerance);
  BOOST_TEST((network.weights() - problem.weights).norm() > 1e-3);
  const double end_loss = loss(setting, W).convert_to<double>();
  BOOST_TEST(std::abs(network.evaluate().loss - end_loss) <= tolerance);
  BOOST_TEST(std::abs(recurrence.evaluate().loss - end_loss) <= tolerance);
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_oracles_quadrature_has_the_moments_of_a_gaussian) {
  const auto rule = oracle::gauss_hermite(5);
  const std::vector<int> moments{1, 0, 1, 0, 3, 0, 15, 0, 105, 0};
  for (std::size_t k = 0; k < moments.size(); ++k) {
    oracle::Real sum = 0;
    for (std::size_t i = 0; i < 5; ++i) sum += rule.weights[i] * pow(rule.nodes[i], static_cast<int>(k));
    BOOST_TEST(abs(sum - moments[k]) < oracle::Real("1e-60"), k);
  }
}

BOOST_AUTO_TEST_CASE(training_of_the_quadratic_denoiser_is_the_literal_one_for_20_steps) {
  check_training(testing::tiny_problem({"training.learning_rate=0.1"}), 20);
}

BOOST_AUTO_TEST_CASE(training_of_every_denoiser_is_the_literal_one) {
  for (const std::string& activation : testing::activations)
    for (const std::string& target : testing::targets) BOOST_TEST_CONTEXT(activation << " " << target) {
        check_training(testing::tiny_problem({"network.activation=" + activation, "network.width=2",
                                              "diffusion.target=" + target, "training.learning_rate=0.1"}),
                       3);
      }
}

BOOST_AUTO_TEST_CASE(training_in_three_dimensions_with_given_alpha_and_beta_is_the_literal_one) {
  auto problem = testing::tiny_problem({"network.width=2", "training.learning_rate=0.1"}, 3);
  problem.settings.diffusion.time.reset();
  problem.settings.diffusion.alpha = numerics::Decimal{.value = theory::Rational(7, 10), .text = "0.7"};
  problem.settings.diffusion.beta = numerics::Decimal{.value = theory::Rational(13, 10), .text = "1.3"};
  check_training(problem, 3);
}

BOOST_AUTO_TEST_CASE(training_of_every_classifier_is_the_literal_one_for_20_steps) {
  for (const std::string& activation : testing::activations) BOOST_TEST_CONTEXT(activation) {
      check_training(testing::tiny_problem({"network.activation=" + activation, "training.learning_rate=0.1",
                                            "network.objective=classification"}),
                     20);
    }
}

BOOST_AUTO_TEST_SUITE_END()
