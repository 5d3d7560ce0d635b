#include <boost/test/unit_test.hpp>
#include <limits>
#include <tuple>

#include "benchmarks/pendulum.hpp"
#include "numerics/flow/taylor_stepper.hpp"
#include "numerics/program/taylor_evaluator.hpp"
#include "tests/ode_examples.hpp"
#include "tests/real50.hpp"

BOOST_AUTO_TEST_SUITE(numerics_taylor)

using namespace featdyn;
using numerics::Accuracy, numerics::FlatSeries, numerics::FlatState, numerics::Index, numerics::Integration;
using numerics::Matrix, numerics::TaylorStepper;
using testing::close, testing::Linear, testing::Quadratic;
using testing::Real77, testing::Real50;
using Scalars = std::tuple<double, Real50>;
using LongScalars = std::tuple<Real77, numerics::BigReal>;

namespace {

template <class R>
R epsilon = std::numeric_limits<R>::epsilon();

template <class R, class System>
Integration by_taylor(System system, const R& tolerance, const R& end, FlatState<R>& x) {
  TaylorStepper<R> stepper({.absolute = R(0), .relative = tolerance});
  stepper.initialize(x, R(0), R(1));
  for (int steps = 0; stepper.current_time() < end; ++steps) {
    BOOST_REQUIRE_LT(steps, 100000);
    if (const auto status = stepper.try_step(system); status != Integration::reached) return status;
  }
  stepper.calc_state(end, x);
  return Integration::reached;
}

}  // namespace

BOOST_AUTO_TEST_CASE_TEMPLATE(exponential_and_vector_follow_their_closed_form, R, Scalars) {
  using std::exp;
  FlatState<R> x{R(1), R(3)};
  const R tolerance = epsilon<R> * R(1000);
  BOOST_REQUIRE(by_taylor(Linear<R>{{R(1), R(-2)}}, tolerance, R(2), x) == Integration::reached);
  // Ten or so steps, each with the tolerance as its error, stretched at most by e^2.
  BOOST_TEST(close(x[0], R(exp(R(2))), R(100) * tolerance));
  BOOST_TEST(close(x[1], R(R(3) * exp(R(-4))), R(100) * tolerance));
}

/// x = 1 / (1 + e^-t).
BOOST_AUTO_TEST_CASE_TEMPLATE(logistic_equation_follows_its_closed_form, R, Scalars) {
  using std::exp;
  FlatState<R> x{R(1) / R(2)};
  const R tolerance = epsilon<R> * R(1000);
  BOOST_REQUIRE(by_taylor(Quadratic<R>{R(1), R(-1)}, tolerance, R(3), x) == Integration::reached);
  BOOST_TEST(close(x[0], R(R(1) / (R(1) + exp(R(-3)))), R(100) * tolerance));
}

