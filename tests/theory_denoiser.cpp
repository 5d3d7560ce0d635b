#include <boost/test/unit_test.hpp>

#include "tests/noise_expectation.hpp"
#include "tests/programs.hpp"
#include "theory/denoiser.hpp"

BOOST_AUTO_TEST_SUITE(theory_denoiser)

using namespace featdyn;
using Eigen::VectorXd;
using Values = numerics::Matrix<double>;
using testing::polynomial_at, testing::some_numbers;
namespace {

constexpr double alpha = 0.8, beta = 0.6;
constexpr numerics::Index m = 3, N = 4, d = 2;

struct Network {
  Values W = some_numbers(m, d, 0.3), V = some_numbers(m, d, 1.1), X = some_numbers(N, d, 2.2);
  Values c = some_numbers(1, N, 0.4);
};

/// f(x) = m^(-1/2) sum_r sigma(<w_r, x>) v_r.
VectorXd output(const Network& net, const std::vector<double>& sigma, const VectorXd& x) {
  VectorXd f = VectorXd::Zero(d);
  for (numerics::Index r = 0; r < m; ++r)
    f += polynomial_at(sigma, net.W.row(r).dot(x)) * net.V.row(r).transpose() / std::sqrt(double(m));
  return f;
}

/// sum_p c_p E[ |f|^2 / 2 - <f, noise eps + data x_p> ].
double literal_loss(const Network& net, const std::vector<double>& sigma, double noise, double data) {
  double loss = 0;
  for (numerics::Index p = 0; p < N; ++p)
    loss += net.c(p) * testing::over_noise(d, [&](const VectorXd& eps) {
              const VectorXd x = net.X.row(p).transpose();
              const VectorXd f = output(net, sigma, alpha * x + beta * eps);
              return f.squaredNorm() / 2 - f.dot(noise * eps + data * x);
            });
  return loss;
}

double derived_loss(const Network& net, const std::vector<theory::Rational>& sigma, theory::Target target) {
  using theory::Extent;
  theory::MatrixProgram program;
  const theory::Inputs in = theory::make_inputs(program);
  const theory::SecondLayerProducts second{
      .B = program.constant("B", {.rows = Extent::neurons, .columns = Extent::neurons}),
      .C = program.constant("C", {.rows = Extent::neurons, .columns = Extent::patches}),
      .D = program.constant("D", {.rows = Extent::neurons, .columns = Extent::neurons})};
  program.output("loss",
                 theory::denoiser_loss(in, second, theory::activation(sigma), target_weights(target)));
  numerics::Evaluator<double> evaluator(program, {.neurons = m, .patches = N, .samples = 1},
                                        testing::symbol_values({.alpha = alpha, .beta = beta, .neurons = m}));
  const std::vector<std::pair<std::string, Values>> products{
      {"A", net.W * net.X.transpose()}, {"G", net.W * net.W.transpose()}, {"B", net.W * net.V.transpose()},
      {"C", net.V * net.X.transpose()}, {"D", net.V * net.V.transpose()}, {"c", net.c}};
  for (const auto& [name, value] : products)
    if (evaluator.has_input(name)) evaluator.input(name) = value;
  evaluator.run();
  return evaluator.output("loss")(0);
}

void check(const Network& net) {
  const std::vector<std::pair<std::vector<theory::Rational>, std::vector<double>>> activations{
      {{0, 0, 1}, {0, 0, 1}},
      {{0, 0, 0, 1}, {0, 0, 0, 1}},
      {{1, -2, 0, 3}, {1, -2, 0, 3}},
      {{0, 1}, {0, 1}},
      {{5}, {5}}};
  const std::vector<std::tuple<theory::Target, double, double>> targets{
      {theory::Target::noise, 1, 0},
      {theory::Target::data, 0, 1},
      {theory::Target::velocity, alpha, -beta},
      {theory::Target::flow, 1, -1}};
  for (const auto& [exact, sigma] : activations)
    for (const auto& [target, noise, data] : targets) {
      const double expected = literal_loss(net, sigma, noise, data);
      BOOST_TEST(std::abs(derived_loss(net, exact, target) - expected) <= 1e-12 * (1 + std::abs(expected)));
    }
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_loss_is_the_expectation_over_the_noise_of_the_network_as_written) {
  check(Network{});
}

BOOST_AUTO_TEST_CASE(tied_layers_are_the_case_of_equal_weights) {
  Network net;
  net.V = net.W;
  check(net);
  theory::MatrixProgram program;
  const theory::Inputs in = theory::make_inputs(program);
  const theory::SecondLayerProducts second = theory::tied(in);
  BOOST_TEST(second.B.node == in.G.node);
  BOOST_TEST(second.C.node == in.A.node);
  BOOST_TEST(second.D.node == in.G.node);
}

BOOST_AUTO_TEST_SUITE_END()
