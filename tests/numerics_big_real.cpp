#include <boost/multiprecision/cpp_dec_float.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "numerics/methods/decomposition.hpp"
#include "numerics/methods/network.hpp"
#include "numerics/methods/recurrence.hpp"
#include "numerics/scalar/arb_number.hpp"
#include "tests/problems.hpp"

BOOST_AUTO_TEST_SUITE(numerics_big_real)

namespace {

using namespace featdyn;
using numerics::Ball, numerics::BigReal, numerics::Index, numerics::Matrix, numerics::PrecisionScope;
using Decimal100 =
    boost::multiprecision::number<boost::multiprecision::cpp_dec_float<100>, boost::multiprecision::et_off>;

constexpr long steps = 40;

numerics::Problem problem_of(const std::string& objective) {
  return testing::problem({"network.objective=" + objective});
}

template <class M>
Matrix<typename M::Real> trained(M&& method) {
  for (long k = 0; k < steps; ++k) {
    method.evaluate();
    method.advance();
  }
  method.evaluate();
  return method.overlaps();
}

template <class R>
R eta_of(const numerics::Problem& problem) {
  return numerics::learning_rate<R>(problem.settings);
}

template <class R>
Matrix<R> by_recurrence(const numerics::Problem& problem) {
  return trained(numerics::Recurrence<R>(problem, numerics::initial_state<R>(problem), eta_of<R>(problem)));
}

PrecisionScope digits(long count) {
  return PrecisionScope(numerics::bits_of_digits(count + numerics::guard_digits));
}

BigReal decimal(const char* text) {
  return theory::to_real<BigReal>(theory::rational_from_decimal(text));
}

/// max_i |x_i - y_i| / |y_i|
double largest_relative_difference(const Matrix<BigReal>& x, const Matrix<BigReal>& y) {
  double largest = 0;
  for (Index i = 0; i < x.size(); ++i) {
    const double difference = static_cast<double>(abs((x.data()[i] - y.data()[i]) / y.data()[i]));
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}

/// Gradient descent of the quadratic denoiser in R^d, theory section 2 written out, in decimal arithmetic.
struct DecimalDenoiser {
  Decimal100 alpha, beta, eta;
  Matrix<Decimal100> W, X;
  std::vector<Decimal100> c;

  Decimal100 inner(const Matrix<Decimal100>& x, Index i, const Matrix<Decimal100>& y, Index j) const {
    Decimal100 sum = 0;
    for (Index k = 0; k < x.cols(); ++k) sum += x(i, k) * y(j, k);
    return sum;
  }

  void step() {
    const Index m = W.rows(), N = X.rows(), d = W.cols();
    const Decimal100 root = sqrt(Decimal100(m)), b2 = beta * beta;
    std::vector<std::vector<Decimal100>> a(m, std::vector<Decimal100>(N)), G(m, std::vector<Decimal100>(m));
    for (Index r = 0; r < m; ++r) {
      for (Index p = 0; p < N; ++p) a[r][p] = alpha * inner(W, r, X, p);
      for (Index s = 0; s < m; ++s) G[r][s] = inner(W, r, W, s);
    }
    Matrix<Decimal100> next = W;
    for (Index r = 0; r < m; ++r)
      for (Index p = 0; p < N; ++p) {
        Decimal100 by_A = -2 * alpha * beta / root * G[r][r], by_norm = -2 * beta / root * a[r][p];
        for (Index s = 0; s < m; ++s) {
          const Decimal100 e_r = a[r][p] * a[r][p] + b2 * G[r][r], e_s = a[s][p] * a[s][p] + b2 * G[s][s];
          const Decimal100 cross = a[r][p] * a[s][p], covariance = b2 * G[r][s];
          const Decimal100 kappa = e_r * e_s + 4 * cross * covariance + 2 * covariance * covariance;
          by_A += G[r][s] / m * alpha * (2 * a[r][p] * e_s + 4 * a[s][p] * covariance);
          by_norm += G[r][s] / m * b2 * e_s;
          const Decimal100 by_G = (kappa + G[r][s] * b2 * (4 * cross + 4 * covariance)) / (2 * m);
          for (Index k = 0; k < d; ++k) next(r, k) -= eta * c[p] * 2 * by_G * W(s, k);
        }
        for (Index k = 0; k < d; ++k) next(r, k) -= eta * c[p] * (by_A * X(p, k) + 2 * by_norm * W(r, k));
      }
    W = next;
  }
};

Decimal100 by_decimal_training(const numerics::Problem& problem, Index r, Index p) {
  DecimalDenoiser run{.alpha = exp(Decimal100("-0.2")),
                      .beta = sqrt(1 - exp(Decimal100("-0.4"))),
                      .eta = Decimal100("0.01"),
                      .W = problem.weights.cast<Decimal100>(),
                      .X = problem.data.patches.cast<Decimal100>(),
                      .c = {}};
  for (const int count : problem.data.multiplicities())
    run.c.push_back(Decimal100(count) / static_cast<int>(problem.data.samples()));
  for (long k = 0; k < steps; ++k) run.step();
  return run.inner(run.W, r, run.X, p);
}

const std::vector<std::string> objectives{"diffusion", "classification"};

}  // namespace

BOOST_AUTO_TEST_CASE(a_decimal_of_the_settings_is_that_decimal_at_fifty_digits) {
  const PrecisionScope scope = digits(50);
  const BigReal eta = eta_of<BigReal>(problem_of("diffusion"));
  const BigReal error = abs(eta * BigReal(100) - BigReal(1));
  BOOST_TEST((error < decimal("1e-58")));
  BOOST_TEST((abs(BigReal(0.01) - eta) > decimal("1e-19")));  // the double next to it is another number
  BOOST_TEST(eta.str(50) == "0.01");
}

BOOST_AUTO_TEST_CASE(functions_agree_with_known_digits_and_doubles_are_taken_exactly) {
  const PrecisionScope scope = digits(50);
  BOOST_TEST(exp(BigReal(1)).str(50) == "2.7182818284590452353602874713526624977572470937");
  BOOST_TEST(sqrt(BigReal(2)).str(50) == "1.4142135623730950488016887242096980785696718753769");
  BOOST_TEST(log1p(BigReal(1)).str(50) == "0.69314718055994530941723212145817656807550013436026");
  BOOST_TEST(BigReal(0.1).str(55) == "0.1000000000000000055511151231257827021181583404541015625");
  BOOST_TEST(static_cast<double>(BigReal(0.1)) == 0.1);
}

BOOST_AUTO_TEST_CASE(numbers_survive_a_checkpoint_to_the_bit) {
  const PrecisionScope scope = digits(50);
  const BigReal third = BigReal(1) / BigReal(3);
  BOOST_TEST((BigReal::load(third.dump()) == third));
  BOOST_CHECK_EXCEPTION(BigReal::load("third"), std::runtime_error, [](const std::runtime_error& error) {
    return std::string(error.what()) == "ArbNumber::load: 'third' is no stored number";
  });
}

BOOST_AUTO_TEST_CASE(nan_satisfies_no_comparison_and_huge_numbers_are_not_finite) {
  const PrecisionScope scope = digits(50);
  const BigReal nan = sqrt(BigReal(-1)), huge = exp(BigReal(1000));
  BOOST_TEST(!(nan < BigReal(0)));
  BOOST_TEST(!(nan >= BigReal(0)));
  BOOST_TEST(!(nan == nan));
  BOOST_TEST(!isfinite(nan));
  BOOST_TEST(!isfinite(huge));
  BOOST_TEST(isfinite(BigReal(1) / huge));
}

BOOST_DATA_TEST_CASE(three_methods_agree_to_45_digits_after_40_steps, objectives, objective) {
  const PrecisionScope scope = digits(50);
  const numerics::Problem problem = problem_of(objective);
  const Matrix<BigReal> A = by_recurrence<BigReal>(problem);
  const BigReal eta = eta_of<BigReal>(problem);
  const Matrix<BigReal> network = trained(numerics::Network<BigReal>(problem, eta));
  const Matrix<BigReal> decomposition =
      trained(numerics::Decomposition<BigReal>(problem, numerics::initial_state<BigReal>(problem), eta));
  BOOST_TEST(largest_relative_difference(A, network) <= 1e-45);
  BOOST_TEST(largest_relative_difference(A, decomposition) <= 1e-45);
}

BOOST_DATA_TEST_CASE(fifty_and_a_hundred_digits_agree, objectives, objective) {
  const numerics::Problem problem = problem_of(objective);
  const auto at = [&](long count) {
    const PrecisionScope scope = digits(count);
    return by_recurrence<BigReal>(problem);
  };
  const Matrix<BigReal> rough = at(50), fine = at(100);
  const PrecisionScope scope = digits(100);
  const double difference = largest_relative_difference(rough, fine);
  BOOST_TEST(difference <= 1e-50);
  BOOST_TEST(difference > 1e-80);  // they are not the same computation
}

BOOST_AUTO_TEST_CASE(the_denoiser_agrees_with_training_in_decimal_arithmetic) {
  const PrecisionScope scope = digits(50);
  const numerics::Problem problem = problem_of("diffusion");
  const Matrix<BigReal> A = by_recurrence<BigReal>(problem);
  for (const auto& [r, p] : {std::pair<Index, Index>{0, 0}, {1, 3}, {2, 5}}) {
    const Decimal100 expected = by_decimal_training(problem, r, p), got(A(r, p).str(60));
    BOOST_TEST(static_cast<double>(abs(got / expected - 1)) <= 1e-45);
  }
}

BOOST_DATA_TEST_CASE(balls_contain_the_run_and_are_narrow, objectives, objective) {
  const numerics::Problem problem = problem_of(objective);
  const Matrix<Ball> enclosure = [&] {
    const PrecisionScope scope = digits(50);
    return by_recurrence<Ball>(problem);
  }();
  const PrecisionScope scope = digits(100);
  const Matrix<BigReal> exact = by_recurrence<BigReal>(problem);
  for (Index i = 0; i < exact.size(); ++i) {
    BOOST_TEST(contains(enclosure.data()[i], exact.data()[i]));
    BOOST_TEST(mag_cmp_2exp_si(arb_radref(enclosure.data()[i].raw()), -150) < 0);
    BOOST_TEST(!contains(enclosure.data()[i], exact.data()[i] + decimal("1e-40")));
  }
}

BOOST_DATA_TEST_CASE(functions_of_balls_contain_those_of_their_numbers,
                     boost::unit_test::data::make({-30.5, -1e-3, 0.25, 1.0, 17.75}), x) {
  const auto of = [&]<class R>(const R& y) {
    return std::array<R, 4>{exp(y), expm1(y), sqrt(abs(y)), log1p(exp(y))};
  };
  const auto enclosures = [&] {
    const PrecisionScope scope(70);
    return of(Ball(x));
  }();
  const PrecisionScope scope(400);
  const auto values = of(BigReal(x));
  for (std::size_t i = 0; i < values.size(); ++i) BOOST_TEST(contains(enclosures[i], values[i]));
}

BOOST_AUTO_TEST_CASE(comparisons_of_balls_hold_only_for_certain) {
  const PrecisionScope scope(60);
  const Ball third = Ball(1) / Ball(3), again = Ball(2) / Ball(6);
  BOOST_TEST(!(third < again));
  BOOST_TEST(!(third >= again));
  BOOST_TEST((third < Ball(1)));
  BOOST_TEST(!isfinite(Ball(1) / (third - again)));
  BOOST_TEST(isfinite(numerics::root_of_square(third - again)));
}

BOOST_AUTO_TEST_SUITE_END()
