#include <boost/test/unit_test.hpp>
#include <cmath>

#include "numerics/data/engine.hpp"
#include "numerics/problem/pointwise_activation.hpp"
#include "numerics/training/test_error.hpp"
#include "tests/both_ways.hpp"

BOOST_AUTO_TEST_SUITE(numerics_test_error)

using namespace featdyn;
using numerics::Matrix, numerics::Problem, numerics::TestError;
using testing::with, testing::Overrides;

namespace {

Problem classifier(const Overrides& more) {
  return testing::problem(with({"network.objective=classification"}, more));
}

TestError::Value error_of(const Problem& problem) {
  const Matrix<double>&W = problem.weights, &X = problem.data.patches;
  return TestError(problem)(W * X.transpose(), W * W.transpose());
}

/// Wrong outputs of the real network on samples drawn in R^d: y mu, and noise in all or all but the first
/// coordinates, a constant behind them.
double error_in_space(const Problem& problem, int draws) {
  const auto data = *numerics::signal_noise(problem.settings.data);
  const numerics::PointwiseActivation sigma(problem.settings);
  const Eigen::RowVectorXd signs = numerics::second_layer_signs<double>(problem.settings);
  const auto d = static_cast<numerics::Index>(data.dimension);
  numerics::Engine engine = numerics::stream(77, "a test's own data", {});
  int errors = 0;
  for (int draw = 0; draw < draws; ++draw) {
    Matrix<double> x = Matrix<double>::Zero(2, problem.data.dimension());
    x.row(0) = problem.data.patches.row(draw % 2);
    numerics::fill_standard_normal(engine, x.row(1).data(), static_cast<std::size_t>(d));
    x.row(1) *= theory::to_real<double>(data.noise_std.value);
    if (data.noise_off_signals) x.row(1).head(data.span()).setZero();
    if (data.constant) x(1, d) = theory::to_real<double>(data.constant->value);
    const double f = (sigma(0, x * problem.weights.transpose()) * signs.transpose()).sum();
    errors += (draw % 2 == 0 ? f : -f) > 0 ? 0 : 1;
  }
  return static_cast<double>(errors) / draws;
}

}  // namespace

BOOST_AUTO_TEST_CASE(it_is_that_of_the_real_network_on_data_drawn_in_space) {
  const int draws = 20'000;
  for (const char* activation : {"relu", "squared-relu", "[0, 1]", "[0.3, 1]"})
    for (const Overrides& piece :
         {Overrides{"data.signals=antipodal"},
          {"data.noise_std=0.7"},
          {"data.signals=antipodal", "data.noise_orthogonal=false"},
          {"data.noise_orthogonal=false", "data.noise_std=0.5"},
          {"data.signals=antipodal", "data.noise_orthogonal=false", "data.constant=1.5"}})
      BOOST_TEST_CONTEXT(activation << " " << piece.size() << " " << piece[0]) {
        auto problem = classifier(
            with(piece, {std::string("network.activation=") + activation, "data.test_samples=20000"}));
        const Eigen::RowVectorXd signs = numerics::second_layer_signs<double>(problem.settings);
        problem.weights.col(0) += 0.1 * signs.transpose();
        const double in_space = error_in_space(problem, draws);
        const auto [error, standard_error] = error_of(problem);
        BOOST_TEST(in_space > 0.03);
        BOOST_TEST(in_space < 0.49);
        BOOST_TEST(std::abs(error - in_space) <
                   4 * std::hypot(standard_error, std::sqrt(in_space * (1 - in_space) / draws)));
        BOOST_TEST((standard_error == 0) == (activation[0] == '['));
      }
}

// f = (1/m) <sum_r a_r w_r, y mu + xi>: right with probability Phi(<v, mu> / (sigma |v off mu|))
BOOST_AUTO_TEST_CASE(of_a_linear_network_it_is_a_normal_probability) {
  auto problem = classifier({"data.signals=antipodal", "network.activation=[0, 1]", "data.noise_std=2"});
  problem.weights.col(0) += 0.2 * numerics::second_layer_signs<double>(problem.settings).transpose();
  const Eigen::RowVectorXd v = numerics::second_layer_signs<double>(problem.settings) * problem.weights;
  const double z = 1.5 * v[0] / (2 * v.tail(11).norm());
  const auto [error, standard_error] = error_of(problem);
  BOOST_TEST(std::abs(error - std::erfc(z / std::sqrt(2)) / 2) < 1e-12);
  BOOST_TEST(standard_error == 0);
}

