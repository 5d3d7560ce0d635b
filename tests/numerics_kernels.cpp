#include <boost/test/unit_test.hpp>
#include <cmath>
#include <vector>

#include "tests/kernel_operands.hpp"
#include "tests/refusal.hpp"

BOOST_AUTO_TEST_SUITE(numerics_kernels)

using namespace featdyn;
using namespace featdyn::numerics;
using namespace featdyn::testing::kernels;
using testing::Engine, testing::pick;

namespace {

struct Shape {
  Index rows, columns, inner;
};

Shape random_shape(Engine& engine, int round) {
  if (round % 8 == 0) return {pick(engine, 1, 9), pick(engine, 1, 40), pick(engine, 250, 600)};
  return {pick(engine, 1, 50), pick(engine, 1, 70), pick(engine, 1, 70)};
}

void check_product(const Kernels& kernels, Engine& engine, Numbers kind, const Shape& shape, int layout) {
  const auto [rows, columns, inner] = shape;
  const Operand x(engine, kind, rows, inner, (layout & 1) != 0, pick(engine, 0, 5)),
      y(engine, kind, inner, columns, (layout & 2) != 0, pick(engine, 0, 5));
  std::vector<double> room(panel_room);
  for (const bool add : {false, true}) {
    Result result(rows, columns, pick(engine, 0, 4));
    kernels.multiply({x.entries, y.entries, rows, columns, inner, add}, result.data(), result.stride,
                     room.data());
    long wrong = 0;
    for (Index i = 0; i < rows; ++i)
      for (Index j = 0; j < columns; ++j) {
        const double product = entry(x, y, i, j, inner, fuses(kernels));
        // onto what stands there the first block is added first
        const double expected = add && inner <= inner_at_once ? 0.25 + product : product;
        if (!(add && inner > inner_at_once) && !(result.at(i, j) == expected)) ++wrong;
        if (add && !(std::abs(result.at(i, j) - 0.25 - product) <= 1e-12 * (1 + std::abs(product)))) ++wrong;
      }
    BOOST_TEST(wrong == 0);
    BOOST_TEST(result.is_clean());
  }
}

void check_lower(const Kernels& kernels, Engine& engine, Numbers kind, Index n, Index inner, bool turned) {
  const Operand x(engine, kind, n, inner, turned, pick(engine, 0, 3));
  const Operand& same = x;
  const Entries transposed{x.entries.at, x.entries.across, x.entries.down};
  std::vector<double> room(panel_room);
  Result result(n, n, pick(engine, 0, 4));
  kernels.multiply_lower({x.entries, transposed, n, n, inner}, result.data(), result.stride, room.data());
  Operand back = x;
  back.entries = {back.numbers.data() + 1, x.entries.across, x.entries.down};
  long wrong = 0;
  for (Index i = 0; i < n; ++i)
    for (Index j = 0; j <= i; ++j)
      if (!(result.at(i, j) == entry(same, back, i, j, inner, fuses(kernels)))) ++wrong;
  BOOST_TEST(wrong == 0);
  BOOST_TEST(result.is_clean());
}

}  // namespace

BOOST_AUTO_TEST_CASE(products_of_whole_numbers_are_exact) {
  for_sets([](const Kernels& kernels) {
    Engine engine(1);
    for (int round = 0; round < 200; ++round)
      check_product(kernels, engine, Numbers::whole, random_shape(engine, round), round % 4);
  });
}

BOOST_AUTO_TEST_CASE(every_sum_has_one_order_in_all_sets) {
  for_sets([](const Kernels& kernels) {
    Engine engine(2);
    for (int round = 0; round < 200; ++round)
      check_product(kernels, engine, Numbers::real, random_shape(engine, round), round % 4);
  });
}

