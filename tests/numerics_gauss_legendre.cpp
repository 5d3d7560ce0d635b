#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "numerics/problem/gauss_legendre.hpp"
#include "numerics/problem/noise_levels.hpp"
#include "numerics/scalar/arb_number.hpp"
#include "numerics/scalar/interval.hpp"

BOOST_AUTO_TEST_SUITE(numerics_gauss_legendre)

using namespace featdyn;
using numerics::Ball, numerics::BigReal, numerics::Bounds, numerics::Interval, numerics::PrecisionScope;
using theory::Rational;

namespace {

bool overlap(const Bounds& x, const Bounds& y) {
  return x.lower <= y.upper && y.lower <= x.upper;
}

const std::vector<long> counts{1, 2, 3, 4, 7, 16, 31, 48, 64};

}  // namespace

BOOST_AUTO_TEST_CASE(two_nodes_are_those_of_the_square_root_of_a_third) {
  const PrecisionScope scope(200);
  const auto nodes = numerics::gauss_legendre<Interval>(2);
  // ((2 x - 1)^2 = 1/3, weights 1/2
  for (const auto& [place, weight] : nodes) {
    const Bounds square = bounds((Interval(2) * place - Interval(1)) * (Interval(2) * place - Interval(1)));
    BOOST_TEST((square.lower <= Rational(1, 3) && Rational(1, 3) <= square.upper));
    const Bounds half = bounds(weight);
    BOOST_TEST((half.lower <= Rational(1, 2) && Rational(1, 2) <= half.upper));
    BOOST_TEST(log10_width(place) < -55);
    BOOST_TEST(log10_width(weight) < -55);
  }
}

/// sum_i w_i x_i^k = 1/(k + 1) up to k = 2n - 1: only the exact rule gives that.
BOOST_DATA_TEST_CASE(enclosed_nodes_integrate_powers_exactly, counts, n) {
  const PrecisionScope scope(300);
  const auto moments = [&]<class R>(const std::vector<numerics::QuadratureNode<R>>& nodes) {
    BOOST_TEST(std::ssize(nodes) == n);
    std::vector<R> powers;
    for (const auto& node : nodes) powers.push_back(node.weight);
    for (long k = 0; k < 2 * n; ++k) {
      R sum(0);
      for (std::size_t i = 0; i < nodes.size(); ++i) {
        sum += powers[i];
        powers[i] *= nodes[i].place;
      }
      const Bounds found = bounds(sum);
      BOOST_TEST((found.lower <= Rational(1, k + 1) && Rational(1, k + 1) <= found.upper));
      BOOST_TEST(log10_width(sum) < -80);
    }
  };
  moments(numerics::gauss_legendre<Ball>(n));
  moments(numerics::gauss_legendre<Interval>(n));
}

/// Three ways: FLINT's zeros, Newton on intervals, Newton on numbers.
BOOST_DATA_TEST_CASE(all_arithmetics_have_the_same_nodes, counts, n) {
  const PrecisionScope scope(500);
  const auto balls = numerics::gauss_legendre<Ball>(n);
  const auto intervals = numerics::gauss_legendre<Interval>(n);
  const auto reals = numerics::gauss_legendre<BigReal>(n);
  const auto doubles = numerics::gauss_legendre<double>(n);
  for (std::size_t i = 0; i < balls.size(); ++i) {
    BOOST_TEST(overlap(bounds(balls[i].place), bounds(intervals[i].place)));
    BOOST_TEST(overlap(bounds(balls[i].weight), bounds(intervals[i].weight)));
    const auto near = [](const BigReal& x, const Ball& y, double tolerance) {
      return contains(widened(y, tolerance), x);
    };
    BOOST_TEST(near(reals[i].place, balls[i].place, 1e-140));
    BOOST_TEST(near(reals[i].weight, balls[i].weight, 1e-140));
    BOOST_TEST(near(BigReal(doubles[i].place), balls[i].place, 1e-15));
    BOOST_TEST(near(BigReal(doubles[i].weight), balls[i].weight, 1e-14));
    if (i > 0) BOOST_TEST((balls[i - 1].place < balls[i].place));
  }
}

BOOST_AUTO_TEST_SUITE_END()
