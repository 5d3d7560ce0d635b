#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <functional>

#include "numerics/program/series_growth.hpp"
#include "numerics/scalar/cauchy_product.inl"

BOOST_AUTO_TEST_SUITE(numerics_cauchy_product)

using namespace featdyn::numerics;

namespace {

using Engine = boost::random::mt19937_64;

/// |x| < 2^exponent, of so many random bits.
BigReal random_number(Engine& engine, long bits, long exponent) {
  BigReal x(0);
  const PrecisionScope exact(bits + 64);
  boost::random::uniform_int_distribution<long> part(-(1L << 31), 1L << 31);
  for (long done = 32; done < bits + 32; done += 32) {
    BigReal next(part(engine));
    arb_mul_2exp_si(next.raw(), next.raw(), -done);
    x += next;
  }
  arb_mul_2exp_si(x.raw(), x.raw(), exponent - 1);
  arb_set_round(x.raw(), x.raw(), bits);
  mag_zero(arb_radref(x.raw()));
  return x;
}

struct Extent {
  Index rows, columns;
};

/// Coefficients that grow by 2^growth from order to order; lines of `lines` sizes, one of them 0 throughout.
MatrixSeries<BigReal> random_series(Engine& engine, const Extent& extent, Index orders, long growth,
                                    bool by_rows) {
  MatrixSeries<BigReal> result(static_cast<std::size_t>(orders),
                               Matrix<BigReal>(extent.rows, extent.columns));
  for (Index k = 0; k < orders; ++k)
    for (Index i = 0; i < extent.rows; ++i)
      for (Index j = 0; j < extent.columns; ++j) {
        const Index line = by_rows ? i : j;
        if (line == 2) continue;
        result[static_cast<std::size_t>(k)](i, j) =
            random_number(engine, working_bits(), growth * k + 7 * (line % 5) - 11);
      }
  return result;
}

/// (X Y)_k in numbers of four times the precision.
Matrix<BigReal> reference(const SeriesFactor<BigReal>& x, const SeriesFactor<BigReal>& y, Index k,
                          bool sizes) {
  const PrecisionScope scope(4 * working_bits());
  Matrix<BigReal> sum;
  for (Index j = 0; j <= k; ++j) {
    if ((!x.varies && j > 0) || (!y.varies && k - j > 0)) continue;
    Matrix<BigReal> left = x.series[static_cast<std::size_t>(j)],
                    right = y.series[static_cast<std::size_t>(k - j)];
    if (x.transposed) left.transposeInPlace();
    if (y.transposed) right.transposeInPlace();
    if (sizes)
      for (Matrix<BigReal>* each : {&left, &right})
        for (BigReal& entry : each->reshaped()) entry = abs(entry);
    Matrix<BigReal> term(left.rows(), right.cols());
    for (Index r = 0; r < term.rows(); ++r)
      for (Index c = 0; c < term.cols(); ++c) {
        BigReal entry(0);
        for (Index q = 0; q < left.cols(); ++q) entry += left(r, q) * right(q, c);
        term(r, c) = entry;
      }
    sum = sum.size() == 0 ? term : Matrix<BigReal>(sum + term);
  }
  return sum;
}

/// Entries that are off by more than 2^-bits of the sum of sizes that they are made of.
long wrong_entries(const Matrix<BigReal>& found, const SeriesFactor<BigReal>& x,
                   const SeriesFactor<BigReal>& y, Index k) {
  const long bits = working_bits();
  const Matrix<BigReal> exact = reference(x, y, k, false), size = reference(x, y, k, true);
  const PrecisionScope scope(4 * bits);
  long wrong = 0;
  for (Index i = 0; i < exact.size(); ++i) {
    BigReal allowed = size.data()[i];
    arb_mul_2exp_si(allowed.raw(), allowed.raw(), -bits);
    if (!(abs(found.data()[i] - exact.data()[i]) <= allowed)) ++wrong;
  }
  return wrong;
}

/// Factors as they stand or transposed, constant or not, of a product of that shape.
struct Factors {
  MatrixSeries<BigReal> left, right;
  SeriesFactor<BigReal> x, y;
  Factors(Engine& engine, const SeriesShape& shape, long growth, int layout, bool x_varies, bool y_varies)
      : left(random_series(
            engine, (layout & 1) != 0 ? Extent{shape.inner, shape.rows} : Extent{shape.rows, shape.inner},
            x_varies ? shape.orders : 1, growth, (layout & 1) == 0)),
        right(random_series(
            engine,
            (layout & 2) != 0 ? Extent{shape.columns, shape.inner} : Extent{shape.inner, shape.columns},
            y_varies ? shape.orders : 1, growth, (layout & 2) != 0)),
        x{left, x_varies, (layout & 1) != 0},
        y{right, y_varies, (layout & 2) != 0} {}
};

/// Every order by residues; the wrong entries of some.
long wrong_by_residues(const SeriesShape& shape, const Factors& factors, long growth) {
  ResidueCauchyProduct residues(shape);
  residues.restart();
  long wrong = 0;
  for (Index k = 0; k < shape.orders; ++k) {
    Matrix<BigReal> result(shape.rows, shape.columns);
    BOOST_TEST(residues.compute(factors.x, factors.y, k, growth, result));
    if (k < 3 || k + 2 >= shape.orders) wrong += wrong_entries(result, factors.x, factors.y, k);
  }
  return wrong;
}

CoefficientSizes sizes(long orders, const std::function<double(long)>& log2_of_order) {
  CoefficientSizes result;
  for (long k = 0; k <= orders; ++k) {
    const double size = log2_of_order(k);
    result.push_back(std::isfinite(size) ? std::optional(std::lround(size)) : std::nullopt);
  }
  return result;
}

}  // namespace

