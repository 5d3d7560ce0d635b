#include <omp.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "numerics/linear/exact_product.hpp"
#include "numerics/scalar/arb_product.hpp"
#include "numerics/scalar/fixed_point.hpp"
#include "tests/random_long_numbers.hpp"

BOOST_AUTO_TEST_SUITE(numerics_arb_product)

using namespace featdyn::numerics;
using namespace featdyn::testing;

namespace {

/// The product of the midpoints, exactly.
template <class R>
BigReal exact_entry(Factor<R> x, Factor<R> y, Index i, Index j) {
  const Index inner = x.transposed ? x.matrix.rows() : x.matrix.cols();
  BigReal sum;
  for (Index k = 0; k < inner; ++k) {
    const R &a = x.transposed ? x.matrix(k, i) : x.matrix(i, k),
            &b = y.transposed ? y.matrix(j, k) : y.matrix(k, j);
    BigReal term;
    arf_mul(arb_midref(term.raw()), arb_midref(a.raw()), arb_midref(b.raw()), ARF_PREC_EXACT, ARF_RND_DOWN);
    arf_add(arb_midref(sum.raw()), arb_midref(sum.raw()), arb_midref(term.raw()), ARF_PREC_EXACT,
            ARF_RND_DOWN);
  }
  return sum;
}

BigReal rounded(const BigReal& x) {
  BigReal result;
  arf_set_round(arb_midref(result.raw()), arb_midref(x.raw()), working_bits(), ARF_RND_NEAR);
  return result;
}

bool same(const BigReal& x, const BigReal& y) {
  return arf_equal(arb_midref(x.raw()), arb_midref(y.raw())) != 0;
}

struct Case {
  Index rows, columns, inner;
  int layout;
};

Case random_case(Engine& engine, int round) {
  return {pick(engine, 1, 9), pick(engine, 1, 9),
          round % 10 == 0 ? pick(engine, 100, 300) : pick(engine, 1, 12), round % 4};
}

/// Factors of a case's shape, stored as its layout says.
template <class R>
struct Factors {
  Matrix<R> left, right;
  Factor<R> x, y;
  Factors(Engine& engine, const Case& of, long spread)
      : left((of.layout & 1) != 0 ? random_matrix<R>(engine, of.inner, of.rows, spread)
                                  : random_matrix<R>(engine, of.rows, of.inner, spread)),
        right((of.layout & 2) != 0 ? random_matrix<R>(engine, of.columns, of.inner, spread)
                                   : random_matrix<R>(engine, of.inner, of.columns, spread)),
        x{left, (of.layout & 1) != 0},
        y{right, (of.layout & 2) != 0} {}
};

}  // namespace

BOOST_AUTO_TEST_CASE(numbers_come_back_from_their_residues) {
  for (const long bits : {30L, 100L, 700L, 4900L}) BOOST_TEST_CONTEXT(bits) {
      Engine engine(7);
      const ResidueSystem& system = ResidueSystem::for_bits(bits);
      const Index count = 17, digits = (bits + 23) / 24;
      std::vector<double> x(static_cast<std::size_t>(digits * count)),
          residues(static_cast<std::size_t>((system.primes() + 1) * count)),
          back(static_cast<std::size_t>(system.digits() * count));
      for (Index i = 0; i < digits; ++i)
        for (Index j = 0; j < count; ++j) {
          const long limit = 1L << std::min(24L, bits - 24 * i);
          x[static_cast<std::size_t>(i * count + j)] =
              static_cast<double>(j == 0   ? limit - 1
                                  : j == 1 ? 1 - limit
                                  : j == 2 ? 0
                                           : pick(engine, 0, limit - 1) * (j % 2 == 0 ? 1 : -1));
        }
      system.to_residues(x.data(), digits, count, residues.data());
      system.from_residues(residues.data(), count, back.data());
      for (Index j = 0; j < count; ++j) {
        BigReal before, after;
        write_number(x.data() + j, count, digits, 0, ARF_PREC_EXACT, arb_midref(before.raw()));
        write_number(back.data() + j, count, system.digits(), 0, ARF_PREC_EXACT, arb_midref(after.raw()));
        BOOST_TEST(same(before, after), j);
      }
    }
}

