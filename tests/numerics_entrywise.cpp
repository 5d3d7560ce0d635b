#include <boost/test/unit_test.hpp>
#include <tuple>

#include "numerics/linear/entrywise.hpp"
#include "numerics/scalar/arb_number.hpp"

BOOST_AUTO_TEST_SUITE(numerics_entrywise)

using namespace featdyn::numerics;

namespace {

using Scalars = std::tuple<double, BigReal, Ball>;

/// Small whole numbers, so that every sum and product is exact.
template <class R>
Matrix<R> numbers(Index rows, Index columns, long start) {
  Matrix<R> result(rows, columns);
  for (Index i = 0; i < result.size(); ++i)
    result.data()[i] = R(static_cast<long>((start + 7 * i) % 23 - 11));
  return result;
}

template <class R>
R repeated(const Matrix<R>& x, Index i, Index j) {
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

BOOST_AUTO_TEST_CASE_TEMPLATE(products_repeat_the_smaller_operand, R, Scalars) {
  for (const Shape& shape : shapes)
    for (const Shape& smaller : repeated_shapes(shape))
      BOOST_TEST_CONTEXT(shape.rows << " x " << shape.columns << ", " << smaller.rows << " x "
                                    << smaller.columns) {
        const auto x = numbers<R>(shape.rows, shape.columns, 3),
                   y = numbers<R>(smaller.rows, smaller.columns, 5);
        Matrix<R> result(shape.rows, shape.columns);
        hadamard(x, y, result);
        for (Index i = 0; i < shape.rows; ++i)
          for (Index j = 0; j < shape.columns; ++j) BOOST_TEST((result(i, j) == x(i, j) * repeated(y, i, j)));
      }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_column_times_a_row_is_their_outer_product, R, Scalars) {
  const Matrix<R> column = numbers<R>(7, 1, 2), row = numbers<R>(1, 11, 4);
  Matrix<R> one(7, 11), other(7, 11);
  hadamard(column, row, one);
  hadamard(row, column, other);
  BOOST_TEST((one == Matrix<R>(column * row)));
  BOOST_TEST((other == Matrix<R>(column * row)));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(scaled_operands_are_added_repeated, R, Scalars) {
  for (const Shape& shape : shapes)
    for (const Shape& smaller : repeated_shapes(shape))
      BOOST_TEST_CONTEXT(shape.rows << " x " << shape.columns << ", " << smaller.rows << " x "
                                    << smaller.columns) {
        const auto x = numbers<R>(smaller.rows, smaller.columns, 5),
                   before = numbers<R>(shape.rows, shape.columns, 1);
        Matrix<R> result(shape.rows, shape.columns);
        const R three(3);
        combine<R>(std::vector<Term<R>>{{&three, &before}}, result);
        add_scaled(R(-2), x, result);
        for (Index i = 0; i < shape.rows; ++i)
          for (Index j = 0; j < shape.columns; ++j)
            BOOST_TEST((result(i, j) == R(3) * before(i, j) - R(2) * repeated(x, i, j)));
      }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(sums_take_every_entry_once, R, Scalars) {
  for (const Shape& shape : shapes) BOOST_TEST_CONTEXT(shape.rows << " x " << shape.columns) {
      const auto x = numbers<R>(shape.rows, shape.columns, 3), y = numbers<R>(shape.rows, shape.columns, 8);
      R sum(0), product(0);
      for (Index i = 0; i < x.size(); ++i) sum += x.data()[i], product += x.data()[i] * y.data()[i];
      BOOST_TEST((total(x) == sum));
      BOOST_TEST((total_product(x, y) == product));
    }
}

BOOST_AUTO_TEST_SUITE_END()