BOOST_AUTO_TEST_CASE(coefficients_by_residues_are_those_of_the_definition) {
  const SeriesShape shape{.rows = 9, .columns = 17, .inner = 13, .orders = 12};
  Engine engine(5);
  for (const long bits : {167L, 366L})
    for (const int layout : {0, 1, 2, 3})
      for (const long growth : {0L, 5L, -4L}) BOOST_TEST_CONTEXT(bits << " " << layout << " " << growth) {
          const PrecisionScope scope(bits);
          BOOST_TEST(wrong_by_residues(shape, Factors(engine, shape, growth, layout, true, true), growth) ==
                     0);
        }
}

/// Where a coefficient outgrows its line in between, all are read again.
BOOST_AUTO_TEST_CASE(many_orders_are_summed_in_blocks) {
  const SeriesShape shape{.rows = 8, .columns = 9, .inner = 5, .orders = 43};
  Engine engine(11);
  const PrecisionScope scope(167);
  Factors factors(engine, shape, 3, 0, true, true);
  for (const bool outgrows : {false, true}) {
    if (outgrows) factors.right[21](3, 4) = random_number(engine, 167, 3 * 21 + 90);
    ResidueCauchyProduct residues(shape);
    residues.restart();
    for (Index k = 0; k < shape.orders; ++k) {
      Matrix<BigReal> result(shape.rows, shape.columns);
      BOOST_REQUIRE(residues.compute(factors.x, factors.y, k, 3, result));
      if (k % 3 == 0 && !(outgrows && k > 21))
        BOOST_TEST(wrong_entries(result, factors.x, factors.y, k) == 0, k);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_constant_factor_is_one_term) {
  const SeriesShape shape{.rows = 24, .columns = 33, .inner = 32, .orders = 6};
  Engine engine(6);
  const PrecisionScope scope(200);
  BOOST_TEST(wrong_by_residues(shape, Factors(engine, shape, 2, 0, true, false), 2) == 0);
  BOOST_TEST(wrong_by_residues(shape, Factors(engine, shape, 2, 3, false, true), 2) == 0);
}

BOOST_AUTO_TEST_CASE(sums_beyond_what_residues_hold_at_once_are_taken_in_parts) {
  const SeriesShape shape{.rows = 8, .columns = 9, .inner = 700, .orders = 7};
  static_assert(700 * 7 > ResidueSystem::most_terms);
  Engine engine(7);
  const PrecisionScope scope(150);
  BOOST_TEST(wrong_by_residues(shape, Factors(engine, shape, 0, 2, true, true), 0) == 0);
}

BOOST_AUTO_TEST_CASE(a_symmetric_product_is_its_own_transpose) {
  const SeriesShape shape{.rows = 17, .columns = 17, .inner = 20, .orders = 9, .symmetric = true};
  Engine engine(8);
  const PrecisionScope scope(200);
  const auto series = random_series(engine, {17, 20}, 9, 1, true);
  const SeriesFactor<BigReal> x{series, true, false}, y{series, true, true};
  ResidueCauchyProduct residues(shape);
  residues.restart();
  for (Index k = 0; k < 9; ++k) {
    Matrix<BigReal> result(17, 17);
    BOOST_TEST(residues.compute(x, y, k, 1, result));
    BOOST_TEST(wrong_entries(result, x, y, k) == 0);
    BOOST_TEST((result == Matrix<BigReal>(result.transpose())));
  }
}

BOOST_AUTO_TEST_CASE(both_ways_are_one_product) {
  const SeriesShape shape{.rows = 9, .columns = 17, .inner = 13, .orders = 8};
  Engine engine(9);
  const PrecisionScope scope(200);
  const Factors factors(engine, shape, 3, 1, true, true);
  CauchyProduct<BigReal> product(shape);
  for (const auto growth : {std::optional<long>(), std::optional<long>(3), std::optional<long>()})
    for (Index k = 0; k < shape.orders; ++k) {
      Matrix<BigReal> result(shape.rows, shape.columns);
      product.compute(factors.x, factors.y, k, growth, result);
      BOOST_TEST(wrong_entries(result, factors.x, factors.y, k) == 0);
    }
}

BOOST_AUTO_TEST_CASE(a_coefficient_that_is_not_finite_goes_another_way) {
  const SeriesShape shape{.rows = 9, .columns = 17, .inner = 13, .orders = 8};
  Engine engine(10);
  const PrecisionScope scope(200);
  Factors factors(engine, shape, 0, 0, true, true);
  arf_nan(arb_midref(factors.left[1](4, 5).raw()));
  ResidueCauchyProduct residues(shape);
  residues.restart();
  Matrix<BigReal> result(shape.rows, shape.columns);
  BOOST_TEST(residues.compute(factors.x, factors.y, 0, 0, result));
  BOOST_TEST(!residues.compute(factors.x, factors.y, 1, 0, result));
}

/// 3 bits an order: with a quarter of a factor 2 in hand 4 is the whole number above.
BOOST_AUTO_TEST_CASE(growth_is_what_keeps_coefficients_level) {
  const auto geometric = sizes(40, [](long k) { return 3.0 * static_cast<double>(k) - 7; });
  BOOST_TEST(growth_of({geometric}) == 4);
  BOOST_TEST(growth_fits({geometric}, 4));
  BOOST_TEST(growth_fits({geometric}, 3));
  BOOST_TEST(!growth_fits({geometric}, 2));  // rises by 40 bits
  BOOST_TEST(!growth_fits({geometric}, 6));  // the step is e^-2/8 = 2^-5.9 and exceeds 2^-6
  const auto zero = sizes(40, [](long) { return -INFINITY; });
  BOOST_TEST(growth_of({geometric, zero}) == 4);
  BOOST_TEST(growth_fits({zero, geometric}, 4));
  BOOST_TEST(growth_of({zero}) == 0);
  BOOST_TEST(growth_fits({zero}, 0));
  BOOST_TEST(!growth_fits({}, 0));
}

/// x_k = 1/k!: to order 40 the step that follows is well below the radius at which coefficients are level; to order
/// 2,000 it is beyond, and no growth fits.
BOOST_AUTO_TEST_CASE(coefficients_that_fall_faster_than_any_power_have_no_common_growth_in_the_end) {
  const auto of_exponential = [](long order) {
    return sizes(order, [](long k) { return -std::lgamma(static_cast<double>(k) + 1) / std::log(2.0); });
  };
  BOOST_TEST(growth_fits({of_exponential(40)}, growth_of({of_exponential(40)})));
  BOOST_TEST(!growth_fits({of_exponential(2000)}, growth_of({of_exponential(2000)})));
}

BOOST_AUTO_TEST_SUITE_END()
