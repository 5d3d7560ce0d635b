#include <boost/test/unit_test.hpp>

#include "numerics/flow/series_values.hpp"
#include "numerics/scalar/cauchy_product.hpp"

using namespace featdyn::numerics;

namespace {

/// 2^exponent times a number of all bits, of either sign.
BigReal number_of(Index seed, slong exponent) {
  BigReal x = sqrt(BigReal(2 + seed)) / BigReal(seed % 3 == 0 ? -1 - seed % 7 : 1 + seed % 5);
  arb_mul_2exp_si(x.raw(), x.raw(), exponent);
  return x;
}

/// Entries of very different sizes, some of them 0, whose coefficients grow by 2^growth and fluctuate by 2^20; the first
/// order is small, so that there is no room for what follows.
MatrixSeries<BigReal> series_of(Index rows, Index columns, Index orders, slong growth, Index seed) {
  MatrixSeries<BigReal> result(static_cast<std::size_t>(orders), Matrix<BigReal>(rows, columns));
  for (Index k = 0; k < orders; ++k)
    for (Index i = 0; i < rows * columns; ++i)
      if (i % 4 != 3 || k % 3 == 1)
        result[static_cast<std::size_t>(k)].data()[i] =
            number_of(seed + 31 * i + 7 * k, growth * k + 5 * (i % 9) + (k * 11) % 20 - (k == 0 ? 60 : 0));
  return result;
}

/// max_j |x_j| 2^(-growth j) of an entry, j <= k.
BigReal largest_of(const MatrixSeries<BigReal>& series, Index entry, Index k, slong growth) {
  BigReal result(0);
  for (Index j = 0; j <= k; ++j) {
    BigReal size = abs(series[static_cast<std::size_t>(j)].data()[entry]);
    arb_mul_2exp_si(size.raw(), size.raw(), -growth * j);
    if (size > result) result = size;
  }
  return result;
}

/// Entries of (X o Y)_k that are off by more than a rounding of each of their terms, as large as these may be.
long wrong_hadamards(const Matrix<BigReal>& found, const MatrixSeries<BigReal>& x,
                     const MatrixSeries<BigReal>& y, Index k, slong growth) {
  const long bits = working_bits();
  const PrecisionScope scope(4 * bits);
  long wrong = 0;
  for (Index i = 0; i < found.size(); ++i) {
    const auto place = [&](const Matrix<BigReal>& of) {
      return (of.rows() == 1 ? 0 : i / found.cols() * of.cols()) + (of.cols() == 1 ? 0 : i % found.cols());
    };
    const Index left = place(x[0]), right = place(y[0]);
    BigReal exact(0),
        allowed = BigReal(k + 2) * largest_of(x, left, k, growth) * largest_of(y, right, k, growth);
    for (Index j = 0; j <= k; ++j)
      exact += x[static_cast<std::size_t>(j)].data()[left] * y[static_cast<std::size_t>(k - j)].data()[right];
    arb_mul_2exp_si(allowed.raw(), allowed.raw(), growth * k - bits);
    if (!(abs(found.data()[i] - exact) <= allowed)) ++wrong;
  }
  return wrong;
}

void check_hadamards(const MatrixSeries<BigReal>& x, const MatrixSeries<BigReal>& y, slong growth) {
  WholeHadamards hadamards;
  const Index orders = std::ssize(x);
  for (int again = 0; again < 2; ++again)
    for (Index k = 0; k < orders; ++k) {
      Matrix<BigReal> result(x[0].rows(), x[0].cols());
      const auto count = static_cast<std::size_t>(k + 1);
      BOOST_REQUIRE(
          hadamards.compute(std::span(x).first(count), std::span(y).first(count), orders, growth, result));
      BOOST_TEST(wrong_hadamards(result, x, y, k, growth) == 0, "order " << k);
    }
}

BOOST_AUTO_TEST_SUITE(numerics_whole_series)

BOOST_AUTO_TEST_CASE(sums_of_entrywise_products_are_rounded_once) {
  for (const long bits : {60L, 128L, 167L, 366L})
    for (const slong growth : {0L, 3L, -5L}) BOOST_TEST_CONTEXT(bits << " " << growth) {
        const PrecisionScope scope(bits);
        const auto x = series_of(4, 5, 13, growth, 1);
        check_hadamards(x, series_of(4, 5, 13, growth, 2), growth);
        check_hadamards(x, x, growth);
      }
}

BOOST_AUTO_TEST_CASE(smaller_operands_are_repeated) {
  const PrecisionScope scope(167);
  const auto x = series_of(4, 5, 6, 1, 3);
  for (const auto& [rows, columns] : {std::pair{4, 1}, std::pair{1, 5}, std::pair{1, 1}})
    check_hadamards(x, series_of(rows, columns, 6, 1, 4), 1);
}

BOOST_AUTO_TEST_CASE(what_is_not_finite_goes_another_way_from_then_on) {
  auto x = series_of(2, 2, 4, 0, 5);
  const auto y = x;
  arf_nan(arb_midref(x[1](1, 0).raw()));
  WholeHadamards hadamards;
  Matrix<BigReal> result(2, 2);
  const auto computes = [&](std::size_t count) {
    return hadamards.compute(std::span(x).first(count), std::span(y).first(count), 4, 0, result);
  };
  BOOST_TEST(computes(1));
  BOOST_TEST(!computes(2));
  BOOST_TEST(!computes(3));
  BOOST_TEST(computes(1));
}

/// Inside the step, at its ends, backwards, and beyond what was read for it.
BOOST_AUTO_TEST_CASE(values_of_a_series_are_those_of_horners_rule) {
  for (const long bits : {167L, 366L}) {
    const PrecisionScope scope(bits);
    constexpr std::size_t order = 40, count = 7;
    FlatSeries<BigReal> series(order + 1, FlatState<BigReal>(count));
    for (std::size_t k = 0; k <= order; ++k)
      for (std::size_t i = 0; i < count; ++i)
        if (i != 3) series[k][i] = number_of(static_cast<Index>(13 * i + k), -3 * static_cast<slong>(k));
    const BigReal step = BigReal(2) / BigReal(3);
    SeriesValues<BigReal> values;
    FlatState<BigReal> found, expected;
    values.at(series, BigReal(0), found);
    BOOST_TEST((found == series[0]));
    values.take(series, step);
    for (const BigReal& t :
         {BigReal(0), BigReal(step / BigReal(7)), step, BigReal(-step), BigReal(2 * step)}) {
      values.at(series, t, found);
      {
        const PrecisionScope more(2 * bits);
        by_horner(series, t, expected);
      }
      BOOST_REQUIRE(found.size() == count);
      for (std::size_t i = 0; i < count; ++i) {
        BigReal allowed(8);
        arb_mul_2exp_si(allowed.raw(), allowed.raw(), -bits);
        BOOST_TEST((abs(found[i] - expected[i]) <= allowed), "entry " << i);
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