BOOST_AUTO_TEST_CASE(digits_are_read_and_written_without_loss) {
  const PrecisionScope scope(300);
  Engine engine(8);
  for (int round = 0; round < 300; ++round) {
    const BigReal x = random_number<BigReal>(engine, pick(engine, -400, 400));
    BitRange range = BitRange::none();
    BOOST_TEST(range.include(arb_midref(x.raw())));
    for (const long spare : {0L, 1L, 30L}) {
      const Index count = (range.width() + spare + 23) / 24;
      std::vector<double> digits(static_cast<std::size_t>(2 * count));
      BOOST_TEST(read_digits(arb_midref(x.raw()), range.bottom - spare, count, digits.data(), 2));
      BigReal back;
      write_number(digits.data(), 2, count, range.bottom - spare, ARF_PREC_EXACT, arb_midref(back.raw()));
      BOOST_TEST(same(x, back));
    }
    std::vector<double> digits(20);
    BOOST_TEST(!read_digits(arb_midref(x.raw()), range.bottom + 1, 20, digits.data(), 1));
  }
}

BOOST_AUTO_TEST_CASE(products_are_exact_but_for_one_rounding) {
  for (const long bits : {60L, 200L, 367L, 1000L}) BOOST_TEST_CONTEXT(bits) {
      const PrecisionScope scope(bits);
      Engine engine(9);
      for (int round = 0; round < 60; ++round) {
        const Case of = random_case(engine, round);
        const Factors<BigReal> factors(engine, of, round % 3 == 0 ? 0 : 30);
        Matrix<BigReal> result(of.rows, of.columns);
        BOOST_TEST(multiply_by_residues(factors.x, factors.y, false, result));
        long wrong = 0;
        for (Index i = 0; i < of.rows; ++i)
          for (Index j = 0; j < of.columns; ++j)
            if (!same(result(i, j), rounded(exact_entry(factors.x, factors.y, i, j)))) ++wrong;
        BOOST_TEST(wrong == 0);
      }
    }
}

BOOST_AUTO_TEST_CASE(a_symmetric_product_is_the_same_product) {
  const PrecisionScope scope(200);
  Engine engine(10);
  for (const Index n : {1, 2, 7, 20}) {
    const Matrix<BigReal> x = random_matrix<BigReal>(engine, n, 13, 20);
    Matrix<BigReal> whole(n, n), half(n, n), dots(n, n);
    multiply_by_residues<false>({x}, {x, true}, false, whole);
    multiply_by_residues<false>({x}, {x, true}, true, half);
    multiply_by_dots<false>({x}, {x, true}, true, dots);
    for (Index i = 0; i < n; ++i)
      for (Index j = 0; j < n; ++j) {
        BOOST_TEST(same(whole(i, j), half(i, j)));
        BOOST_TEST(same(dots(i, j), dots(j, i)));
        BOOST_TEST(std::abs(static_cast<double>(dots(i, j) - whole(i, j))) <= 1e-57);
      }
  }
}

BOOST_AUTO_TEST_CASE(what_is_far_below_the_largest_entry_is_cut_off_and_known) {
  const PrecisionScope scope(100);
  Engine engine(11);
  const Factors<BigReal> factors(engine, {5, 6, 8, 0}, 400);
  Matrix<BigReal> result(5, 6);
  BOOST_TEST(multiply_by_residues(factors.x, factors.y, false, result));
  const Factors<Ball> balls(engine, {5, 6, 8, 0}, 400);
  Matrix<Ball> enclosed(5, 6);
  BOOST_TEST(multiply_by_residues(balls.x, balls.y, false, enclosed));
  for (Index i = 0; i < 5; ++i)
    for (Index j = 0; j < 6; ++j) {
      const BigReal exact = exact_entry(factors.x, factors.y, i, j);
      BOOST_TEST(std::abs(static_cast<double>(result(i, j) - exact)) <= 9 * 16 * std::ldexp(1.0, -100));
      BOOST_TEST(contains(enclosed(i, j), exact_entry(balls.x, balls.y, i, j)));
    }
}

