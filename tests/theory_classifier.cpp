#include <boost/test/unit_test.hpp>

#include "tests/noise_expectation.hpp"
#include "tests/programs.hpp"
#include "theory/classifier.hpp"

BOOST_AUTO_TEST_SUITE(theory_classifier)

using namespace featdyn;
using Eigen::VectorXd;
using Values = numerics::Matrix<double>;
using testing::polynomial_at, testing::some_numbers;
namespace {

constexpr double alpha = 0.8, beta = 0.6;
constexpr numerics::Index m = 3, N = 4, n = 2, d = 1;
const std::vector<double> sigma{1, -2, 0, 3};

/// Sample 0 has patches 0 and 1, sample 1 patch 2 and patch 3; vectors of R^1, so that all noise of a sample is R^2.
struct Network {
  Values W = some_numbers(m, d, 0.3), X = some_numbers(N, d, 2.2), a = some_numbers(1, m, 0.8);
  Values incidence = Values::Zero(n, N), y = Values::Ones(1, n);
  Network() {
    incidence(0, 0) = incidence(0, 1) = incidence(1, 2) = incidence(1, 3) = 1;
    y(1) = -1;
  }
};

/// f_i = (1/m) sum_r a_r sum_{p in i} sigma(<w_r, scale x_p + beta eps_p>).
double output(const Network& net, numerics::Index i, double scale, const VectorXd& noise) {
  double f = 0;
  numerics::Index at = 0;
  for (numerics::Index p = 0; p < N; ++p) {
    if (net.incidence(i, p) == 0) continue;
    for (numerics::Index r = 0; r < m; ++r)
      f += net.a(r) * polynomial_at(sigma, net.W(r) * (scale * net.X(p) + noise(at))) / m;
    ++at;
  }
  return f;
}

numerics::Evaluator<double> evaluated(const theory::MatrixProgram& program, const Network& net) {
  numerics::Evaluator<double> evaluator(
      program, {.neurons = m, .patches = N, .samples = n},
      testing::symbol_values({.alpha = alpha, .beta = beta, .neurons = m, .samples = n}));
  const Values c = net.incidence.colwise().sum() / n;
  const std::vector<std::pair<std::string, Values>> inputs{{"A", net.W * net.X.transpose()},
                                                           {"G", net.W * net.W.transpose()},
                                                           {"c", c},
                                                           {"y", net.y},
                                                           {"incidence", net.incidence},
                                                           {"signs", net.a}};
  for (const auto& [name, value] : inputs)
    if (evaluator.has_input(name)) evaluator.input(name) = value;
  return evaluator;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_loss_is_the_mean_of_what_the_margins_cost) {
  const Network net;
  theory::MatrixProgram program;
  const theory::Inputs in = theory::make_inputs(program);
  const theory::Labels labels = theory::make_labels(program, false, false, false);
  program.output("loss", theory::classifier_loss(in, labels, theory::activation({1, -2, 0, 3}), {}));
  auto evaluator = evaluated(program, net);
  evaluator.run();
  double expected = 0;
  for (numerics::Index i = 0; i < n; ++i)
    expected += std::log(1 + std::exp(-net.y(i) * output(net, i, 1, VectorXd::Zero(2)))) / n;
  BOOST_TEST(std::abs(evaluator.output("loss")(0) - expected) <= 1e-14);
}

BOOST_AUTO_TEST_CASE(shares_of_a_batch_weigh_the_samples) {
  const Network net;
  theory::MatrixProgram program;
  const theory::Inputs in = theory::make_inputs(program);
  const theory::Labels labels = theory::make_labels(program, false, true, false);
  program.output("loss", theory::classifier_loss(in, labels, theory::activation({1, -2, 0, 3}), {}));
  auto evaluator = evaluated(program, net);
  evaluator.input("shares") << 0, 1;
  evaluator.run();
  const double expected = std::log(1 + std::exp(-net.y(1) * output(net, 1, 1, VectorXd::Zero(2))));
  BOOST_TEST(std::abs(evaluator.output("loss")(0) - expected) <= 1e-14);
}

BOOST_AUTO_TEST_CASE(the_noised_square_loss_is_its_expectation_over_fresh_noise_for_every_patch) {
  const Network net;
  theory::MatrixProgram program;
  const theory::Inputs in = theory::make_inputs(program);
  const theory::Labels labels = theory::make_labels(program, false, false, false);
  program.output("loss", theory::noised_square_loss(in, labels, theory::activation({1, -2, 0, 3})));
  auto evaluator = evaluated(program, net);
  evaluator.run();
  double expected = 0;
  for (numerics::Index i = 0; i < n; ++i)
    expected += testing::over_noise(2,
                                    [&](const VectorXd& eps) {
                                      const double missing = 1 - net.y(i) * output(net, i, alpha, beta * eps);
                                      return missing * missing / 2;
                                    }) /
                n;
  BOOST_TEST(std::abs(evaluator.output("loss")(0) - expected) <= 1e-12 * expected);
}

BOOST_AUTO_TEST_CASE(the_cross_entropy_is_that_of_the_softmax_of_the_class_outputs) {
  const Network net;
  theory::MatrixProgram program;
  const theory::Inputs in = theory::make_inputs(program);
  const theory::ClassLabels labels = theory::make_class_labels(program, 3, false);
  program.output("loss", theory::cross_entropy(in, labels, theory::activation({1, -2, 0, 3})));
  auto evaluator = evaluated(program, net);
  const std::array<numerics::Index, 2> class_of_sample{2, 0};  // neuron r is of class r
  for (int c = 0; c < 3; ++c) {
    auto& neurons = evaluator.input("neurons of " + std::to_string(c));
    auto& samples = evaluator.input("samples of " + std::to_string(c));
    neurons = Values::Zero(1, m);
    neurons(c) = 1;
    for (numerics::Index i = 0; i < n; ++i) samples(i) = class_of_sample[static_cast<std::size_t>(i)] == c;
  }
  evaluator.run();
  double expected = 0;
  for (numerics::Index i = 0; i < n; ++i) {
    std::array<double, 3> f{};
    double total = 0;
    for (numerics::Index c = 0; c < 3; ++c) {
      Network one = net;
      one.a = Values::Zero(1, m);
      one.a(c) = 1;
      f[static_cast<std::size_t>(c)] = output(one, i, 1, VectorXd::Zero(2));
      total += std::exp(f[static_cast<std::size_t>(c)]);
    }
    const auto own = static_cast<std::size_t>(class_of_sample[static_cast<std::size_t>(i)]);
    expected += (std::log(total) - f[own]) / n;
  }
  BOOST_TEST(std::abs(evaluator.output("loss")(0) - expected) <= 1e-14);
}

BOOST_AUTO_TEST_SUITE_END()
