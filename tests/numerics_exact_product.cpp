#include <boost/test/unit_test.hpp>

#include "numerics/linear/exact_product.hpp"
#include "numerics/scalar/arb_number.hpp"

BOOST_AUTO_TEST_SUITE(numerics_exact_product)

using namespace featdyn::numerics;

namespace {

/// Small whole numbers, so that every sum is exact.
Matrix<double> numbers(Index rows, Index columns, long start) {
  Matrix<double> result(rows, columns);
  for (Index i = 0; i < result.size(); ++i) result.data()[i] = static_cast<double>((start + 7 * i) % 23 - 11);
  return result;
}

}  // namespace

BOOST_AUTO_TEST_CASE(blocks_of_columns_add_up_to_the_whole_product) {
  for (const Index columns : {1, 16383, 16384, 16385, 40000}) {
    const auto x = numbers(3, columns, 2), y = numbers(5, columns, 9);
    const Matrix<double> product = exact_product<double>(x, y), square = exact_product<double>(x, x);
    for (Index i = 0; i < 3; ++i)
      for (Index j = 0; j < 5; ++j) {
        double sum = 0;
        for (Index k = 0; k < columns; ++k) sum += x(i, k) * y(j, k);
        BOOST_TEST(product(i, j) == sum);
      }
    BOOST_TEST((square == x * x.transpose()));
  }
}

BOOST_AUTO_TEST_CASE(tiles_of_rows_cover_the_whole_product) {
  for (const Index rows : {127, 128, 129, 300}) {
    const auto x = numbers(rows, 7, 2), y = numbers(130, 7, 9);
    BOOST_TEST((exact_product<double>(x, y) == x * y.transpose()));
    BOOST_TEST((exact_product<double>(x, x) == x * x.transpose()));
  }
}

BOOST_AUTO_TEST_CASE(long_numbers_keep_what_doubles_round) {
  const PrecisionScope scope(256);
  Matrix<double> x(1, 20000), y(1, 20000);
  x.setZero(), y.setOnes();
  x(0, 0) = 1, x(0, 18000) = 0x1p-80, x(0, 19999) = -1;
  BOOST_TEST(static_cast<double>(exact_product<BigReal>(x, y)(0, 0)) == 0x1p-80);
  BOOST_TEST(exact_product<double>(x, y)(0, 0) != 0x1p-80);
}

BOOST_AUTO_TEST_SUITE_END()
