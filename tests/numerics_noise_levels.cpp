#include <boost/math/quadrature/tanh_sinh.hpp>
#include <boost/test/unit_test.hpp>

#include "numerics/methods/network.hpp"
#include "numerics/methods/recurrence.hpp"
#include "numerics/problem/noise_levels.hpp"
#include "numerics/scalar/arb_number.hpp"
#include "numerics/scalar/interval.hpp"
#include "tests/pieces.hpp"

BOOST_AUTO_TEST_SUITE(numerics_noise_levels)

using namespace featdyn;
using numerics::NoiseSchedule;

namespace {

constexpr NoiseSchedule all[] = {NoiseSchedule::variance_preserving, NoiseSchedule::linear,
                                 NoiseSchedule::cosine};
const char* const names[] = {"variance-preserving", "linear", "cosine"};

/// alpha and beta at t, from the definition of each schedule.
std::pair<double, double> level(NoiseSchedule schedule, double t) {
  const double pi = std::acos(-1.0);
  if (schedule == NoiseSchedule::linear) return {1 - t, t};
  if (schedule == NoiseSchedule::cosine) return {std::cos(pi * t / 2), std::sin(pi * t / 2)};
  const double log_alpha = -t * t * (20 - 0.1) / 4 - t * 0.1 / 2;
  return {std::exp(log_alpha), std::sqrt(1 - std::exp(2 * log_alpha))};
}

double mean(NoiseSchedule schedule, const std::function<double(double, double)>& f) {
  boost::math::quadrature::tanh_sinh<double> integrator;
  return integrator.integrate(
      [&](double t) {
        const auto [alpha, beta] = level(schedule, t);
        return f(alpha, beta);
      },
      0.0, 1.0, 1e-13);
}

/// Loss and gradient of the real network at given alpha and beta.
double loss_at(const numerics::Problem& problem, double alpha, double beta) {
  auto at = problem;
  numerics::DiffusionSettings& diffusion = at.settings.diffusion;
  diffusion.several = {};
  diffusion.alpha = numerics::Decimal{.value = theory::Rational(alpha), .text = "alpha"};
  diffusion.beta = numerics::Decimal{.value = theory::Rational(beta), .text = "beta"};
  return numerics::Network<double>(at, 0.1).evaluate().loss;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_list_of_times_has_equal_weights_unless_told) {
  const auto settings = testing::settings_of_pieces({"diffusion.times=[0.1, 0.4]"});
  const auto levels = numerics::noise_levels<double>(settings.diffusion);
  BOOST_TEST(levels.size() == 2U);
  BOOST_TEST(levels[0].weight == 0.5);
  BOOST_TEST(std::abs(levels[1].alpha - std::exp(-0.4)) < 1e-15);
  BOOST_TEST(std::abs(levels[1].beta - std::sqrt(1 - std::exp(-0.8))) < 1e-15);
  BOOST_TEST(numerics::noise_levels<double>(testing::settings({}).diffusion)[0].weight == 1);
}

BOOST_AUTO_TEST_CASE(the_nodes_of_a_schedule_give_the_means_over_time) {
  for (std::size_t i = 0; i < 3; ++i) BOOST_TEST_CONTEXT(names[i]) {
      const auto settings = testing::settings_of_pieces({std::string("diffusion.schedule=") + names[i]});
      double weight = 0, square = 0, product = 0;
      for (const auto& at : numerics::noise_levels<double>(settings.diffusion)) {
        weight += at.weight;
        square += at.weight * at.alpha * at.alpha;
        product += at.weight * at.alpha * at.beta;
      }
      BOOST_TEST(std::abs(weight - 1) < 1e-14);
      BOOST_TEST(std::abs(square - mean(all[i], [](double a, double) { return a * a; })) < 1e-9);
      BOOST_TEST(std::abs(product - mean(all[i], [](double a, double b) { return a * b; })) < 1e-9);
    }
  BOOST_TEST(std::abs(mean(NoiseSchedule::linear, [](double a, double b) { return a * b; }) - 1.0 / 6) <
             1e-12);
}

/// The loss averaged over nodes against the integral over time of the network's loss.
BOOST_AUTO_TEST_CASE(the_loss_of_a_schedule_is_the_integral_of_the_losses_of_its_times) {
  for (std::size_t i = 0; i < 3; ++i)
    for (const char* target : {"noise", "velocity"}) BOOST_TEST_CONTEXT(names[i] << " " << target) {
        const auto problem = testing::tiny_problem_of_pieces(
            {std::string("diffusion.schedule=") + names[i], std::string("diffusion.target=") + target});
        const double expected =
            mean(all[i], [&](double alpha, double beta) { return loss_at(problem, alpha, beta); });
        numerics::Recurrence<double> recurrence(problem, numerics::initial_state<double>(problem), 0.1);
        const double error = numerics::quadrature_error(problem.settings.diffusion.several, 4);
        BOOST_TEST_INFO("quadrature error " << error);
        BOOST_TEST(error < 1e-8);
        // Sums of fewer than 1000 such means with coefficients of order 1.
        BOOST_TEST(std::abs(recurrence.evaluate().loss - expected) <= 1e3 * error + 1e-12);
        BOOST_TEST(std::abs(numerics::Network<double>(problem, 0.1).evaluate().loss - expected) <=
                   1e3 * error + 1e-12);
      }
}

BOOST_AUTO_TEST_CASE(fewer_nodes_have_a_larger_quadrature_error) {
  const auto error = [](long nodes) {
    numerics::TimesSettings several;
    several.schedule = NoiseSchedule::variance_preserving;
    several.nodes = nodes;
    return numerics::quadrature_error(several, 4);
  };
  BOOST_TEST(error(4) > 1e-4);
  BOOST_TEST(error(16) < error(8));
}

BOOST_AUTO_TEST_CASE(the_cosine_of_pi_x_is_one_half_at_a_third_in_every_arithmetic) {
  BOOST_TEST(std::abs(numerics::cos_pi(1.0 / 3) - 0.5) < 1e-15);
  const numerics::PrecisionScope scope(200);
  using numerics::Ball, numerics::Interval;
  const auto ball = bounds(cos_pi(Ball(1) / Ball(3)));
  const auto interval = bounds(cos_pi(Interval(1) / Interval(3)));
  const theory::Rational half(1, 2);
  for (const auto& found : {ball, interval}) {
    BOOST_TEST((found.lower <= half && half <= found.upper));
    BOOST_TEST(theory::to_real<double>(found.upper - found.lower) < 1e-50);
  }
}

BOOST_AUTO_TEST_SUITE_END()
