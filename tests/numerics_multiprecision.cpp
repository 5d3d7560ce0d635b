#include <boost/multiprecision/eigen.hpp>
#include <boost/test/unit_test.hpp>

#include "numerics/methods/decomposition.hpp"
#include "numerics/methods/network.hpp"
#include "numerics/methods/recurrence.hpp"
#include "tests/against_oracle.hpp"
#include "tests/real50.hpp"

BOOST_AUTO_TEST_SUITE(numerics_multiprecision)

using namespace featdyn;
using testing::Real50;
using Values = numerics::Matrix<Real50>;

namespace {

Values as_real50(const oracle::Weights& W) {
  Values result(static_cast<numerics::Index>(W.size()), static_cast<numerics::Index>(W[0].size()));
  for (numerics::Index r = 0; r < result.rows(); ++r)
    for (numerics::Index k = 0; k < result.cols(); ++k)
      result(r, k) = Real50(W[static_cast<std::size_t>(r)][static_cast<std::size_t>(k)]);
  return result;
}

template <class Method>
void advance(Method& method, int steps) {
  for (int k = 0; k < steps; ++k) {
    method.evaluate();
    method.advance();
  }
  method.evaluate();
}

/// The oracle's difference quotients are good to h^2 = 1e-40 times a third derivative below 1e3.
void check_training(const numerics::Problem& problem, int steps) {
  const Real50 eta = numerics::learning_rate<Real50>(problem.settings), tolerance("1e-37");
  const auto start = numerics::initial_state<Real50>(problem);
  numerics::Recurrence<Real50> recurrence(problem, start, eta);
  numerics::Network<Real50> network(problem, eta);
  numerics::Decomposition<Real50> decomposition(problem, start, eta);
  advance(recurrence, steps);
  advance(network, steps);
  advance(decomposition, steps);
  const Values W = as_real50(testing::oracle_training(problem, steps));
  const Values X = problem.data.patches.cast<Real50>(), A = W * X.transpose();
  BOOST_TEST((network.weights() - W).norm() < tolerance);
  BOOST_TEST((recurrence.overlaps() - A).norm() < tolerance);
  BOOST_TEST((recurrence.gram() - W * W.transpose()).norm() < tolerance);
  // Among themselves they agree to their own 50 digits.
  BOOST_TEST((recurrence.overlaps() - network.overlaps()).norm() < Real50("1e-47"));
  BOOST_TEST((decomposition.overlaps() - network.overlaps()).norm() < Real50("1e-47"));
}

}  // namespace

BOOST_AUTO_TEST_CASE(fifty_digits_of_denoising_agree_with_literal_training) {
  for (const std::string& target : testing::targets) BOOST_TEST_CONTEXT(target) {
      check_training(testing::tiny_problem({"network.activation=[0.25, 0, 1, 0.1]", "network.width=2",
                                            "diffusion.target=" + target, "training.learning_rate=0.1"}),
                     3);
    }
}

BOOST_AUTO_TEST_CASE(fifty_digits_of_classification_agree_with_literal_training) {
  check_training(testing::tiny_problem({"network.objective=classification", "training.learning_rate=0.1"}),
                 5);
}

BOOST_AUTO_TEST_SUITE_END()