BOOST_AUTO_TEST_CASE(tiles_of_every_height_and_width_are_exact) {
  for_sets([](const Kernels& kernels) {
    Engine engine(3);
    for (Index rows = 1; rows <= 17; ++rows)
      for (Index columns = 1; columns <= 34; ++columns)
        check_product(kernels, engine, Numbers::whole, {rows, columns, 3},
                      static_cast<int>(rows + columns) % 4);
  });
}

BOOST_AUTO_TEST_CASE(symmetric_products_are_exact_on_and_below_the_diagonal) {
  for_sets([](const Kernels& kernels) {
    Engine engine(4);
    for (Index n = 1; n <= 70; ++n)
      check_lower(kernels, engine, n % 2 == 0 ? Numbers::whole : Numbers::real, n,
                  n % 9 == 0 ? 300 : pick(engine, 1, 40), n % 3 == 0);
  });
}

BOOST_AUTO_TEST_CASE(columns_are_summed_in_one_order_in_all_sets) {
  for_sets([](const Kernels& kernels) {
    Engine engine(5);
    for (int round = 0; round < 200; ++round) {
      const Index rows = pick(engine, 1, 20), inner = pick(engine, 1, 100);
      const Numbers kind = round % 2 == 0 ? Numbers::whole : Numbers::real;
      const Operand x(engine, kind, rows, inner, false, pick(engine, 0, 5)),
          y(engine, kind, 1, inner, false, 0);
      Result result(1, rows, 1);
      kernels.multiply_column(x.entries, y.entries.at, {.rows = rows, .columns = inner}, result.data());
      long wrong = 0;
      for (Index i = 0; i < rows; ++i)
        if (!(result.at(0, i) == column_entry(x, y.entries.at, i, inner, fuses(kernels)))) ++wrong;
      BOOST_TEST(wrong == 0);
      BOOST_TEST(result.is_clean());
    }
  });
}

BOOST_AUTO_TEST_CASE(entries_are_what_the_loops_say_in_every_set) {
  for_sets([](const Kernels& kernels) {
    Engine engine(6);
    for (Index rows = 1; rows <= 9; ++rows)
      for (Index columns = 1; columns <= 21; ++columns) {
        const Index count = rows * columns;
        const auto x = random_numbers(engine, count), y = random_numbers(engine, count),
                   start = random_numbers(engine, count);
        const double f = 0.3;
        const auto check = [&](const char* what, const auto& loop, const auto& expected) {
          std::vector<double> result = start;
          loop(result.data());
          long wrong = 0;
          for (std::size_t i = 0; i < result.size(); ++i)
            if (!(result[i] == expected(i))) ++wrong;
          BOOST_TEST(wrong == 0, what << " " << rows << " " << columns);
        };
        const double *a = x.data(), *b = y.data();
        check(
            "add_each", [&](double* to) { kernels.add_each(f, a, count, to); },
            [&](auto i) { return start[i] + f * x[i]; });
        check(
            "sums", [&](double* to) { to[0] = kernels.sum(a, count) + kernels.sum_products(a, b, count); },
            [&](auto i) {
              if (i > 0) return start[i];
              double sums[2][32] = {};
              for (std::size_t k = 0; k < x.size(); ++k) {
                const std::size_t lane = k < x.size() / 32 * 32 ? k % 32 : 0;
                sums[0][lane] += x[k];
                sums[1][lane] += x[k] * y[k];
              }
              double total[2] = {};
              for (int which = 0; which < 2; ++which)
                for (const double sum : sums[which]) total[which] += sum;
              return total[0] + total[1];
            });
      }
  });
}

BOOST_AUTO_TEST_CASE(the_set_in_use_is_one_of_the_machines) {
  BOOST_TEST(&kernels_named("baseline") == &baseline_kernels);
  BOOST_TEST(available_kernels().back() == &baseline_kernels);
  const std::string message = testing::refusal([] { kernels_named("mmx"); });
  BOOST_TEST(
      testing::contains(message,
                        "FEATDYN_INSTRUCTION_SET:1: no instruction set of this machine, read mmx, allowed:"),
      message);
}

BOOST_AUTO_TEST_SUITE_END()
