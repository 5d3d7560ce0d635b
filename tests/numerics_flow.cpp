#include <fmt/ranges.h>

#include <boost/test/unit_test.hpp>

#include "numerics/flow/flow.hpp"
#include "numerics/methods/recurrence.hpp"
#include "numerics/training/train.hpp"
#include "tests/problems.hpp"
#include "tests/real50.hpp"

BOOST_AUTO_TEST_SUITE(numerics_flow)

using namespace featdyn;
using numerics::Flow, numerics::Integration, numerics::Integrator, numerics::Matrix, numerics::Problem;
using testing::Real50;

namespace {

constexpr Integrator all[] = {Integrator::taylor, Integrator::dopri5, Integrator::fehlberg78,
                              Integrator::bulirsch_stoer};
const char* const objectives[] = {"diffusion", "classification"};

Problem problem_of(const std::string& objective) {
  return testing::problem(
      {"network.objective=" + objective, "training.steps=200", "training.record_every=50"});
}

template <class R>
struct Start {
  R eta;
  numerics::InitialState<R> state;
  explicit Start(const Problem& problem)
      : eta(numerics::learning_rate<R>(problem.settings)), state(numerics::initial_state<R>(problem)) {}
};

template <class R>
Matrix<R> overlaps_by_flow(const Problem& problem, Integrator integrator, const R& tolerance, long steps) {
  const Start<R> start(problem);
  Flow<R> flow(problem, start.state, start.eta, {.integrator = integrator, .tolerance = tolerance});
  flow.evaluate();
  BOOST_REQUIRE(flow.advance_to(steps) == Integration::reached);
  return flow.overlaps();
}

double distance(const Matrix<double>& x, const Matrix<double>& y) {
  return (x - y).cwiseAbs().maxCoeff();
}

/// The recurrence at learning rate eta, to time 2.
Matrix<double> overlaps_by_recurrence(const Problem& problem, double eta) {
  const Start<double> start(problem);
  numerics::Recurrence<double> recurrence(problem, start.state, eta);
  for (double time = 0; time < 2 - eta / 2; time += eta) {
    recurrence.evaluate();
    recurrence.advance();
  }
  return recurrence.overlaps();
}

}  // namespace

BOOST_AUTO_TEST_CASE(integrators_agree_to_their_tolerance) {
  for (const char* objective : objectives) {
    const Problem problem = problem_of(objective);
    const auto taylor = overlaps_by_flow<double>(problem, Integrator::taylor, 1e-12, 200);
    // Up to some hundred steps with an error of 1e-12 each, on overlaps of order one.
    for (const Integrator other : all)
      BOOST_TEST(distance(taylor, overlaps_by_flow<double>(problem, other, 1e-12, 200)) < 1e-10, objective);
    BOOST_TEST(distance(taylor, Start<double>(problem).state.A) > 1e-2, objective);
  }
}

BOOST_AUTO_TEST_CASE(recurrence_tends_to_the_flow_in_proportion_to_the_learning_rate) {
  for (const char* objective : objectives) {
    const Problem problem = problem_of(objective);
    const auto flow = overlaps_by_flow<double>(problem, Integrator::taylor, 1e-13, 200);
    const double coarse = distance(flow, overlaps_by_recurrence(problem, 1. / 256)),
                 fine = distance(flow, overlaps_by_recurrence(problem, 1. / 512));
    BOOST_TEST_MESSAGE(objective << ": " << coarse << " / " << fine << " = " << coarse / fine);
    BOOST_TEST((coarse / fine > 1.9 && coarse / fine < 2.1), objective);
  }
}

BOOST_AUTO_TEST_CASE(double_agrees_with_fifty_digits) {
  for (const char* objective : objectives) {
    const Problem problem = problem_of(objective);
    const Real50 tolerance = pow(Real50(10), -47);
    const auto exact = overlaps_by_flow<Real50>(problem, Integrator::taylor, tolerance, 200);
    const auto close = overlaps_by_flow<double>(problem, Integrator::taylor, 1e-12, 200);
    const double error =
        distance(close, exact.unaryExpr([](const Real50& x) { return static_cast<double>(x); }));
    BOOST_TEST_MESSAGE(objective << ": " << error);
    BOOST_TEST(error < 1e-9);
  }
}

/// Taylor and Fehlberg's method at 50 digits, to the tolerance of the latter.
BOOST_AUTO_TEST_CASE(two_integrators_agree_at_fifty_digits) {
  const Problem problem = problem_of("diffusion");
  const auto taylor = overlaps_by_flow<Real50>(problem, Integrator::taylor, pow(Real50(10), -30), 10);
  const auto other = overlaps_by_flow<Real50>(problem, Integrator::fehlberg78, pow(Real50(10), -20), 10);
  BOOST_TEST(((taylor - other).cwiseAbs().maxCoeff() < pow(Real50(10), -18)));
}

BOOST_AUTO_TEST_CASE(loss_falls_along_the_flow_and_every_record_is_reached) {
  for (const char* objective : objectives)
    for (const Integrator integrator : all) {
      const Problem problem = problem_of(objective);
      const Start<double> start(problem);
      Flow<double> flow(problem, start.state, start.eta, {.integrator = integrator, .tolerance = 1e-12});
      std::vector<long> steps;
      double loss = 1e300;
      const numerics::Observer<double> observer{.record = [&](const auto& now) {
        steps.push_back(now.record.step);
        BOOST_TEST(now.record.loss < loss);
        loss = now.record.loss;
      }};
      const auto outcome = numerics::train(flow, numerics::select_overlaps(problem), start.eta,
                                           numerics::RecordSteps(problem.settings.training), observer);
      BOOST_TEST((outcome.status == numerics::Status::finished));
      BOOST_TEST((steps == std::vector<long>{0, 50, 100, 150, 200}));
    }
}

