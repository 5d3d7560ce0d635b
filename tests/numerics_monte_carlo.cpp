#include <omp.h>

#include <boost/test/unit_test.hpp>

#include "tests/problems.hpp"
#include "tests/unbiased.hpp"

BOOST_AUTO_TEST_SUITE(numerics_monte_carlo)

using namespace featdyn;

namespace {

numerics::NoisyGradient with_threads(const numerics::Problem& problem, int threads) {
  const int before = omp_get_max_threads();
  omp_set_num_threads(threads);
  const auto result = numerics::MonteCarloGradient(problem)(problem.weights, 3);
  omp_set_num_threads(before);
  return result;
}

}  // namespace

BOOST_AUTO_TEST_CASE(its_mean_is_the_exact_gradient_within_five_standard_errors) {
  for (const std::string& activation : testing::activations)
    for (const std::string& target : testing::targets) BOOST_TEST_CONTEXT(activation << " " << target) {
        testing::check_unbiased(testing::tiny_problem(
            {"network.activation=" + activation, "diffusion.target=" + target, "diffusion.noise_draws=200"},
            3));
      }
}

BOOST_AUTO_TEST_CASE(one_and_two_threads_give_the_same_bytes) {
  const auto problem = testing::problem({"data.samples=10", "diffusion.noise_draws=130"});
  const auto one = with_threads(problem, 1), two = with_threads(problem, 2);
  BOOST_TEST((one.gradient.array() == two.gradient.array()).all());
  BOOST_TEST(one.loss == two.loss);
}

BOOST_AUTO_TEST_CASE(the_step_and_the_seed_name_the_noise) {
  const auto problem = testing::problem({"diffusion.noise_draws=10"});
  const numerics::MonteCarloGradient estimate(problem);
  BOOST_TEST(estimate(problem.weights, 1).loss == estimate(problem.weights, 1).loss);
  BOOST_TEST(estimate(problem.weights, 1).loss != estimate(problem.weights, 2).loss);
  auto other = problem;
  other.settings.init.seed += 1;
  BOOST_TEST(numerics::MonteCarloGradient(other)(problem.weights, 1).loss !=
             estimate(problem.weights, 1).loss);
}

BOOST_AUTO_TEST_CASE(its_training_goes_on_from_its_state_to_the_same_weights) {
  const auto problem = testing::problem({"diffusion.noise_draws=10"});
  numerics::MonteCarloNetwork whole(problem, 0.1), second(problem, 0.1);
  for (int k = 0; k < 4; ++k) {
    whole.evaluate();
    if (k == 2)
      for (std::size_t i = 0; i < 2; ++i) *second.state()[i] = *whole.state()[i];
    whole.advance();
    if (k < 2) continue;
    second.evaluate();
    second.advance();
  }
  BOOST_TEST((whole.state()[0]->array() == second.state()[0]->array()).all());
  BOOST_TEST((*whole.state()[1])(0, 0) == 4);
}

BOOST_AUTO_TEST_SUITE_END()
