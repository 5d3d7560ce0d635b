#include <boost/test/unit_test.hpp>

#include "numerics/activation_error.hpp"
#include "numerics/monte_carlo.hpp"
#include "numerics/network.hpp"
#include "numerics/recurrence.hpp"
#include "tests/against_oracle.hpp"
#include "tests/pieces.hpp"
#include "tests/unbiased.hpp"

using namespace featdyn;
using numerics::Matrix;

namespace {

using testing::Overrides;

Overrides with(Overrides overrides, const Overrides& further) {
  overrides.insert(overrides.end(), further.begin(), further.end());
  return overrides;
}

/// The network's loss at other weights w_r, the v_r staying what they are.
double loss_at(numerics::Problem problem, const Matrix<double>& W) {
  const bool tied = problem.settings.architecture.second_layer == theory::SecondLayer::tied;
  if (!tied) problem.second_layer = problem.weights;
  problem.weights = W;
  return numerics::Network<double>(problem, 0.1).evaluate().loss;
}

/// The gradient by central differences of the loss.
Matrix<double> by_differences(const numerics::Problem& problem) {
  const double h = 1e-5;  // error h^2, rounding 1e-16 / h
  Matrix<double> result = problem.weights;
  for (Eigen::Index i = 0; i < result.size(); ++i) {
    Matrix<double> ahead = problem.weights, behind = problem.weights;
    ahead.data()[i] += h, behind.data()[i] -= h;
    result.data()[i] = (loss_at(problem, ahead) - loss_at(problem, behind)) / (2 * h);
  }
  return result;
}

void check_both_ways(const numerics::Problem& problem) {
  const double eta = numerics::learning_rate<double>(problem.settings);
  numerics::Network<double> network(problem, eta);
  network.evaluate();
  BOOST_TEST((network.gradient() - by_differences(problem)).norm() <=
             1e-8 * network.gradient().norm() + 1e-9);
  numerics::Recurrence<double> recurrence(problem, numerics::initial_state<double>(problem), eta);
  for (int k = 0; k < 10; ++k) {
    const auto a = recurrence.evaluate(), b = network.evaluate();
    BOOST_TEST(std::abs(a.loss - b.loss) <= 1e-12);
    recurrence.advance();
    network.advance();
  }
  const Matrix<double>& W = network.weights();
  BOOST_TEST((W - problem.weights).norm() > 1e-3);
  BOOST_TEST((recurrence.overlaps() - W * problem.data.patches.transpose()).norm() <= 1e-11);
  BOOST_TEST((recurrence.gram() - W * W.transpose()).norm() <= 1e-11);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(numerics_function_training)

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