/// lambda = -1000 and -1 to t = 2: the fast mode must not disturb the slow one.
BOOST_AUTO_TEST_CASE_TEMPLATE(stiff_linear_case_stays_accurate, R, Scalars) {
  using std::exp;
  FlatState<R> x{R(1), R(1)};
  const R tolerance = epsilon<R> * R(1000);
  BOOST_REQUIRE(by_taylor(Linear<R>{{R(-1000), R(-1)}}, tolerance, R(2), x) == Integration::reached);
  BOOST_TEST(close(x[0], R(0), R(1000) * tolerance));
  BOOST_TEST(close(x[1], R(exp(R(-2))), R(10000) * tolerance));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(blow_up_is_reported_not_returned, R, Scalars) {
  FlatState<R> x{R(1)};
  BOOST_TEST((by_taylor(Quadratic<R>{R(0), R(1)}, R(epsilon<R> * R(1000)), R(2), x) != Integration::reached));
}

BOOST_AUTO_TEST_CASE(nan_is_reported) {
  FlatState<double> x{std::numeric_limits<double>::quiet_NaN()};
  BOOST_TEST((by_taylor(Linear<double>{{1.0}}, 1e-12, 1.0, x) == Integration::not_finite));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_zero_series_stays_where_it_is, R, Scalars) {
  FlatState<R> x{R(0), R(5)};
  BOOST_REQUIRE(by_taylor(Linear<R>{{R(1), R(0)}}, R(epsilon<R> * R(1000)), R(100), x) ==
                Integration::reached);
  BOOST_TEST((x[0] == R(0) && x[1] == R(5)));
}

/// x' = x^2 backwards from x(0) = 1: x(-1) = 1/2.
BOOST_AUTO_TEST_CASE(time_runs_backwards_too) {
  TaylorStepper<double> stepper({.absolute = 0, .relative = 1e-14});
  stepper.initialize({1.0}, 0.0, -1.0);
  Quadratic<double> system{0, 1};
  while (stepper.current_time() > -1) BOOST_REQUIRE(stepper.try_step(system) == Integration::reached);
  FlatState<double> x;
  stepper.calc_state(-1, x);
  BOOST_TEST(close(x[0], 0.5, 1e-13));
}

/// One step of order p leaves an error ~ h^{p+1}: halving h divides it by 2^{p+1}.
BOOST_AUTO_TEST_CASE_TEMPLATE(error_of_a_step_has_the_order_of_the_series, R, std::tuple<Real50>) {
  using std::abs, std::exp, std::log;
  for (const unsigned order : {4U, 8U, 15U}) {
    TaylorStepper<R> stepper({.absolute = R(0), .relative = R(1) / R(10)}, order);
    stepper.initialize({R(1)}, R(0), R(1));
    Linear<R> system{{R(1)}};
    BOOST_REQUIRE(stepper.try_step(system) == Integration::reached);
    const auto error = [&](const R& h) {
      FlatState<R> x;
      stepper.calc_state(h, x);
      return R(abs(x[0] - exp(h)));
    };
    const double measured(R(log(R(error(R(1) / R(64)) / error(R(1) / R(128)))) / log(R(2))));
    BOOST_TEST(std::abs(measured - (order + 1)) < 0.05, "order " << order << " measured " << measured);
  }
}

/// From (q, p) = (1, 0) to t = 1/10 at 256 bits: p^2/2 - cos q keeps its value.
BOOST_AUTO_TEST_CASE_TEMPLATE(pendulum_keeps_its_energy_to_75_digits, R, LongScalars) {
  const numerics::PrecisionScope scope(256);
  const R start(1), tolerance = R(1) / theory::to_real<R>(theory::rational_from_decimal("1e76"));
  FlatState<R> x{start, R(0)};
  const R before = benchmarks::Pendulum<R>::energy(x);
  BOOST_REQUIRE(benchmarks::swing(tolerance, R(R(1) / R(10)), x) == Integration::reached);
  BOOST_TEST((abs(R(benchmarks::Pendulum<R>::energy(x) - before)) < R(10) * tolerance));
  // By another program (mpmath, 20 digits).
  BOOST_TEST(
      (abs(R(x[0] - R(1) + theory::to_real<R>(theory::rational_from_decimal("0.0042054584155834833993")))) <
       R(1) / R(1'000'000'000'000'000'000L)));
}

/// X' = X^2 entry by matrix product from X(0) = [[0, 1], [1, 0]]: X(t) = (X(0)^-1 - t)^-1 = (X(0) + t)/(1 -
/// t^2), so that X_k alternates between X(0) and the identity.
BOOST_AUTO_TEST_CASE_TEMPLATE(products_are_convolutions, R, Scalars) {
  theory::MatrixProgram program;
  const auto X = program.state("X", {.rows = theory::Extent::neurons, .columns = theory::Extent::neurons});
  program.output("dX", transposed_times(transpose(X), X));
  numerics::SymbolValues<R> parameters;
  parameters.fill(R(0));
  numerics::TaylorEvaluator<R> taylor(program, {.neurons = 2, .patches = 1, .samples = 1}, {parameters},
                                      {{.state = "X", .derivative = "dX"}}, 6);
  taylor.state(0)[0] << R(0), R(1), R(1), R(0);
  taylor.expand(6);
  const Matrix<R> odd = Matrix<R>::Identity(2, 2), even = odd.rowwise().reverse();
  for (std::size_t k = 0; k <= 6; ++k)
    BOOST_TEST((taylor.state(0)[k] - (k % 2 == 0 ? even : odd)).norm() < 10 * epsilon<R>, "order " << k);
}

/// X' = X^T X from a symmetric X(0) whose eigenvalues lie between -3 and 5: X_k = X(0)^(k + 1), by products that
/// long numbers have a way of their own for.
BOOST_AUTO_TEST_CASE(coefficients_of_large_matrices_keep_their_digits) {
  using numerics::BigReal;
  constexpr Index n = 12;
  for (const long digits : {40, 100}) BOOST_TEST_CONTEXT(digits) {
      const numerics::PrecisionScope scope(numerics::bits_of_digits(digits + numerics::guard_digits));
      theory::MatrixProgram program;
      const auto X =
          program.state("X", {.rows = theory::Extent::neurons, .columns = theory::Extent::neurons});
      program.output("dX", transposed_times(transpose(X), X));
      numerics::SymbolValues<BigReal> parameters;
      parameters.fill(BigReal(0));
      constexpr std::size_t order = 40;
      numerics::TaylorEvaluator<BigReal> taylor(program, {.neurons = n, .patches = 1, .samples = 1},
                                                {parameters}, {{.state = "X", .derivative = "dX"}}, order);
      Matrix<BigReal> start(n, n);
      for (Index i = 0; i < n; ++i)
        for (Index j = 0; j <= i; ++j)
          start(i, j) = start(j, i) =
              (i == j ? BigReal(i - 3) / BigReal(3) : BigReal(1) / BigReal(7 + i + 3 * j));
      for (int expansion = 0; expansion < 2; ++expansion) {  // the second knows the growth
        taylor.state(0)[0] = start;
        taylor.expand(order);
        Matrix<BigReal> power = start;
        for (std::size_t k = 0; k <= order; ++k, power = numerics::product<BigReal>({power}, {start})) {
          const BigReal error = (taylor.state(0)[k] - power).norm() / power.norm();
          BOOST_TEST(log10(static_cast<double>(error)) < -digits - 6, "order " << k);
        }
      }
    }
}

/// x' = 1/(1 + e^x) and y' = log(1 + e^x) - y o ones: e^x x' + x' = 1, so that e^x + x = t + e^{x_0} + x_0;
/// checked through Evaluator on the polynomial at a small t.
BOOST_AUTO_TEST_CASE_TEMPLATE(logistic_and_softplus_have_series, R, Scalars) {
  using std::abs, std::exp;
  theory::MatrixProgram program;
  const theory::Shape one{.rows = theory::Extent::one, .columns = theory::Extent::one};
  const auto x = program.state("x", one), y = program.state("y", one);
  program.output("dx", logistic(x));
  program.output("dy", hadamard(softplus(x), y));
  numerics::SymbolValues<R> parameters;
  parameters.fill(R(0));
  constexpr std::size_t order = 12;
  numerics::TaylorEvaluator<R> taylor(
      program, {.neurons = 1, .patches = 1, .samples = 1}, {parameters},
      {{.state = "x", .derivative = "dx"}, {.state = "y", .derivative = "dy"}}, order);
  taylor.input("x")(0, 0) = R(1) / R(3);
  taylor.input("y")(0, 0) = R(1);
  taylor.expand(order);
  const auto at = [&](std::size_t equation, const R& t, bool derivative) {
    R sum(0), power(1);
    for (std::size_t k = derivative ? 1 : 0; k <= order; ++k, power *= t)
      sum += taylor.state(equation)[k](0, 0) * power * (derivative ? R(static_cast<long>(k)) : R(1));
    return sum;
  };
  const R t = R(1) / R(100), start = R(1) / R(3), end = at(0, t, false);
  const R remainder =
      R(1) / R(1'000'000'000'000L) / R(1'000'000'000L);  // t^order and less by its coefficient
  BOOST_TEST((abs(exp(end) + end - t - exp(start) - start) < remainder + R(10) * epsilon<R>));
  // y' / y = log(1 + e^x).
  const R ratio = at(1, t, true) / at(1, t, false);
  BOOST_TEST((abs(exp(ratio) - R(1) - exp(end)) < remainder + R(40) * epsilon<R>));
}

/// x' = e^x: e^-x = e^-x0 - t.
BOOST_AUTO_TEST_CASE_TEMPLATE(the_exponential_has_a_series, R, Scalars) {
  using std::abs, std::exp;
  theory::MatrixProgram program;
  const auto x = program.state("x", {.rows = theory::Extent::one, .columns = theory::Extent::one});
  program.output("dx", exponential(x));
  numerics::SymbolValues<R> parameters;
  parameters.fill(R(0));
  constexpr std::size_t order = 12;
  numerics::TaylorEvaluator<R> taylor(program, {.neurons = 1, .patches = 1, .samples = 1}, {parameters},
                                      {{.state = "x", .derivative = "dx"}}, order);
  const R start = R(1) / R(3), t = R(1) / R(100);
  taylor.input("x")(0, 0) = start;
  taylor.expand(order);
  R sum(0), power(1);
  for (std::size_t k = 0; k <= order; ++k, power *= t) sum += taylor.state(0)[k](0, 0) * power;
  const R remainder = R(1) / R(1'000'000'000'000L) / R(1'000'000'000L);  // (e^x0 t)^13
  BOOST_TEST((abs(exp(R(-sum)) - exp(R(-start)) + t) < remainder + R(10) * epsilon<R>));
}

BOOST_AUTO_TEST_SUITE_END()
