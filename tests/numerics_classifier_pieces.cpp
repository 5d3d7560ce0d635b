#include <Eigen/QR>
#include <boost/test/unit_test.hpp>

#include "numerics/methods/monte_carlo.hpp"
#include "numerics/methods/network.hpp"
#include "numerics/methods/recurrence.hpp"
#include "tests/both_ways.hpp"
#include "tests/pieces.hpp"
#include "tests/refusal.hpp"
#include "tests/unbiased.hpp"

BOOST_AUTO_TEST_SUITE(numerics_classifier_pieces)

using namespace featdyn;
using numerics::Matrix;
using testing::check_both_ways, testing::with, testing::Overrides;

namespace {

const Overrides noised{"network.objective=classification", "network.noised_inputs=true",
                       "network.loss=square", "training.learning_rate=0.01", "init.std=0.2"};

Overrides classes(int count, const std::string& loss) {
  return {"network.objective=classification",
          "network.loss=" + loss,
          "data.classes=" + std::to_string(count),
          "data.samples=" + std::to_string(2 * count),
          "init.std=0.3",
          "training.learning_rate=0.1"};
}

}  // namespace

BOOST_AUTO_TEST_CASE(on_noised_inputs_the_recurrence_is_the_networks) {
  for (const char* activation : {"[0, 0, 1]", "[0.5, 1, 0, 0.5]", "relu", "erf"})
    for (const Overrides& piece : {Overrides{"network.second_layer=fixed"},
                                   {"network.second_layer=trained"},
                                   {"training.batch_size=2"},
                                   {"diffusion.times=[0.1, 0.5]", "diffusion.weights=[1, 2]"},
                                   {"training.weight_decay=0.1", "training.momentum=0.5"}})
      BOOST_TEST_CONTEXT(activation << " " << piece[0]) {
        const Overrides all = with(with(noised, {std::string("network.activation=") + activation}), piece);
        check_both_ways(numerics::make_problem(testing::settings_of_pieces(all)));
      }
}

BOOST_AUTO_TEST_CASE(the_loss_on_noised_inputs_is_the_mean_over_draws) {
  for (const char* activation : {"[0, 0, 1]", "[0.5, 1, 0, 0.5]", "relu", "erf"})
    for (const char* second_layer : {"fixed", "trained"})
      BOOST_TEST_CONTEXT(activation << " " << second_layer) {
        auto problem = testing::tiny_problem({}, 3);
        problem.settings = testing::settings(
            with(noised, {std::string("network.activation=") + activation, "diffusion.noise_draws=400",
                          std::string("network.second_layer=") + second_layer}));
        problem.weights = testing::waves(problem.settings.neurons(), 3, 0.4, 1.1);
        testing::check_unbiased(problem);
      }
}

/// beta = 0 takes the noise away.
BOOST_AUTO_TEST_CASE(without_noise_the_loss_is_the_plain_one) {
  auto noisy = testing::problem(noised),
       plain = testing::problem({"network.objective=classification", "network.loss=square",
                                 "training.learning_rate=0.1", "init.std=0.2"});
  noisy.settings.diffusion.time.reset();
  noisy.settings.diffusion.alpha = numerics::Decimal{.value = 1, .text = "1"};
  noisy.settings.diffusion.beta = numerics::Decimal{.value = 0, .text = "0"};
  numerics::Network<double> one(noisy, 0.1), other(plain, 0.1);
  BOOST_TEST(std::abs(one.evaluate().loss - other.evaluate().loss) <= 1e-14);
  BOOST_TEST((one.gradient() - other.gradient()).norm() <= 1e-14);
}

BOOST_AUTO_TEST_CASE(a_loss_without_an_expectation_is_drawn_or_refused) {
  const auto problem = testing::problem(with(noised, {"network.loss=logistic", "diffusion.noise_draws=20"}));
  const std::string message = testing::refusal(
      [&] { numerics::Recurrence<double>(problem, numerics::initial_state<double>(problem), 0.1); });
  BOOST_TEST(testing::contains(message, "only the square loss has an exact expectation over noise"), message);
  numerics::MonteCarloNetwork network(problem, 0.1);
  const double before = network.evaluate().loss;
  for (int k = 0; k < 20; ++k) {
    network.advance();
    network.evaluate();
  }
  BOOST_TEST(network.evaluate().loss < before);
}

BOOST_AUTO_TEST_CASE(the_cross_entropy_of_two_classes_is_the_logistic_loss) {
  auto two = classes(2, "cross-entropy"), one = classes(2, "logistic");
  const auto problem = testing::problem(two), binary = testing::problem(one);
  numerics::Recurrence<double> a(problem, numerics::initial_state<double>(problem), 0.1),
      b(binary, numerics::initial_state<double>(binary), 0.1);
  for (int k = 0; k < 20; ++k) {
    BOOST_TEST(std::abs(a.evaluate().loss - b.evaluate().loss) <= 1e-14);
    a.advance();
    b.advance();
  }
  BOOST_TEST((a.overlaps() - b.overlaps()).norm() <= 1e-13);
}

BOOST_AUTO_TEST_CASE(with_several_classes_the_recurrence_is_the_networks) {
  for (const int count : {2, 3, 5})
    for (const char* activation : {"[0, 0, 1]", "[0.5, 1, 0, 0.5]", "relu"})
      for (const char* piece :
           {"training.momentum=0.5", "training.batch_size=3", "training.weight_decay=0.2"})
        BOOST_TEST_CONTEXT(count << " " << activation << " " << piece) {
          check_both_ways(testing::problem(with(classes(count, "cross-entropy"),
                                                {std::string("network.activation=") + activation, piece})));
        }
}

BOOST_AUTO_TEST_CASE(other_losses_than_the_cross_entropy_know_two_classes) {
  const std::string message = testing::refusal([] { testing::settings(classes(3, "logistic")); });
  BOOST_TEST(testing::contains(message, "allowed: 2 classes, or network.loss = \"cross-entropy\""), message);
}

BOOST_AUTO_TEST_CASE(initial_scales_stand_along_the_patches_and_leave_the_rest) {
  const auto plain = testing::problem({}),
             scaled = testing::problem({"init.signal_std=[0.5, 0.02]", "init.noise_std=0"});
  const Matrix<double>&X = plain.data.patches, &W = plain.weights, &V = scaled.weights;
  // std is 0.1 and the signals are orthogonal to each other and to the noise
  BOOST_TEST((V * X.row(0).transpose() - 5 * W * X.row(0).transpose()).norm() <= 1e-14);
  BOOST_TEST((V * X.row(1).transpose() - 0.2 * W * X.row(1).transpose()).norm() <= 1e-14);
  BOOST_TEST((V * X.bottomRows(X.rows() - 2).transpose()).norm() <= 1e-14);
  const Eigen::MatrixXd moved = (V - W).transpose();
  const Eigen::MatrixXd in_span = X.transpose() * X.transpose().colPivHouseholderQr().solve(moved);
  BOOST_TEST((moved - in_span).norm() <= 1e-13);
  BOOST_TEST(moved.norm() > 0.1);
  const std::string message = testing::refusal([] { testing::problem({"init.signal_std=[1, 2, 3]"}); });
  BOOST_TEST(testing::contains(message, "init.signal_std: wrong number of values, read 3, allowed: 1, or 2"),
             message);
}

BOOST_AUTO_TEST_SUITE_END()
