#include <boost/test/unit_test.hpp>
#include <cmath>

#include "numerics/data/random.hpp"
#include "numerics/methods/network.hpp"
#include "numerics/training/test_error.hpp"
#include "tests/problems.hpp"
#include "verify/experiment/classifier_run.hpp"

namespace featdyn::verify {
namespace {

using Values = numerics::Matrix<double>;

testing::Overrides classifier(testing::Overrides overrides) {
  overrides.insert(overrides.begin(), "network.objective=classification");
  return overrides;
}

double value(const Measurement& measurement, const Row& row, const std::string& column) {
  return row.values[measurement.index(column)];
}

/// Wrong outputs of the real network with weights W on samples drawn in R^d.
int count_errors_in_space(const numerics::Problem& problem, const Values& W, int draws) {
  const TwoPatch s = two_patch(problem.settings);
  const Eigen::RowVectorXd signs = numerics::second_layer_signs<double>(problem.settings);
  numerics::Engine engine = numerics::stream(77, "a test's own data", {});
  Eigen::VectorXd xi(W.cols());
  int errors = 0;
  for (int draw = 0; draw < draws; ++draw) {
    const int y = draw % 2 == 0 ? 1 : -1;
    numerics::fill_standard_normal(engine, xi.data(), static_cast<std::size_t>(xi.size()));
    xi *= s.noise_std;
    xi.head(2).setZero();
    const Eigen::VectorXd of_signal = W * problem.data.patches.row(y == 1 ? 0 : 1).transpose();
    const double f = signs.dot((of_signal.array().square() + (W * xi).array().square()).matrix());
    errors += y * f > 0 ? 0 : 1;
  }
  return errors;
}

/// The same on samples of two copies of a signal and two noise patches, y = 1 with probability `share`.
int count_errors_with_more_patches(const numerics::Problem& problem, const Values& W, double share,
                                   int draws) {
  const Eigen::RowVectorXd signs = numerics::second_layer_signs<double>(problem.settings);
  numerics::Engine engine = numerics::stream(78, "a test's own data", {});
  Eigen::VectorXd xi(W.cols());
  int errors = 0;
  for (int draw = 0; draw < draws; ++draw) {
    const int y = draw < share * draws ? 1 : -1;
    const Eigen::VectorXd of_signal = W * problem.data.patches.row(y == 1 ? 0 : 1).transpose();
    double f = 2 * signs.dot(of_signal.array().square().matrix());
    for (int patch = 0; patch < 2; ++patch) {
      numerics::fill_standard_normal(engine, xi.data(), static_cast<std::size_t>(xi.size()));
      xi.head(2).setZero();
      f += signs.dot((W * xi).array().square().matrix());
    }
    errors += y * f > 0 ? 0 : 1;
  }
  return errors;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(verify_classifier_run)

// eta |mu|^2 / (2 m) = 0.1 x 25 / 40, eta sigma_xi^2 d / (n m) = 0.1 x 1000 / 600
BOOST_AUTO_TEST_CASE(the_rates_of_the_low_panel_are_a_sixteenth_and_a_sixth) {
  const auto law = classifier_law({.d = 1000,
                                   .n = 30,
                                   .signal_norm = 5,
                                   .noise_std = 1,
                                   .width = 20,
                                   .init_std = 0.001,
                                   .learning_rate = 0.1,
                                   .alpha = 1,
                                   .beta = 0});
  BOOST_TEST(std::abs(law.signal_rate - 1.0 / 16) < 1e-15);
  BOOST_TEST(std::abs(law.noise_rate - 1.0 / 6) < 1e-15);
  BOOST_TEST(law.noise_start / law.signal_start == std::sqrt(1000.) / 5, boost::test_tools::tolerance(1e-14));
}

// the covariance of <w_r, xi> against samples of R^d, where a third of the outputs is wrong
BOOST_AUTO_TEST_CASE(errors_on_fresh_data_are_those_of_the_real_network_on_fresh_data) {
  const auto problem =
      testing::problem(classifier({"data.dimension=60", "data.samples=6", "data.signal_norm=5",
                                   "data.noise_std=1.3", "network.width=4", "training.learning_rate=0.05"}));
  numerics::Network<double> network(problem, 0.05);
  for (int step = 0; step < 60; ++step) network.evaluate(), network.advance();
  network.evaluate();
  const double share = numerics::TestError(problem)(network.overlaps(), network.gram()).error;
  const int draws = 20'000;
  const double in_space =
      static_cast<double>(count_errors_in_space(problem, network.weights(), draws)) / draws;
  BOOST_TEST(in_space > 0.1);
  BOOST_TEST(in_space < 0.45);
  const double deviation = std::sqrt(
      in_space * (1 - in_space) * (1.0 / static_cast<double>(problem.settings.test.samples) + 1.0 / draws));
  BOOST_TEST(std::abs(share - in_space) < 4 * deviation);
}

BOOST_AUTO_TEST_CASE(errors_on_fresh_data_know_patches_correlated_signals_and_rare_classes) {
  const auto problem = numerics::make_problem(testing::settings_with_signals(
      "signal_gram = [[1, 0.6], [0.6, 1]]",
      classifier({"data.dimension=20", "data.samples=10", "data.class_balance=0.2", "data.signal_patches=2",
                  "data.noise_patches=2", "network.width=2"})));
  Values W(4, 20);
  numerics::Engine engine = numerics::stream(79, "a test's own weights", {});
  numerics::fill_standard_normal(engine, W.data(), static_cast<std::size_t>(W.size()));
  W.topRows(2) *= 0.2;
  W.bottomRows(2) *= 0.3;
  const Values signals = problem.data.patches.topRows(2);
  for (int neuron = 0; neuron < 4; ++neuron) W.row(neuron) += signals.row(neuron < 2 ? 0 : 1);
  const Values A = W * problem.data.patches.transpose(), G = W * W.transpose();
  const double share = numerics::TestError(problem)(A, G).error;
  const int draws = 20'000;
  const double in_space = static_cast<double>(count_errors_with_more_patches(problem, W, 0.2, draws)) / draws;
  const double deviation = std::sqrt(
      in_space * (1 - in_space) * (1.0 / static_cast<double>(problem.settings.test.samples) + 1.0 / draws));
  BOOST_TEST(std::abs(share - in_space) < 4 * deviation);
}

BOOST_AUTO_TEST_CASE(errors_are_not_counted_where_overlaps_do_not_tell_them) {
  const auto known = [](const testing::Overrides& overrides) {
    return numerics::has_test_error(
        testing::settings_with_signals("signal_norm = 1.5", classifier(overrides)));
  };
  BOOST_TEST(known({}));
  BOOST_TEST(!known({"data.noise_spectrum=1"}));
  BOOST_TEST(!known({"network.second_layer=trained"}));
}

// weights in the span of the signals do not see noise, and half of no information is wrong
BOOST_AUTO_TEST_CASE(
    a_network_of_signals_alone_makes_no_error_and_one_without_signals_is_wrong_half_the_time) {
  auto problem = testing::problem(classifier({"network.width=1", "data.signal_norm=2"}));
  problem.weights.setZero();
  problem.weights(0, 0) = problem.weights(1, 1) = 1;
  const auto error = [&] {
    const Values A = problem.weights * problem.data.patches.transpose(), G = numerics::gram(problem.weights);
    return numerics::TestError(problem)(A, G).error;
  };
  BOOST_TEST(error() == 0);
  problem.weights.setZero();
  problem.weights(0, 4) = problem.weights(1, 5) = 1;
  BOOST_TEST(std::abs(error() - 0.5) < 4 * 0.5 / std::sqrt(4000));
}

BOOST_AUTO_TEST_CASE(recurrence_and_network_measure_the_same_run) {
  const auto problem = testing::problem(
      classifier({"data.dimension=200", "data.samples=8", "data.signal_norm=9", "network.width=6",
                  "init.std=0.001", "training.learning_rate=0.1", "training.steps=120"}));
  const Measurement ours = classifier_run(recurrence_trainer(), Until::last_step);
  const Row a = ours.measure(problem),
            b = classifier_run(network_trainer(), Until::last_step).measure(problem);
  for (const std::string& column : ours.columns) {
    const double x = value(ours, a, column), y = value(ours, b, column);
    BOOST_TEST(((std::isnan(x) && std::isnan(y)) || std::abs(x - y) <= 1e-8 * std::abs(x)),
               column << " " << x << " " << y);
  }
  BOOST_TEST(value(ours, a, "t_signal") > 0);
}

// the times are those at which a walk of one's own sees the overlaps pass 1
BOOST_AUTO_TEST_CASE(times_are_the_first_steps_of_order_one) {
  const auto problem = testing::problem(
      classifier({"data.dimension=200", "data.samples=8", "data.signal_norm=9", "network.width=6",
                  "init.std=0.001", "training.learning_rate=0.1", "training.steps=120"}));
  double both = NAN, either = NAN, noise_then = NAN;
  recurrence_trainer().walk(problem, 120, [&](const StepState& now) {
    const double plus = now.A.col(0).head(6).cwiseAbs().maxCoeff();
    const double minus = now.A.col(1).tail(6).cwiseAbs().maxCoeff();
    if (std::isnan(either) && std::max(plus, minus) >= 1) either = static_cast<double>(now.step);
    if (!std::isnan(both) || std::min(plus, minus) < 1) return true;
    both = static_cast<double>(now.step);
    noise_then = 0;
    for (int i = 0; i < 8; ++i) {
      const auto own = now.A.col(2 + i).segment(i % 2 == 0 ? 0 : 6, 6);
      noise_then = std::max(noise_then, own.cwiseAbs().maxCoeff());
    }
    return true;
  });
  const Measurement ours = classifier_run(recurrence_trainer(), Until::last_step);
  const Row row = ours.measure(problem);
  BOOST_TEST(value(ours, row, "t_signal") == both);
  BOOST_TEST(value(ours, row, "t_signal_first") == either);
  BOOST_TEST(value(ours, row, "noise_at_signal") == noise_then);
  const Measurement until = classifier_run(recurrence_trainer(), Until::order_one);
  BOOST_TEST(value(until, until.measure(problem), "t_signal") == both);
}

// d so large that products of different noise patches are small against |xi|^2
BOOST_AUTO_TEST_CASE(early_rates_are_the_law_at_large_dimension) {
  const auto problem = testing::problem(
      classifier({"data.dimension=40000", "data.samples=10", "data.signal_norm=80", "network.width=8",
                  "init.std=1e-6", "training.learning_rate=0.0001", "training.steps=400"}));
  const Measurement ours = classifier_run(recurrence_trainer(), Until::order_one);
  const Row row = ours.measure(problem);
  const ClassifierLaw law = classifier_law(two_patch(problem.settings));
  BOOST_TEST(std::abs(value(ours, row, "signal_rate") / law.signal_rate - 1) < 0.005);
  BOOST_TEST(std::abs(value(ours, row, "noise_rate") / law.noise_rate - 1) < 0.02);
  BOOST_TEST(value(ours, row, "rate_steps") > 50);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace featdyn::verify
