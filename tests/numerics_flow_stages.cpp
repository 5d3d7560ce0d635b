#include <boost/test/unit_test.hpp>
#include <cmath>

#include "numerics/flow/flow.hpp"
#include "numerics/flow/flow_stages.inl"
#include "numerics/methods/recurrence.hpp"
#include "numerics/scalar/arb_number.hpp"
#include "numerics/training/train.hpp"
#include "tests/problems.hpp"
#include "tests/real50.hpp"

BOOST_AUTO_TEST_SUITE(numerics_flow_stages)

namespace {

using namespace featdyn;
using numerics::BigReal, numerics::Flow, numerics::Integrator, numerics::Matrix, numerics::Problem;
using testing::Real50;

using Scalars = std::tuple<double, Real50>;

const char* const objectives[] = {"diffusion", "classification"};

/// Both growths beat their start before step 300.
Problem problem_of(const std::string& objective, const std::string& eta = "0.02", long steps = 300) {
  return testing::problem({"network.objective=" + objective, "training.steps=" + std::to_string(steps),
                           "training.record_every=100", "training.learning_rate=" + eta});
}

template <class R>
std::vector<numerics::Stage<R>> by_flow(const Problem& problem, Integrator integrator, const R& tolerance) {
  const R eta = numerics::learning_rate<R>(problem.settings);
  Flow<R> flow(
      problem, numerics::initial_state<R>(problem), eta,
      {.integrator = integrator, .tolerance = tolerance, .levels = {.size = theory::Rational(1, 2)}});
  numerics::train(flow, numerics::select_overlaps(problem), eta,
                  numerics::RecordSteps(problem.settings.training), {.record = [](const auto&) {}});
  return flow.stages();
}

std::vector<numerics::Stage<double>> by_recurrence(const Problem& problem) {
  const double eta = numerics::learning_rate<double>(problem.settings);
  const auto start = numerics::initial_state<double>(problem);
  const auto selection = numerics::select_overlaps(problem);
  numerics::Recurrence<double> recurrence(problem, start, eta);
  numerics::StageTimes<double> stages(selection, start.A, start.G, {.size = theory::Rational(1, 2)});
  numerics::train(recurrence, selection, eta, numerics::RecordSteps(problem.settings.training),
                  {.record = [](const auto&) {}, .visit = stages.visitor()});
  return stages.stages();
}

template <class R>
long reached(const std::vector<numerics::Stage<R>>& stages) {
  return std::ranges::count_if(stages, [](const auto& stage) { return stage.step.has_value(); });
}

/// max_i |x_i / y_i - 1| over the stages of both, which must be the same ones.
template <class R>
double apart(const std::vector<numerics::Stage<R>>& x, const std::vector<numerics::Stage<double>>& y) {
  double largest = 0;
  BOOST_REQUIRE(x.size() == y.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    BOOST_REQUIRE(x[i].name == y[i].name);
    BOOST_REQUIRE_MESSAGE(x[i].step.has_value() == y[i].step.has_value(), x[i].name);
    if (x[i].step) largest = std::max(largest, std::abs(static_cast<double>(*x[i].step) / *y[i].step - 1));
  }
  return largest;
}

}  // namespace

/// e^t = 2 at log 2, 1 / (1 + t) = 1/2 at 1, and a jump.
BOOST_AUTO_TEST_CASE_TEMPLATE(roots_are_located_to_the_last_digits, R, Scalars) {
  using std::abs, std::exp, std::log;
  const R unit = std::numeric_limits<R>::epsilon();
  const R two = numerics::detail::root_between([](const R& t) { return R(exp(t) - R(2)); }, R(0), R(3));
  BOOST_TEST((abs(two - log(R(2))) < R(8) * unit));
  const R half = numerics::detail::root_between([](const R& t) { return R(R(1) / R(2) - R(1) / (R(1) + t)); },
                                                R(0), R(5));
  BOOST_TEST((abs(half - R(1)) < R(8) * unit));
  // Flat up to t = 3, where it jumps to 0: no steps but halvings help.
  const R kink = numerics::detail::root_between(
      [](const R& t) { return t < R(3) ? R(R(-1) / R(100)) : R(t - R(3)); }, R(0), R(100));
  BOOST_TEST((abs(kink - R(3)) < R(20) * unit));
}

