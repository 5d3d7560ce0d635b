#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "numerics/methods/monte_carlo.hpp"
#include "numerics/methods/noise_span.hpp"
#include "tests/both_ways.hpp"
#include "tests/pieces.hpp"
#include "tests/problems.hpp"

BOOST_AUTO_TEST_SUITE(numerics_noise_span)

using namespace featdyn;
using numerics::Index;
using numerics::Matrix;
using testing::Overrides, testing::waves, testing::with;

namespace {

void check_span(const Matrix<double>& vectors) {
  const auto [coordinates, basis] = numerics::orthonormal_span(vectors);
  const Index size = std::min(vectors.rows(), vectors.cols());
  BOOST_TEST(basis.rows() == size);
  BOOST_TEST((basis * basis.transpose() - Matrix<double>::Identity(size, size)).norm() <= 1e-14);
  BOOST_TEST((coordinates * basis - vectors).stableNorm() <= 1e-14 * vectors.stableNorm());
}

/// Everything random of a step: gradients, loss.
Eigen::RowVectorXd drawn(const numerics::NoisyGradient& step) {
  Eigen::RowVectorXd result(step.gradient.size() + step.second_layer.size() + 1);
  result << step.gradient.reshaped().transpose(), step.second_layer.reshaped().transpose(), step.loss;
  return result;
}

/// One row a step: its numbers, their products with the first and the last, and its square.
Matrix<double> replicates(const numerics::Problem& problem, Index count) {
  const numerics::MonteCarloGradient estimate(problem);
  const bool classifies = problem.settings.objective == theory::Objective::classification;
  const bool tied = !problem.second_layer && !classifies;
  const Matrix<double> V = classifies ? numerics::second_layer_signs<double>(problem.settings)
                                      : problem.second_layer.value_or(problem.weights);
  Matrix<double> result;
  for (Index k = 0; k < count; ++k) {
    const auto key = static_cast<std::uint64_t>(k);
    const auto x = drawn(tied ? estimate(problem.weights, key) : estimate(problem.weights, V, key));
    if (k == 0) result.resize(count, 3 * x.size() + 1);
    result.row(k) << x, x * x(0), x * x(x.size() - 1), x.squaredNorm();
  }
  return result;
}

/// The Kolmogorov-Smirnov statistic of two samples of equal size n, times sqrt(n / 2).
double distance_of_laws(Eigen::VectorXd x, Eigen::VectorXd y) {
  std::sort(x.begin(), x.end());
  std::sort(y.begin(), y.end());
  Index i = 0, j = 0, largest = 0;
  while (i < x.size() && j < y.size()) {
    const double at = std::min(x(i), y(j));
    while (i < x.size() && x(i) <= at) ++i;
    while (j < y.size() && y(j) <= at) ++j;
    largest = std::max(largest, std::abs(i - j));
  }
  const auto n = static_cast<double>(x.size());
  return static_cast<double>(largest) / n * std::sqrt(n / 2);
}

/// Its tail: 2 exp(-2 t^2) is 1e-7 at t = 2.9, for a few hundred tests.
constexpr double critical = 2.9;

void check_laws(const numerics::Problem& seen) {
  constexpr Index count = 3000;
  numerics::Problem literal = seen;
  literal.settings.diffusion.noise = numerics::NoiseWay::literal;
  const Matrix<double> ours = replicates(seen, count), plain = replicates(literal, count);
  for (Index k = 0; k < ours.cols(); ++k)
    BOOST_TEST(distance_of_laws(ours.col(k), plain.col(k)) <= critical, "number " << k);
}

/// Few draws, so that no law is near a normal one.
numerics::Problem denoiser(const Overrides& overrides, Index d = 5) {
  auto problem = testing::tiny_problem({}, d);
  problem.settings =
      testing::settings_of_pieces(with({"network.width=2", "diffusion.noise_draws=2"}, overrides));
  problem.weights = waves(problem.settings.neurons(), d, 0.7, 1.1);
  return problem;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_span_has_an_orthonormal_basis_whatever_its_rank) {
  check_span(waves(3, 40, 0.5, 0.2));
  check_span(waves(4, 4, 0.5, 0.2));
  check_span(waves(7, 3, 0.5, 0.2));
  check_span(waves(3, 9, 1e-200, 0.2));
  check_span(Matrix<double>::Zero(3, 5));
  check_span(Matrix<double>::Identity(3, 5));
  Matrix<double> dependent = waves(4, 9, 0.5, 0.2);
  dependent.row(1) = -3 * dependent.row(0);
  dependent.row(2).setZero();
  check_span(dependent);
}

BOOST_AUTO_TEST_CASE(a_semidefinite_matrix_has_a_root_whatever_its_rank) {
  for (const Index rank : {0, 1, 2, 5}) BOOST_TEST_CONTEXT(rank) {
      const Matrix<double> X = waves(5, rank, 0.8, 0.4), M = X * X.transpose();
      const Matrix<double> L = numerics::semidefinite_root(M);
      BOOST_TEST((L * L.transpose() - M).norm() <= 1e-13 * M.norm());
      if (rank == 5) BOOST_TEST((L * L.transpose() - M).norm() <= 1e-15 * M.norm());
    }
  Matrix<double> hurt = Matrix<double>::Identity(3, 3);
  hurt(1, 1) = std::nan("");
  BOOST_TEST(!numerics::semidefinite_root(hurt).allFinite());
}

BOOST_AUTO_TEST_CASE(a_denoisers_step_has_the_law_of_literal_noise) {
  for (const Overrides& piece : {Overrides{"network.activation=[0, 0, 1]"},
                                 {"network.activation=[0.25, 0, 1, 0.5]", "diffusion.target=velocity"},
                                 {"network.activation=relu", "diffusion.target=data"},
                                 {"diffusion.times=[0.1, 0.5]", "diffusion.weights=[1, 2]"}})
    BOOST_TEST_CONTEXT(piece[0]) {
      check_laws(denoiser(piece));
    }
}

BOOST_AUTO_TEST_CASE(so_it_has_where_the_neurons_span_the_whole_space_or_a_line) {
  check_laws(denoiser({}, 2));
  check_laws(denoiser({"network.width=3"}, 2));
  auto line = denoiser({});
  line.weights.row(1) = 2 * line.weights.row(0);
  check_laws(line);
}

BOOST_AUTO_TEST_CASE(a_second_layer_of_its_own_sees_noise_too) {
  for (const char* second_layer : {"fixed", "trained"}) BOOST_TEST_CONTEXT(second_layer) {
      auto problem = denoiser({std::string("network.second_layer=") + second_layer}, 7);
      problem.second_layer = waves(2, 7, 0.6, 2.3);
      check_laws(problem);
    }
}

BOOST_AUTO_TEST_CASE(a_classifiers_step_has_the_law_of_literal_noise) {
  for (const char* second_layer : {"fixed", "trained"})
    for (const char* loss : {"logistic", "square"}) BOOST_TEST_CONTEXT(second_layer << " " << loss) {
        check_laws(denoiser({"network.objective=classification", "network.noised_inputs=true",
                             "network.width=1", std::string("network.loss=") + loss,
                             std::string("network.second_layer=") + second_layer}));
      }
}

BOOST_AUTO_TEST_CASE(training_has_the_law_of_literal_noise) {
  constexpr Index count = 1000;
  Matrix<double> ends[2];
  for (const char* noise : {"literal", "seen"}) {
    Matrix<double>& end = ends[noise[0] == 's'];
    for (Index k = 0; k < count; ++k) {
      const auto problem = denoiser({"init.seed=" + std::to_string(k + (noise[0] == 's' ? count : 0)),
                                     std::string("diffusion.noise=") + noise});
      numerics::MonteCarloNetwork network(problem, 0.2);
      for (int step = 0; step < 3; ++step) network.evaluate(), network.advance();
      network.evaluate();
      Eigen::RowVectorXd x(network.overlaps().size() + network.gram().size());
      x << network.overlaps().reshaped().transpose(), network.gram().reshaped().transpose();
      if (k == 0) end.resize(count, x.size());
      end.row(k) = x;
    }
  }
  for (Index k = 0; k < ends[0].cols(); ++k)
    BOOST_TEST(distance_of_laws(ends[0].col(k), ends[1].col(k)) <= critical, "number " << k);
}

BOOST_AUTO_TEST_SUITE_END()
