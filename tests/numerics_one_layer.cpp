// The free matrix D = W x + b: each column of it by its own exponential law.
#include <fmt/format.h>

#include <boost/test/unit_test.hpp>

#include "numerics/methods/matrix_network.hpp"
#include "numerics/spectrum/linear_denoiser.hpp"
#include "tests/spectra.hpp"
#include "tests/spectral_training.hpp"

BOOST_AUTO_TEST_SUITE(numerics_one_layer)

using namespace featdyn;
using namespace featdyn::numerics;
using namespace featdyn::testing;
using boost::test_tools::tolerance;
using Values = Matrix<double>;

BOOST_AUTO_TEST_CASE(one_layer_is_its_law_in_steps_and_in_the_flow) {
  const Overrides one{"network.layers=1", "network.bias=false"};
  const Problem problem = spectral_problem(one);
  const auto lambda = modes_of<double>(problem).lambda;
  const Values stepped = after_steps(problem, 60), flowed = after_flow(problem, 60);
  for (Index a = 0; a < 8; ++a) {
    const double l = lambda[static_cast<std::size_t>(a)], end = l / (l + 1);
    BOOST_TEST(stepped(a, a) == end + (0.1 - end) * std::pow(1 - 0.02 * (l + 1), 60), tolerance(1e-12));
    const LinearDenoiser law{.layers = Layers::one, .start = 0.1};
    BOOST_TEST(flowed(a, a) == law.weight(l, 1, paper_time(problem, 60)), tolerance(1e-10));
  }
}

BOOST_AUTO_TEST_CASE(one_layer_is_stable_below_the_sheets_rate) {
  const auto distance = [](double part) {  // 2/(sigma^2 + lambda_max): the paper's 1/(...) without our 1/2
    const Problem problem = spectral_problem(
        {"network.layers=1", "network.bias=false", fmt::format("training.learning_rate={}", part * 2 / 11)});
    return std::abs(after_steps(problem, 2000)(0, 0) - 10.0 / 11);
  };
  BOOST_TEST(distance(0.99) < 1e-8);
  BOOST_TEST(distance(1.01) > 1e3);
}

BOOST_AUTO_TEST_CASE(every_column_of_one_layer_goes_at_its_modes_rate_aligned_or_not) {
  std::string text = testing::spectral_settings;
  text.replace(text.find("modes = 0.1"), 11, "std = 0.3");
  const Problem problem =
      make_problem(testing::settings_of(text, {"network.layers=1", "network.bias=false"}));
  const auto lambda = modes_of<double>(problem).lambda;
  const Values start = after_steps(problem, 0), end = after_steps(problem, 60);
  BOOST_TEST(alignment<double>(start) < 0.5);
  for (Index a = 0; a < 8; ++a)
    for (Index b = 0; b < 8; ++b) {
      const double l = lambda[static_cast<std::size_t>(b)], goal = a == b ? l / (l + 1) : 0;
      BOOST_TEST(std::abs(end(a, b) - (goal + (start(a, b) - goal) * std::pow(1 - 0.02 * (l + 1), 60))) <
                 1e-13);
    }
}

BOOST_AUTO_TEST_CASE(one_layer_has_one_rate_for_targets_of_data_and_of_noise) {
  for (const std::string target : {"data", "noise"}) {
    const Problem problem = spectral_problem({"network.layers=1", "network.bias=false",
                                              "diffusion={alpha=0.8, beta=0.6, target=\"" + target + "\"}"});
    const auto lambda = modes_of<double>(problem).lambda;
    const Values flowed = after_flow(problem, 60);
    for (Index a = 0; a < 8; ++a) {
      const double l = lambda[static_cast<std::size_t>(a)], rate = 0.64 * l + 0.36;
      const double end = (target == "data" ? 0.8 * l : 0.6) / rate;
      BOOST_TEST(flowed(a, a) == end + (0.1 - end) * std::exp(-2 * rate * paper_time(problem, 60)),
                 tolerance(1e-10));
    }
  }
}

BOOST_AUTO_TEST_CASE(null_directions_of_one_layer_are_forgotten_exponentially) {
  Problem problem = spectral_problem({"network.layers=1", "network.bias=false", "data.dimension=9"});
  problem.weights(8, 8) = 0.2;  // off the data
  MatrixNetwork<double> network(problem, 0.02);
  for (int k = 0; k < 60; ++k) {
    network.evaluate();
    network.advance();
  }
  BOOST_TEST(network.weights()(8, 8) == 0.2 * std::pow(1 - 0.02, 60), tolerance(1e-12));
}

BOOST_AUTO_TEST_SUITE_END()
