#include <boost/test/unit_test.hpp>

#include "numerics/methods/network_output.hpp"
#include "tests/problems.hpp"

BOOST_AUTO_TEST_SUITE(numerics_network_output)

using namespace featdyn;
using namespace featdyn::numerics;

namespace {

/// A state of some size, so that nothing is negligible.
Matrix<double> weights_of(const Problem& problem) {
  return 10 * problem.weights;
}

}  // namespace

/// With f for the output: noise (x_t - beta f) / alpha; data f; velocity alpha x_t - beta f, since alpha^2 +
/// beta^2 = 1; flow x_t - t f.
BOOST_AUTO_TEST_CASE(the_data_behind_a_noised_input_follow_from_the_target) {
  for (const char* target : {"noise", "data", "velocity", "flow"}) {
    const Problem problem = testing::problem({std::string("diffusion.target=") + target});
    const Matrix<double> W = weights_of(problem), &x = problem.data.patches;
    const auto [alpha, beta] = signal_and_noise_level<double>(problem.settings.diffusion);
    const Matrix<double> f = denoiser_output(problem.settings, W, x);
    const std::string name = target;
    const Matrix<double> expected = name == "noise"      ? Matrix<double>((x - beta * f) / alpha)
                                    : name == "data"     ? f
                                    : name == "velocity" ? Matrix<double>(alpha * x - beta * f)
                                                         : Matrix<double>(x - beta * f);
    BOOST_TEST_CONTEXT(target)
    BOOST_TEST((estimated_data(problem.settings, W, x) - expected).cwiseAbs().maxCoeff() <
               1e-13 * expected.cwiseAbs().maxCoeff());
  }
}

BOOST_AUTO_TEST_CASE(the_denoiser_is_the_sum_over_its_neurons) {
  const Problem problem = testing::problem({"network.activation=[0.5, 1, 2, 3]"});
  const Matrix<double> W = weights_of(problem), &x = problem.data.patches;
  Eigen::RowVectorXd sum = Eigen::RowVectorXd::Zero(x.cols());
  for (Index r = 0; r < W.rows(); ++r) {
    const double z = W.row(r).dot(x.row(0));
    sum += (0.5 + z + 2 * z * z + 3 * z * z * z) / std::sqrt(static_cast<double>(W.rows())) * W.row(r);
  }
  BOOST_TEST((denoiser_output(problem.settings, W, x).row(0) - sum).cwiseAbs().maxCoeff() <
             1e-12 * sum.norm());
}

/// Central differences of classifier_output: their error is that of rounding over the step, and its square.
BOOST_AUTO_TEST_CASE(the_input_gradient_is_the_slope_of_the_output) {
  Problem problem =
      testing::problem({"network.objective=classification", "network.activation=[0.5, 1, 2, 3]"});
  const Matrix<double> W = weights_of(problem);
  const Matrix<double> gradient = input_gradient(problem.settings, W, problem.data.patches);
  const double h = 1e-5;
  const auto output = [&](Index patch, Index k, double move) {
    Dataset moved = problem.data;
    moved.patches(patch, k) += move;
    return classifier_output(problem.settings, W, moved);
  };
  const Index noise = problem.data.sample_patches(0, 1);
  for (const Index k : {0, 3, 7}) {
    const double slope = (output(noise, k, h)[0] - output(noise, k, -h)[0]) / (2 * h);
    BOOST_TEST(std::abs(slope - gradient(noise, k)) < 1e-6 * gradient.row(noise).norm());
  }
}

BOOST_AUTO_TEST_SUITE_END()