// neurons a e_2 and b e_2 see u ~ N(0, 1) in coordinate 2: f = s y + relu(a u) - relu(b u)
BOOST_AUTO_TEST_CASE(along_one_direction_it_is_known_without_draws) {
  auto problem = classifier(
      {"data.signals=antipodal", "data.signal_norm=1", "network.activation=relu", "network.width=1"});
  problem.weights.setZero();
  problem.weights(0, 0) = 0.5, problem.weights(1, 0) = -0.5;  // relu(y/2) - relu(-y/2) = y/2
  problem.weights(0, 2) = 2, problem.weights(1, 2) = 1;
  const auto [error, standard_error] = error_of(problem);
  const double tail = std::erfc(0.5 / std::sqrt(2)) / 2;  // y = -1: -1/2 + 2u - u >= 0 where u >= 1/2
  BOOST_TEST(std::abs(error - tail / 2) < 1e-10);
  BOOST_TEST(standard_error == 0);
  problem.weights.col(2).setZero();
  BOOST_TEST(error_of(problem).error == 0);
  problem.weights.setZero();
  BOOST_TEST(error_of(problem).error == 1);  // an output of 0
}

// the same, with a wide neuron of each class that cancel: two directions
BOOST_AUTO_TEST_CASE(a_neuron_that_has_outgrown_all_others_hides_none_of_their_directions) {
  auto problem = classifier({"data.signals=antipodal", "data.signal_norm=1", "network.activation=relu",
                             "network.width=2", "data.test_samples=20000"});
  problem.weights.setZero();
  problem.weights(0, 0) = 0.5, problem.weights(2, 0) = -0.5;
  problem.weights(0, 2) = 2, problem.weights(2, 2) = 1;
  problem.weights(1, 3) = problem.weights(3, 3) = 1e9;
  const auto [error, standard_error] = error_of(problem);
  BOOST_TEST(standard_error > 0);
  BOOST_TEST(std::abs(error - std::erfc(0.5 / std::sqrt(2)) / 4) < 4 * standard_error);
}

// neurons (y, u): relu(y / 2 + ..) alone of class +1 sees nothing of y = -1, whose output is 0: wrong if told so or not
BOOST_AUTO_TEST_CASE(an_output_of_0_is_wrong_whatever_label_is_told) {
  const Overrides data{"data.signals=antipodal", "network.activation=relu", "network.width=1",
                       "data.label_noise=0.1", "data.test_labels=told"};
  auto problem = classifier(data);
  problem.weights.setZero();
  problem.weights(0, 0) = 0.5;
  BOOST_TEST(std::abs(error_of(problem).error - (0.1 + 1) / 2) < 1e-12);
  problem.weights(0, 2) = 1;  // y = -1: 0 where u <= 0, else wrong
  BOOST_TEST(std::abs(error_of(problem).error - (0.1 + 0.5 + 0.9 / 2) / 2) < 1e-10);
  problem.weights(1, 3) = 1e-300;  // a second direction of no width
  BOOST_TEST(std::abs(error_of(problem).error - (0.1 + 0.5 + 0.9 / 2) / 2) < 1e-10);
}

BOOST_AUTO_TEST_CASE(told_labels_have_their_flips_for_a_floor) {
  const Overrides data{"data.signals=antipodal", "network.activation=relu", "data.label_noise=0.1"};
  auto clean = classifier(data), told = classifier(with(data, {"data.test_labels=told"}));
  const auto e = error_of(clean), f = error_of(told);
  BOOST_TEST(std::abs(f.error - (0.1 + 0.8 * e.error)) < 1e-15);
  BOOST_TEST(std::abs(f.standard_error - 0.8 * e.standard_error) < 1e-12);
}

BOOST_AUTO_TEST_CASE(three_classes_are_told_apart_by_the_largest_output) {
  auto problem =
      testing::problem({"network.objective=classification", "network.loss=cross-entropy", "data.classes=3",
                        "data.samples=6", "network.activation=relu", "network.width=1"});
  problem.weights.setZero();
  for (int c = 0; c < 3; ++c) problem.weights(c, c) = 1;
  BOOST_TEST(error_of(problem).error == 0);
  problem.weights.row(2).swap(problem.weights.row(1));
  BOOST_TEST(std::abs(error_of(problem).error - 2.0 / 3) < 1e-12);
}

BOOST_AUTO_TEST_CASE(it_is_asked_of_no_state_that_does_not_tell_it) {
  const auto known = [](const Overrides& overrides) {
    return numerics::has_test_error(testing::settings(with({"network.objective=classification"}, overrides)));
  };
  BOOST_TEST(known({}));
  BOOST_TEST(!known({"network.objective=diffusion"}));
  BOOST_TEST(!known({"data.noise_spectrum=1"}));
  BOOST_TEST(!known({"network.second_layer=trained"}));
  BOOST_TEST(!known({"data.constant=1"}));
  BOOST_TEST(known({"data.constant=1", "data.signals=antipodal"}));
}

BOOST_AUTO_TEST_SUITE_END()
