#include <Eigen/Eigenvalues>
#include <boost/test/unit_test.hpp>

#include "numerics/methods/network.hpp"
#include "numerics/points/curvature.hpp"
#include "tests/problems.hpp"

BOOST_AUTO_TEST_SUITE(numerics_curvature)

using namespace featdyn;
using Values = numerics::Matrix<double>;

namespace {

/// The gradient of the real network at given weights, as one column.
Eigen::VectorXd gradient_at(const numerics::Problem& problem, const Values& W) {
  auto moved = problem;
  moved.weights = W;
  numerics::Network<double> network(moved, 0.1);
  network.evaluate();
  return network.gradient().reshaped<Eigen::RowMajor>();
}

/// Largest eigenvalue of the Hessian by differences of the real network's gradient in R^(m d).
double largest_eigenvalue(const numerics::Problem& problem) {
  const Eigen::Index size = problem.weights.size();
  Eigen::MatrixXd hessian(size, size);
  const double h = 1e-5;
  for (Eigen::Index k = 0; k < size; ++k) {
    Values ahead = problem.weights, behind = problem.weights;
    ahead.data()[k] += h;
    behind.data()[k] -= h;
    hessian.col(k) = (gradient_at(problem, ahead) - gradient_at(problem, behind)) / (2 * h);
  }
  const Eigen::MatrixXd symmetric = (hessian + hessian.transpose()) / 2;
  return Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(symmetric).eigenvalues().maxCoeff();
}

double estimate(const numerics::Problem& problem) {
  const auto start = numerics::initial_state<double>(problem);
  return numerics::largest_curvature(problem, start.K, start.A, start.G);
}

}  // namespace

/// In R^2 the five patches span everything, so that no direction of the Hessian is left out.
BOOST_AUTO_TEST_CASE(it_is_the_largest_eigenvalue_of_the_real_networks_hessian) {
  for (const char* objective : {"diffusion", "classification"}) {
    auto problem = testing::tiny_problem({std::string("network.objective=") + objective});
    problem.weights *= 2;
    const double exact = largest_eigenvalue(problem), found = estimate(problem);
    BOOST_TEST(found <= exact * (1 + 1e-6), objective);
    BOOST_TEST(found >= exact * 0.98, objective << " " << found << " of " << exact);
  }
}

/// Near its saddle at 0 a network falls in every direction that is not flat: the largest eigenvalue, not the one
/// largest in size.
BOOST_AUTO_TEST_CASE(where_most_directions_fall_the_largest_is_found_all_the_same) {
  for (const double scale : {1e-3, 0.1, 0.5}) {
    auto problem = testing::tiny_problem({"diffusion.time=1"});
    problem.weights *= scale;
    const double exact = largest_eigenvalue(problem), found = estimate(problem);
    BOOST_TEST(std::abs(found - exact) <= 0.02 * std::abs(exact) + 1e-5,
               scale << ": " << found << " of " << exact);
  }
}

BOOST_AUTO_TEST_CASE(at_zero_gradient_there_is_no_direction_and_no_curvature) {
  BOOST_TEST(estimate(testing::problem({"init.std=0"})) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