/// A run that goes on from state() after step 50 gives the same bits at 200.
BOOST_AUTO_TEST_CASE(a_flow_goes_on_from_its_state_to_the_same_bits) {
  const Problem problem = problem_of("diffusion");
  const Start<double> start(problem);
  for (const Integrator integrator : all) {
    const numerics::FlowOptions<double> options{.integrator = integrator, .tolerance = 1e-12};
    Flow<double> first(problem, start.state, start.eta, options),
        second(problem, start.state, start.eta, options);
    BOOST_REQUIRE(first.advance_to(50) == Integration::reached);
    for (std::size_t i = 0; i < second.state().size(); ++i) *second.state()[i] = *first.state()[i];
    BOOST_TEST(second.evaluate().loss == first.evaluate().loss);
    BOOST_REQUIRE(first.advance_to(200) == Integration::reached);
    BOOST_REQUIRE(second.advance_to(200) == Integration::reached);
    BOOST_TEST((first.overlaps() == second.overlaps()));
  }
}

/// Where the gradient is infinite nothing is recorded.
BOOST_AUTO_TEST_CASE(values_beyond_the_finite_numbers_are_reported) {
  const Problem problem = problem_of("diffusion");
  Start<double> start(problem);
  start.state.A *= 1e200;
  for (const Integrator integrator : all) {
    Flow<double> flow(problem, start.state, start.eta, {.integrator = integrator, .tolerance = 1e-12});
    BOOST_TEST((flow.advance_to(1) != Integration::reached));
    BOOST_TEST(flow.step() == 0);
  }
}

/// Errors are of the state as it is: where a stationary point holds explicit steps to the edge of stability,
/// and where everything decays to 1e-20 of its start. Some tens of steps, each with the tolerance as its
/// error.
BOOST_AUTO_TEST_CASE(every_integrator_keeps_its_tolerance_at_rest_and_in_decay) {
  const std::pair<testing::Overrides, double> cases[] = {
      {{"init.std=0.3", "training.learning_rate=1", "training.steps=60"}, 1e-6},
      {{"training.weight_decay=0.5", "training.learning_rate=1", "training.steps=100"}, 1e-12}};
  for (const auto& [overrides, tolerance] : cases) {
    const Problem problem = testing::problem(overrides);
    const long steps = problem.settings.training.steps;
    const auto exact = overlaps_by_flow<double>(problem, Integrator::taylor, 1e-14, steps);
    for (const Integrator integrator : all) {
      const auto close = overlaps_by_flow<double>(problem, integrator, tolerance, steps);
      BOOST_TEST(distance(close, exact) < 100 * tolerance * exact.cwiseAbs().maxCoeff(),
                 overrides.front() << " by integrator " << static_cast<int>(integrator) << ": "
                                   << distance(close, exact) / exact.cwiseAbs().maxCoeff());
    }
  }
}

/// Derivatives that depend on constants alone, or that vanish: a constant activation, one neuron, one sample, one
/// dimension, weights 0.
BOOST_AUTO_TEST_CASE(integrators_agree_on_programs_of_few_terms) {
  const testing::Overrides networks[] = {
      {},
      {"network.objective=classification"},
      {"network.second_layer=fixed"},
      {"network.second_layer=trained"},
      {"network.objective=classification", "network.second_layer=trained"},
      {"network.objective=classification", "network.loss=cross-entropy"},
      {"network.objective=classification", "network.loss=square", "training.weight_decay=0.1"}};
  const testing::Overrides sizes[] = {{"network.activation=[1]"},
                                      {"network.activation=[0, 1]"},
                                      {"network.activation=[2, 1]", "network.width=1"},
                                      {"data.dimension=3", "data.samples=2", "network.width=1"},
                                      {"init.std=0"}};
  for (const auto& network : networks)
    for (const auto& size : sizes) {
      testing::Overrides all_of_them = network;
      all_of_them.insert(all_of_them.end(), size.begin(), size.end());
      all_of_them.insert(all_of_them.end(), {"training.steps=20", "training.record_every=10"});
      const Problem problem = testing::problem(all_of_them);
      const auto taylor = overlaps_by_flow<double>(problem, Integrator::taylor, 1e-12, 20);
      const auto other = overlaps_by_flow<double>(problem, Integrator::fehlberg78, 1e-12, 20);
      BOOST_TEST(distance(taylor, other) < 1e-10, fmt::format("{}", fmt::join(all_of_them, " ")));
    }
}

/// Weights that move in 1e24 units of time make steps as long, whose powers leave the doubles.
BOOST_AUTO_TEST_CASE(a_step_of_any_length_ends_and_finds_what_stages_there_are) {
  const Problem problem = testing::problem({"init.std=1e-24", "training.steps=4000"});
  const auto A = overlaps_by_flow<double>(problem, Integrator::taylor, 1e-12, 4000);
  // nothing has moved: it would take 1e24 units of time
  BOOST_TEST(distance(A, Start<double>(problem).state.A) < 1e-12 * A.cwiseAbs().maxCoeff());
}

/// A step of training that lasts 1e20 units of time, in which no explicit solver comes to its end.
BOOST_AUTO_TEST_CASE(a_time_too_far_away_is_reported) {
  const Problem problem = testing::problem({"training.learning_rate=1e20"});
  const Start<double> start(problem);
  for (const Integrator integrator : {Integrator::taylor, Integrator::fehlberg78}) {
    Flow<double> flow(problem, start.state, start.eta, {.integrator = integrator, .tolerance = 1e-6});
    BOOST_TEST((flow.advance_to(1) == Integration::too_many_steps));
    BOOST_TEST(flow.step() == 0);
  }
}

BOOST_AUTO_TEST_SUITE_END()
