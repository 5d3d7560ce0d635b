#include <boost/test/unit_test.hpp>

#include "tests/noise_expectation.hpp"
#include "tests/programs.hpp"
#include "theory/noised.hpp"

BOOST_AUTO_TEST_SUITE(theory_noised)

using namespace featdyn;
using Eigen::VectorXd;
using Values = numerics::Matrix<double>;
using testing::polynomial_at, testing::some_numbers;
namespace {

constexpr double alpha = 0.8, beta = 0.6;
constexpr numerics::Index m = 3, N = 2, d = 2;

struct Sums {
  double pairs, covariances;
};

/// factor = 1/2: half of sum_rs D_rs sum_p c_p E[sigma(z_rp) sigma(z_sp)], and of covariances, term by term.
Sums literal(const Values& W, const Values& X, const Values& D, const Values& c,
             const std::vector<double>& sigma) {
  Sums sums{0, 0};
  for (numerics::Index p = 0; p < N; ++p) {
    const auto z = [&](numerics::Index r, const VectorXd& eps) {
      return polynomial_at(sigma, W.row(r).dot(alpha * X.row(p).transpose() + beta * eps));
    };
    for (numerics::Index r = 0; r < m; ++r)
      for (numerics::Index s = 0; s < m; ++s) {
        const double both =
            testing::over_noise(d, [&](const VectorXd& eps) { return z(r, eps) * z(s, eps); });
        const double apart = testing::over_noise(d, [&](const VectorXd& eps) { return z(r, eps); }) *
                             testing::over_noise(d, [&](const VectorXd& eps) { return z(s, eps); });
        sums.pairs += c(p) * D(r, s) * both / 2;
        sums.covariances += c(p) * D(r, s) * (both - apart) / 2;
      }
  }
  return sums;
}

Sums derived(const Values& W, const Values& X, const Values& D, const Values& c,
             const theory::Activation& sigma) {
  theory::MatrixProgram program;
  const theory::Inputs in = theory::make_inputs(program);
  const theory::Matrix weights =
      program.constant("D", {.rows = theory::Extent::neurons, .columns = theory::Extent::neurons});
  const theory::Noised sigma_of(sigma, in);
  const theory::Polynomial half = theory::Rational(1, 2);
  program.output("pairs", sigma_of.pair_sum(half, weights, in.c));
  program.output("covariances", sigma_of.covariance_sum(half, weights, in.c));
  numerics::Evaluator<double> evaluator(program, {.neurons = m, .patches = N, .samples = 1},
                                        testing::symbol_values({.alpha = alpha, .beta = beta, .neurons = m}));
  const std::vector<std::pair<std::string, Values>> inputs{
      {"A", W * X.transpose()}, {"G", W * W.transpose()}, {"D", D}, {"c", c}};
  for (const auto& [name, value] : inputs)
    if (evaluator.has_input(name)) evaluator.input(name) = value;
  evaluator.run();
  return {evaluator.output("pairs")(0), evaluator.output("covariances")(0)};
}

}  // namespace

BOOST_AUTO_TEST_CASE(sums_over_pairs_and_their_covariances_are_expectations_over_the_noise) {
  const Values W = some_numbers(m, d, 0.3), X = some_numbers(N, d, 2.2), c = some_numbers(1, N, 0.4);
  const Values half = some_numbers(m, m, 1.9), D = half + half.transpose();
  const std::vector<std::pair<std::vector<theory::Rational>, std::vector<double>>> activations{
      {{0, 0, 1}, {0, 0, 1}},
      {{1, -2, 0, 3}, {1, -2, 0, 3}},
      {{0, 1}, {0, 1}},
      {{2, 0, 0, 0, 1}, {2, 0, 0, 0, 1}}};
  for (const auto& [exact, sigma] : activations) {
    const Sums expected = literal(W, X, D, c, sigma), found = derived(W, X, D, c, theory::activation(exact));
    BOOST_TEST(std::abs(found.pairs - expected.pairs) <= 1e-12 * (1 + std::abs(expected.pairs)));
    BOOST_TEST(std::abs(found.covariances - expected.covariances) <=
               1e-12 * (1 + std::abs(expected.covariances)));
  }
}

BOOST_AUTO_TEST_CASE(a_constant_activation_has_no_covariance) {
  const Values W = some_numbers(m, d, 0.3), X = some_numbers(N, d, 2.2), c = some_numbers(1, N, 0.4);
  const Values D = Values::Identity(m, m);
  const Sums found = derived(W, X, D, c, theory::activation({5}));
  BOOST_TEST(found.covariances == 0);
  BOOST_TEST(std::abs(found.pairs - 25 * 3 * c.sum() / 2) <= 1e-13);
}

BOOST_AUTO_TEST_SUITE_END()