BOOST_AUTO_TEST_CASE(integrators_agree_on_the_stages) {
  for (const char* objective : objectives) {
    const Problem problem = problem_of(objective);
    const auto taylor = by_flow<double>(problem, Integrator::taylor, 1e-14);
    BOOST_TEST(reached(taylor) >= 2, objective);
    for (const auto other : {Integrator::dopri5, Integrator::fehlberg78, Integrator::bulirsch_stoer}) {
      const double distance = apart(by_flow<double>(problem, other, 1e-12), taylor);
      BOOST_TEST_MESSAGE(objective << ": " << distance);
      BOOST_TEST(distance < 1e-9);  // hundreds of steps of tolerance 1e-12
    }
  }
}

BOOST_AUTO_TEST_CASE(seventeen_digits_agree_with_forty) {
  for (const char* objective : objectives) {
    const Problem problem = problem_of(objective);
    const auto close = by_flow<double>(problem, Integrator::taylor, 1e-16);
    const numerics::PrecisionScope scope(numerics::bits_of_digits(50));
    const BigReal tolerance = theory::to_real<BigReal>(theory::rational_from_decimal("1e-40"));
    const double distance = apart(by_flow<BigReal>(problem, Integrator::taylor, tolerance), close);
    BOOST_TEST_MESSAGE(objective << ": " << distance);
    BOOST_TEST(distance < 1e-14);
  }
}

/// One step of learning rate t ends where the growth of signal equals its initial size, to 40 digits.
BOOST_AUTO_TEST_CASE(at_a_stage_its_equation_holds_to_the_digits_of_the_run) {
  const numerics::PrecisionScope scope(numerics::bits_of_digits(50));
  const BigReal tolerance = theory::to_real<BigReal>(theory::rational_from_decimal("1e-42"));
  const Problem problem = problem_of("diffusion");
  const auto stages = by_flow<BigReal>(problem, Integrator::taylor, tolerance);
  const auto start = numerics::initial_state<BigReal>(problem);
  numerics::StateMeans<BigReal> means(numerics::select_overlaps(problem), start.A);
  const auto events = numerics::stage_events(means, start.G, {.size = theory::Rational(1, 2)});
  for (std::size_t i = 0; i < stages.size(); ++i) {
    if (!stages[i].step) continue;
    const BigReal time = *stages[i].step * numerics::learning_rate<BigReal>(problem.settings);
    Flow<BigReal> flow(problem, start, time, {.integrator = Integrator::taylor, .tolerance = tolerance});
    BOOST_REQUIRE(flow.advance_to(1) == numerics::Integration::reached);
    const BigReal g = events[i].value(means.at(flow.overlaps(), flow.gram()));
    BOOST_TEST((abs(g) < theory::to_real<BigReal>(theory::rational_from_decimal("1e-39"))),
               stages[i].name << ": " << g.str(5));
  }
}

/// In time, stages of the recurrence differ from those of the flow by some steps at every learning rate.
BOOST_AUTO_TEST_CASE(stages_of_the_recurrence_tend_to_those_of_the_flow) {
  for (const char* objective : objectives) {
    double coarse = 0;
    for (const auto& [eta, steps] : {std::pair("0.02", 300L), std::pair("0.005", 1200L)}) {
      const Problem problem = problem_of(objective, eta, steps);
      const double distance =
          apart(by_recurrence(problem), by_flow<double>(problem, Integrator::taylor, 1e-12));
      BOOST_TEST_MESSAGE(objective << " " << eta << ": " << distance);
      if (coarse > 0) BOOST_TEST(distance < coarse / 2);
      coarse = distance;
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
