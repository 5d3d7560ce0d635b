#include <boost/test/unit_test.hpp>

#include "tests/noise_expectation.hpp"
#include "tests/programs.hpp"
#include "theory/linear_map.hpp"
#include "theory/weight_decay.hpp"

BOOST_AUTO_TEST_SUITE(theory_linear_map)

using namespace featdyn;
using Eigen::VectorXd;
using Values = numerics::Matrix<double>;
using testing::some_numbers;
namespace {

constexpr double alpha = 0.8, beta = 0.6, eta = 0.1, lambda = 0.3;
constexpr numerics::Index N = 3, d = 2;

struct Map {
  Values W = some_numbers(d, d, 0.3), b = some_numbers(d, 1, 1.4);
  Values X = some_numbers(N, d, 2.2), c = some_numbers(1, N, 0.9).cwiseAbs();
};

/// sum_p c_p E[ |W x_t + b|^2 / 2 - <W x_t + b, noise eps + data x_p> ] + (lambda/2)(|W|^2 + |b|^2).
double literal_loss(const Map& map, double noise, double data) {
  double loss = lambda / 2 * (map.W.squaredNorm() + map.b.squaredNorm());
  for (numerics::Index p = 0; p < N; ++p)
    loss += map.c(p) * testing::over_noise(d, [&](const VectorXd& eps) {
              const VectorXd x = map.X.row(p).transpose();
              const VectorXd f = map.W * (alpha * x + beta * eps) + map.b;
              return f.squaredNorm() / 2 - f.dot(noise * eps + data * x);
            });
  return loss;
}

/// The step by central differences of the literal loss, a polynomial of second degree: exact but for rounding.
Map stepped(const Map& from, bool bias, double noise, double data, double& gradient_square) {
  Map to = from;
  gradient_square = 0;
  const auto move = [&](Values Map::*part) {
    for (numerics::Index i = 0; i < (from.*part).size(); ++i) {
      Map ahead = from, behind = from;
      (ahead.*part).data()[i] += 0.5;
      (behind.*part).data()[i] -= 0.5;
      const double slope = literal_loss(ahead, noise, data) - literal_loss(behind, noise, data);
      (to.*part).data()[i] -= eta * slope;
      gradient_square += slope * slope;
    }
  };
  move(&Map::W);
  if (bias) move(&Map::b);
  return to;
}

std::map<std::string, Values> products(const Map& map) {
  const Values Z = map.X * map.W.transpose();  // rows W x_p
  return {{"A", map.X * Z.transpose()},
          {"G", Z * Z.transpose()},
          {"square", Values::Constant(1, 1, map.W.squaredNorm())},
          {"trace", Values::Constant(1, 1, map.W.trace())},
          {"K", map.X * map.X.transpose()},
          {"c", map.c},
          {"d", Values::Constant(1, 1, double(d))},
          {"u", map.X * map.b},
          {"v", Z * map.b},
          {"bias_square", Values::Constant(1, 1, map.b.squaredNorm())}};
}

numerics::Evaluator<double> evaluated(const Map& map, bool bias, theory::Target target) {
  theory::MatrixProgram program;
  const theory::LinearMapInputs in = theory::make_linear_map_inputs(program, bias, false);
  const theory::Matrix loss = theory::linear_map_loss(in, target_weights(target)) + theory::decay_penalty(in);
  program.output("loss", loss);
  const theory::LinearMapDescent descent(loss, in, std::nullopt);
  descent.append_step(program);
  descent.append_flow(program);
  numerics::Evaluator<double> evaluator(
      program, {.neurons = 1, .patches = N, .samples = 1},
      testing::symbol_values({.alpha = alpha, .beta = beta, .eta = eta, .decay = lambda}));
  for (const auto& [name, value] : products(map))
    if (evaluator.has_input(name)) evaluator.input(name) = value;
  evaluator.run();
  return evaluator;
}

void check(Map map, bool bias) {
  if (!bias) map.b.setZero();
  const std::vector<std::tuple<theory::Target, double, double>> targets{
      {theory::Target::noise, 1, 0}, {theory::Target::data, 0, 1}, {theory::Target::velocity, alpha, -beta}};
  for (const auto& [target, noise, data] : targets) {
    const auto evaluator = evaluated(map, bias, target);
    BOOST_TEST(std::abs(evaluator.output("loss")(0) - literal_loss(map, noise, data)) <= 1e-13);
    double gradient_square = 0;
    const auto before = products(map), after = products(stepped(map, bias, noise, data, gradient_square));
    BOOST_TEST(std::abs(evaluator.output("gradient_square")(0) - gradient_square) <= 1e-12 * gradient_square);
    for (const std::string& name : evaluator.states()) {
      BOOST_TEST((evaluator.output(name) - after.at(name)).norm() <= 1e-13, name);
      // the products are of second degree in the step: the flow is what is left of it at first order
      const Values first_order = (after.at(name) - before.at(name)) / eta;
      BOOST_TEST((evaluator.output("d" + name) - first_order).norm() <= 3 * eta * (1 + gradient_square),
                 name);
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(loss_step_and_flow_in_products_are_those_of_the_matrix) {
  check(Map{}, false);
}

BOOST_AUTO_TEST_CASE(loss_step_and_flow_with_a_bias_are_those_of_matrix_and_bias) {
  check(Map{}, true);
}

BOOST_AUTO_TEST_CASE(the_loss_of_no_map_is_zero) {
  Map map;
  map.W.setZero();
  map.b.setZero();
  BOOST_TEST(evaluated(map, true, theory::Target::noise).output("loss")(0) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
