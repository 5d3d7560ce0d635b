#include <boost/test/unit_test.hpp>
#include <limits>
#include <tuple>

#include "numerics/flow/odeint_flow.hpp"
#include "tests/ode_examples.hpp"
#include "tests/real50.hpp"

BOOST_AUTO_TEST_SUITE(numerics_odeint_flow)

using namespace featdyn;
using numerics::Accuracy, numerics::FlatState, numerics::Integration, numerics::OdeintStepper;
using testing::close, testing::Linear, testing::Quadratic;
using testing::Real50;
using Scalars = std::tuple<double, Real50>;

namespace {

/// Error of x' = x at t = 1 against right-hand sides as the tolerance falls: evaluations ~ error^(-1/p).
template <class R>
double measured_order(OdeintStepper stepper, const int (&digits)[2]) {
  using std::abs, std::exp, std::log;
  R errors[2];
  long calls[2] = {0, 0};
  for (int i = 0; i < 2; ++i) {
    FlatState<R> x{R(1)};
    Linear<R> growth{{R(1)}};
    const numerics::OdeintSystem<R> system = [&](const auto& at, auto& dxdt, const R& t) {
      ++calls[i];
      growth(at, dxdt, t);
    };
    numerics::TimeSpan<R> span{.from = R(0), .to = R(1), .step = R(1) / R(100)};
    const Accuracy<R> accuracy{.absolute = R(0), .relative = pow(R(10), -digits[i])};
    BOOST_REQUIRE(numerics::integrate_by_odeint<R>(stepper, system, accuracy, x, span) ==
                  Integration::reached);
    errors[i] = abs(x[0] - exp(R(1)));
  }
  return static_cast<double>(R(log(R(errors[0] / errors[1])))) /
         std::log(static_cast<double>(calls[1]) / static_cast<double>(calls[0]));
}

}  // namespace

BOOST_AUTO_TEST_CASE(odeint_converges_with_the_order_of_its_methods) {
  const double dopri5 = measured_order<Real50>(OdeintStepper::dopri5, {12, 18});
  const double fehlberg78 = measured_order<Real50>(OdeintStepper::fehlberg78, {20, 30});
  const double bulirsch_stoer = measured_order<Real50>(OdeintStepper::bulirsch_stoer, {12, 18});
  BOOST_TEST_MESSAGE("orders " << dopri5 << " " << fehlberg78 << " " << bulirsch_stoer);
  BOOST_TEST((dopri5 > 4.5 && dopri5 < 5.5));
  BOOST_TEST((fehlberg78 > 7 && fehlberg78 < 9));
  BOOST_TEST(bulirsch_stoer > 9);  // its order rises as the tolerance falls
}

BOOST_AUTO_TEST_CASE_TEMPLATE(odeint_reports_blow_up_and_nan, R, Scalars) {
  for (const auto stepper :
       {OdeintStepper::dopri5, OdeintStepper::fehlberg78, OdeintStepper::bulirsch_stoer}) {
    const Accuracy<R> accuracy{.absolute = R(0), .relative = R(1) / R(1'000'000)};
    for (const R& start : {R(1), std::numeric_limits<R>::quiet_NaN()}) {
      FlatState<R> x{start};
      numerics::TimeSpan<R> span{.from = R(0), .to = R(2), .step = R(1) / R(100)};
      BOOST_TEST((numerics::integrate_by_odeint<R>(stepper, Quadratic<R>{R(0), R(1)}, accuracy, x, span) !=
                  Integration::reached));
    }
  }
}

/// x' = -x^2, no number where it overflows, which it does within the first step, from some starts in its last
/// evaluation only: 1/x(1) = 1/x(0) + 1.
BOOST_AUTO_TEST_CASE(odeint_takes_back_a_step_that_overflows) {
  for (const auto stepper : {OdeintStepper::dopri5, OdeintStepper::fehlberg78, OdeintStepper::bulirsch_stoer})
    for (double start = 1e6; start < 1e100; start *= 3) {
      FlatState<double> x{start};
      numerics::TimeSpan<double> span{.from = 0, .to = 1, .step = 1};
      const Accuracy<double> accuracy{.absolute = 0, .relative = 1e-10};
      const numerics::OdeintSystem<double> system = [](const auto& at, auto& dxdt, double) {
        dxdt[0] = at[0] * at[0] - 2 * at[0] * at[0];
      };
      BOOST_REQUIRE((numerics::integrate_by_odeint<double>(stepper, system, accuracy, x, span) ==
                     Integration::reached));
      BOOST_TEST(close(x[0], 1 / (1 / start + 1), 1e-6), start);
    }
}

BOOST_AUTO_TEST_CASE(odeint_stops_after_the_steps_allowed) {
  for (const auto stepper :
       {OdeintStepper::dopri5, OdeintStepper::fehlberg78, OdeintStepper::bulirsch_stoer}) {
    FlatState<double> x{1.0};
    numerics::TimeSpan<double> span{.from = 0, .to = 1000, .step = 1e-3, .steps_allowed = 5};
    const Accuracy<double> accuracy{.absolute = 0, .relative = 1e-10};
    BOOST_TEST((numerics::integrate_by_odeint<double>(stepper, Linear<double>{{-1.0}}, accuracy, x, span) ==
                Integration::too_many_steps));
    BOOST_TEST((0 < span.from && span.from < 1000));
  }
}

BOOST_AUTO_TEST_SUITE_END()
