#include <boost/test/unit_test.hpp>

#include "numerics/linear/entrywise.hpp"

using namespace featdyn::numerics;

namespace {

/// Small whole numbers, so that every sum and product is exact.
Matrix<double> numbers(Index rows, Index columns, long start) {
  Matrix<double> result(rows, columns);
  for (Index i = 0; i < result.size(); ++i) result.data()[i] = static_cast<double>((start + 7 * i) % 23 - 11);
  return result;
}

double repeated(const Matrix<double>& x, Index i, Index j) {
  return x(x.rows() == 1 ? 0 : i, x.cols() == 1 ? 0 : j);
}

struct Shape {
  Index rows, columns;
};

/// Sizes below, at and above those of vector units and partial sums.
constexpr Shape shapes[] = {{1, 1}, {1, 5}, {3, 1}, {2, 3}, {4, 8}, {5, 13}, {7, 31}, {20, 32}, {9, 65}};

std::vector<Shape> repeated_shapes(const Shape& shape) {
  return {{1, 1}, {shape.rows, 1}, {1, shape.columns}, shape};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(numerics_entrywise)

BOOST_AUTO_TEST_CASE(products_repeat_the_smaller_operand) {
  for (const Shape& shape : shapes)
    for (const Shape& smaller : repeated_shapes(shape))
      BOOST_TEST_CONTEXT(shape.rows << " x " << shape.columns << ", " << smaller.rows << " x "
                                    << smaller.columns) {
        const auto x = numbers(shape.rows, shape.columns, 3), y = numbers(smaller.rows, smaller.columns, 5);
        Matrix<double> result(shape.rows, shape.columns);
        hadamard(x, y, result);
        for (Index i = 0; i < shape.rows; ++i)
          for (Index j = 0; j < shape.columns; ++j) BOOST_TEST(result(i, j) == x(i, j) * repeated(y, i, j));
      }
}

BOOST_AUTO_TEST_CASE(a_column_times_a_row_is_their_outer_product) {
  const auto column = numbers(7, 1, 2), row = numbers(1, 11, 4);
  Matrix<double> one(7, 11), other(7, 11);
  hadamard(column, row, one);
  hadamard(row, column, other);
  BOOST_TEST((one == column * row));
  BOOST_TEST((other == column * row));
}

BOOST_AUTO_TEST_CASE(scaled_operands_are_added_repeated) {
  for (const Shape& shape : shapes)
    for (const Shape& smaller : repeated_shapes(shape))
      BOOST_TEST_CONTEXT(shape.rows << " x " << shape.columns << ", " << smaller.rows << " x "
                                    << smaller.columns) {
        const auto x = numbers(smaller.rows, smaller.columns, 5),
                   before = numbers(shape.rows, shape.columns, 1);
        Matrix<double> result(shape.rows, shape.columns);
        const double three = 3;
        combine<double>(std::vector<Term<double>>{{&three, &before}}, result);
        add_scaled(-2.0, x, result);
        for (Index i = 0; i < shape.rows; ++i)
          for (Index j = 0; j < shape.columns; ++j)
            BOOST_TEST(result(i, j) == 3 * before(i, j) - 2 * repeated(x, i, j));
      }
}

BOOST_AUTO_TEST_CASE(sums_take_every_entry_once) {
  for (const Shape& shape : shapes) BOOST_TEST_CONTEXT(shape.rows << " x " << shape.columns) {
      const auto x = numbers(shape.rows, shape.columns, 3), y = numbers(shape.rows, shape.columns, 8);
      double sum = 0, product = 0;
      for (Index i = 0; i < x.size(); ++i) sum += x.data()[i], product += x.data()[i] * y.data()[i];
      BOOST_TEST(total(x) == sum);
      BOOST_TEST(total_product(x, y) == product);
    }
}

BOOST_AUTO_TEST_SUITE_END()
