#include <boost/test/unit_test.hpp>

#include "numerics/methods/monte_carlo.hpp"
#include "numerics/problem/activation_error.hpp"
#include "tests/both_ways.hpp"
#include "tests/pieces.hpp"
#include "tests/unbiased.hpp"

BOOST_AUTO_TEST_SUITE(numerics_function_training)

using namespace featdyn;
using numerics::Matrix;
using testing::check_both_ways, testing::with, testing::Overrides;

BOOST_AUTO_TEST_CASE(the_recurrence_of_every_denoiser_is_the_networks) {
  for (const numerics::Activation& activation : numerics::activations())
    for (const char* target : {"noise", "velocity"})
      for (const char* second_layer : {"tied", "fixed", "trained"})
        BOOST_TEST_CONTEXT(activation.name << " " << target << " " << second_layer) {
          const auto problem = testing::problem(
              {"network.activation=" + activation.name, "training.learning_rate=0.1", "init.std=0.3",
               "network.quadrature_nodes=128", "network.second_layer=" + std::string(second_layer),
               "diffusion.target=" + std::string(target)});
          check_both_ways(problem);
        }
}

/// In inner products too, which are the state where the v_r are vectors of their own.
BOOST_AUTO_TEST_CASE(a_second_layer_of_its_own_goes_with_every_function) {
  for (const numerics::Activation& activation : numerics::activations())
    for (const char* second_layer : {"fixed", "trained"})
      BOOST_TEST_CONTEXT(activation.name << " " << second_layer) {
        auto problem =
            testing::problem({"network.activation=" + activation.name, "training.learning_rate=0.01",
                              "init.std=0.1", "data.dimension=80", "network.quadrature_nodes=128",
                              "network.second_layer=" + std::string(second_layer)});
        problem.second_layer = problem.weights.rowwise().reverse();
        BOOST_TEST(!numerics::initial_state<double>(problem).vectors.has_value());
        check_both_ways(problem);
      }
}

BOOST_AUTO_TEST_CASE(several_times_batches_and_momentum_go_with_a_function) {
  const Overrides of_relu{"network.activation=relu", "init.std=0.3", "training.learning_rate=0.1"};
  for (const Overrides& piece : {Overrides{"diffusion.times=[0.1, 0.6]", "training.batch_size=2"},
                                 {"diffusion.schedule=cosine"},
                                 {"training.momentum=0.5", "training.weight_decay=0.1"}})
    BOOST_TEST_CONTEXT(piece[0]) {
      check_both_ways(numerics::make_problem(testing::settings_of_pieces(with(of_relu, piece))));
    }
}

BOOST_AUTO_TEST_CASE(the_recurrence_of_every_classifier_is_the_networks) {
  for (const numerics::Activation& activation : numerics::activations())
    for (const char* second_layer : {"fixed", "trained"})
      BOOST_TEST_CONTEXT(activation.name << " " << second_layer) {
        check_both_ways(testing::problem({"network.activation=" + activation.name, "init.std=0.3",
                                          "network.objective=classification", "training.learning_rate=0.1",
                                          "network.second_layer=" + std::string(second_layer)}));
      }
}

/// 64 estimates of 16,000 draws a patch: a million draws.
BOOST_AUTO_TEST_CASE(a_million_draws_agree_with_the_closed_form_within_five_standard_errors) {
  for (const char* activation : {"relu", "erf"}) BOOST_TEST_CONTEXT(activation) {
      testing::check_unbiased(testing::tiny_problem(
          {std::string("network.activation=") + activation, "diffusion.noise_draws=16000", "init.std=0.4"},
          3));
    }
}

BOOST_AUTO_TEST_CASE(every_function_is_estimated_without_bias) {
  for (const numerics::Activation& activation : numerics::activations())
    for (const std::string& target : testing::targets) BOOST_TEST_CONTEXT(activation.name << " " << target) {
        testing::check_unbiased(
            testing::tiny_problem({"network.activation=" + activation.name, "init.std=0.4",
                                   "diffusion.target=" + target, "diffusion.noise_draws=200"},
                                  3));
      }
}

BOOST_AUTO_TEST_CASE(the_stated_quadrature_error_bounds_what_more_nodes_change) {
  const Overrides of_tanh{"network.activation=tanh", "init.std=0.3", "training.learning_rate=0.1"};
  const auto coarse = testing::problem(with(of_tanh, {"network.quadrature_nodes=8"}));
  const auto fine = testing::problem(with(of_tanh, {"network.quadrature_nodes=128"}));
  numerics::Network<double> few(coarse, 0.1), many(fine, 0.1);
  const double difference = std::abs(few.evaluate().loss - many.evaluate().loss);
  const auto error = numerics::activation_quadrature_error(coarse, few.overlaps(), few.gram());
  BOOST_TEST_REQUIRE(error.has_value());
  BOOST_TEST(difference > 1e-12);
  const double kernel = few.gram().cwiseAbs().sum();  // |tanh| <= 1, so that no kernel is larger than 1
  BOOST_TEST(difference <= *error * kernel);
  BOOST_TEST(*numerics::activation_quadrature_error(fine, few.overlaps(), few.gram()) < 1e-9);
  const auto closed = testing::problem({"network.activation=erf"});
  BOOST_TEST(!numerics::activation_quadrature_error(closed, few.overlaps(), few.gram()).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