BOOST_AUTO_TEST_CASE(balls_hold_the_products_of_all_their_points_and_little_more) {
  for (const long bits : {60L, 200L, 1500L}) BOOST_TEST_CONTEXT(bits) {
      const PrecisionScope scope(bits);
      Engine engine(12);
      for (int round = 0; round < 60; ++round) {
        const Case of = random_case(engine, round);
        const Factors<Ball> factors(engine, of, round % 3 == 0 ? 0 : 40);
        Matrix<Ball> result(of.rows, of.columns), dots(of.rows, of.columns);
        BOOST_TEST(multiply_by_residues(factors.x, factors.y, false, result));
        multiply_by_dots(factors.x, factors.y, false, dots);
        const auto left = points_of(engine, factors.left), right = points_of(engine, factors.right);
        long lost = 0, wide = 0;
        for (Index i = 0; i < of.rows; ++i)
          for (Index j = 0; j < of.columns; ++j) {
            if (!contains(result(i, j), exact_entry<BigReal>({left, factors.x.transposed},
                                                             {right, factors.y.transposed}, i, j)))
              ++lost;
            if (!(log2_radius(result(i, j)) <= log2_radius(dots(i, j)) + 2)) ++wide;
          }
        BOOST_TEST(lost == 0);
        BOOST_TEST(wide == 0);
      }
    }
}

BOOST_AUTO_TEST_CASE(numbers_that_are_not_finite_or_have_too_many_bits_go_another_way) {
  const PrecisionScope scope(200);
  Engine engine(13);
  Matrix<BigReal> x = random_matrix<BigReal>(engine, 3, 3, 5), result(3, 3);
  const Matrix<BigReal> y = x;
  BOOST_TEST(multiply_by_residues<false>({x}, {y}, false, result));
  arf_pos_inf(arb_midref(x(1, 1).raw()));
  BOOST_TEST(!multiply_by_residues<false>({x}, {y}, false, result));
  arf_nan(arb_midref(x(1, 1).raw()));
  BOOST_TEST(!multiply_by_residues<false>({x}, {y}, false, result));
  Matrix<Ball> balls = random_matrix<Ball>(engine, 3, 3, 5), enclosed(3, 3);
  arb_zero_pm_inf(balls(0, 2).raw());
  BOOST_TEST(!multiply_by_residues<true>({balls}, {balls, true}, false, enclosed));
  const PrecisionScope many(3000);
  const Matrix<BigReal> z = random_matrix<BigReal>(engine, 3, 3, 5);
  BOOST_TEST(!multiply_by_residues<false>({z}, {z}, false, result));
}

BOOST_AUTO_TEST_CASE(every_number_of_threads_gives_the_same_bits) {
  const PrecisionScope scope(200);
  Engine engine(15);
  const Matrix<Ball> x = random_matrix<Ball>(engine, 60, 70, 30), y = random_matrix<Ball>(engine, 70, 50, 30);
  const int threads = omp_get_max_threads();
  std::vector<Matrix<Ball>> results;
  for (const int count : {1, 2, 3}) {
    omp_set_num_threads(count);
    Matrix<Ball>& result = results.emplace_back(60, 50);
    BOOST_TEST(multiply_by_residues<true>({x}, {y}, false, result));
  }
  omp_set_num_threads(threads);
  for (const Matrix<Ball>& result : results)
    for (Index i = 0; i < result.size(); ++i)
      BOOST_REQUIRE(result.data()[i].dump() == results[0].data()[i].dump());
}

BOOST_AUTO_TEST_CASE(long_sums_are_taken_in_parts) {
  const PrecisionScope scope(120);
  Engine engine(14);
  const Case of{3, 2, 9001, 2};
  const Factors<BigReal> factors(engine, of, 3);
  Matrix<BigReal> result(3, 2);
  BOOST_TEST(multiply_by_residues(factors.x, factors.y, false, result));
  for (Index i = 0; i < 3; ++i)
    for (Index j = 0; j < 2; ++j)
      BOOST_TEST(same(result(i, j), rounded(exact_entry(factors.x, factors.y, i, j))));
}

BOOST_AUTO_TEST_SUITE_END()
