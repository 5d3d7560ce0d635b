#include <boost/test/unit_test.hpp>
#include <cmath>

#include "numerics/methods/decomposition.hpp"
#include "numerics/training/label_factors.hpp"
#include "tests/both_ways.hpp"

BOOST_AUTO_TEST_SUITE(numerics_label_factors)

using namespace featdyn;
using numerics::Matrix;
using testing::with, testing::Overrides;

namespace {

const Overrides classifier{"network.objective=classification", "data.signals=antipodal",
                           "network.activation=squared-relu", "training.learning_rate=0.3", "init.std=0.4"};

numerics::Settings drawing(const std::string& law) {
  return testing::settings(with(classifier, {law}));
}

std::vector<double> drawn(const std::string& law, long steps, numerics::Index n = 100) {
  const numerics::LabelFactors factors(drawing(law), n);
  std::vector<double> all;
  for (long k = 0; k < steps; ++k)
    for (const double factor : factors.of_step(k)) all.push_back(factor);
  return all;
}

double mean(const std::vector<double>& x) {
  double sum = 0;
  for (const double value : x) sum += value;
  return sum / static_cast<double>(x.size());
}

Matrix<double> overlaps_after(const Overrides& overrides, int steps) {
  const auto problem = testing::problem(with(classifier, overrides));
  numerics::Recurrence<double> run(problem, numerics::initial_state<double>(problem), 0.3);
  for (int k = 0; k < steps; ++k) run.evaluate(), run.advance();
  run.evaluate();
  return run.overlaps();
}

}  // namespace

BOOST_AUTO_TEST_CASE(flips_are_drawn_anew_with_their_probability_and_more_of_them_flip_the_same_ones) {
  const auto few = drawn("training.label_flips=0.1", 200), many = drawn("training.label_flips=0.4", 200);
  const double n = 20'000, share = (1 - mean(few)) / 2;
  BOOST_TEST(std::abs(share - 0.1) < 4 * std::sqrt(0.1 * 0.9 / n));
  bool within = true, varies = false;
  for (std::size_t i = 0; i < few.size(); ++i) {
    within = within && (few[i] > 0 || many[i] < 0) && std::abs(few[i]) == 1;
    varies = varies || (i >= 100 && few[i] != few[i - 100]);
  }
  BOOST_TEST(within);
  BOOST_TEST(varies);
  for (const double factor : drawn("training.label_flips=1", 3)) BOOST_TEST(factor == -1);
}

BOOST_AUTO_TEST_CASE(other_laws_have_their_mean_and_spread) {
  const auto normal = drawn("training.label_normal=[0.6, 2]", 200),
             uniform = drawn("training.label_uniform=[-1, 2]", 200);
  BOOST_TEST(std::abs(mean(normal) - 0.6) < 4 * 2 / std::sqrt(20'000));
  BOOST_TEST(std::abs(mean(uniform) - 0.5) < 4 * std::sqrt(0.75 / 20'000));
  const auto [least, most] = std::ranges::minmax(uniform);
  BOOST_TEST((least >= -1 && least < -0.99 && most < 2 && most > 1.99));
}

BOOST_AUTO_TEST_CASE(no_flips_are_plain_descent_bit_by_bit_and_all_flips_the_other_labels) {
  BOOST_TEST((overlaps_after({"training.label_flips=0"}, 30) == overlaps_after({}, 30)));
  BOOST_TEST((overlaps_after({"training.label_flips=0.3"}, 30) != overlaps_after({}, 30)));
  BOOST_TEST(
      (overlaps_after({"training.label_flips=1"}, 30) - overlaps_after({"data.label_noise=1"}, 30)).norm() <
      1e-13);
}

BOOST_AUTO_TEST_CASE(recurrence_network_and_decomposition_take_the_same_steps) {
  for (const char* law :
       {"training.label_flips=0.3", "training.label_normal=[1, 1]", "training.label_uniform=[-1, 2]"})
    for (const Overrides& piece : {Overrides{"network.activation=[0, 0, 1]"},
                                   {"network.second_layer=trained", "network.activation=[0, 1, 1]"},
                                   {"training.batch_size=3"},
                                   {"training.momentum=0.5", "training.weight_decay=0.1"}})
      BOOST_TEST_CONTEXT(law << " " << piece[0]) {
        const auto problem = testing::problem(with(classifier, with(piece, {law})));
        testing::check_both_ways(problem);
        const auto start = numerics::initial_state<double>(problem);
        numerics::Recurrence<double> one(problem, start, 0.3);
        numerics::Network<double> two(problem, 0.3);
        numerics::Decomposition<double> three(problem, start, 0.3);
        bool differs = false;
        for (int k = 0; k < 20; ++k) {
          one.evaluate(), two.evaluate(), three.evaluate();
          const double told = *one.told_loss();
          BOOST_TEST(std::abs(told - *two.told_loss()) < 1e-12);
          BOOST_TEST(std::abs(told - *three.told_loss()) < 1e-12);
          differs = differs || told != one.evaluate().loss;
          one.advance(), two.advance(), three.advance();
        }
        BOOST_TEST(differs);
        two.evaluate(), three.evaluate();
        BOOST_TEST((one.overlaps() - two.overlaps()).norm() < 1e-11 * one.overlaps().norm());
        BOOST_TEST((one.overlaps() - three.overlaps()).norm() < 1e-11 * one.overlaps().norm());
      }
}

/// By hand, for z^2 and one step: W - eta (1/n) sum_i eps_i y_i l'(eps_i y_i f_i) grad f_i.
BOOST_AUTO_TEST_CASE(a_step_is_the_gradient_of_the_loss_on_the_flipped_labels) {
  auto problem = testing::problem(
      with(classifier, {"training.label_flips=0.5", "data.samples=8", "network.activation=[0, 0, 1]"}));
  const auto factors = numerics::LabelFactors(problem.settings, problem.data.samples()).of_step(0);
  numerics::Network<double> run(problem, 0.3);
  run.evaluate();
  run.advance();
  run.evaluate();
  auto told = problem;
  told.settings = testing::settings(with(classifier, {"data.samples=8", "network.activation=[0, 0, 1]"}));
  for (std::size_t i = 0; i < factors.size(); ++i) told.data.labels[i] *= static_cast<int>(factors[i]);
  numerics::Network<double> plain(told, 0.3);
  plain.evaluate();
  plain.advance();
  BOOST_TEST((factors != std::vector<double>(factors.size(), 1)));
  BOOST_TEST((run.weights() - plain.weights()).norm() < 1e-15);
}

BOOST_AUTO_TEST_SUITE_END()
