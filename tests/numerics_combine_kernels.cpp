#include <boost/test/unit_test.hpp>
#include <cmath>
#include <vector>

#include "tests/kernel_operands.hpp"

BOOST_AUTO_TEST_SUITE(numerics_combine_kernels)

using namespace featdyn;
using namespace featdyn::numerics;
using namespace featdyn::testing::kernels;
using testing::Engine, testing::pick, testing::uniform;

namespace {

/// An operand of a rows x columns result: whole (0), a column (1), a row (2), a number (3) or none (4).
struct Part {
  std::vector<double> numbers;
  Entries entries{.at = nullptr, .down = 0, .across = 0};
  Part(Engine& engine, Index kind, Size size) {
    if (kind == 4) return;
    const Index rows = kind == 0 || kind == 1 ? size.rows : 1,
                columns = kind == 0 || kind == 2 ? size.columns : 1;
    numbers = random_numbers(engine, rows * columns);
    entries = {
        .at = numbers.data(), .down = rows == 1 ? 0 : columns, .across = kind == 0 || kind == 2 ? 1 : 0};
  }
  double at(Index i, Index j) const { return entries.at[i * entries.down + j * entries.across]; }
};

/// factor x o y, operands that are repeated along the row first.
double value(double factor, const Part& x, const Part& y, Index i, Index j) {
  double along = 0;
  int count = 0;
  for (const Part* part : {&x, &y}) {
    if (part->entries.at == nullptr) continue;
    if (part->entries.across == 0)
      factor *= part->at(i, j);
    else
      along = count++ == 0 ? part->at(i, j) : along * part->at(i, j);
  }
  return count == 0 ? factor : factor * along;
}

void check_sum(const Kernels& kernels, Engine& engine, Size size, Index count, bool add) {
  std::vector<Part> parts;
  std::vector<Summand> terms;
  for (Index i = 0; i < count; ++i) {
    parts.emplace_back(engine, pick(engine, 0, 3), size);
    parts.emplace_back(engine, pick(engine, 0, 4), size);
  }
  for (std::size_t i = 0; i < parts.size(); i += 2)
    terms.push_back({.factor = uniform(engine), .x = parts[i].entries, .y = parts[i + 1].entries});
  Result result(size.rows, size.columns, 0);
  kernels.combine(terms.data(), count, add, size, result.data());
  long wrong = 0;
  for (Index i = 0; i < size.rows; ++i)
    for (Index j = 0; j < size.columns; ++j) {
      double expected = add ? 0.25 : 0;
      for (std::size_t k = 0; k < terms.size(); ++k)
        expected += value(terms[k].factor, parts[2 * k], parts[2 * k + 1], i, j);
      if (!(result.at(i, j) == expected)) ++wrong;
    }
  BOOST_TEST(wrong == 0, size.rows << " x " << size.columns << ", " << count << " terms");
  BOOST_TEST(result.is_clean());
}

}  // namespace

BOOST_AUTO_TEST_CASE(sums_of_products_of_any_operands_are_what_the_loops_say_in_every_set) {
  for_sets([](const Kernels& kernels) {
    Engine engine(1);
    for (int round = 0; round < 400; ++round) {
      const Size size = round % 20 == 0 ? Size{.rows = pick(engine, 20, 60), .columns = pick(engine, 30, 70)}
                                        : Size{.rows = pick(engine, 1, 9), .columns = pick(engine, 1, 37)};
      check_sum(kernels, engine, size, pick(engine, 1, round % 10 == 0 ? most_summands : 4), round % 2 == 0);
    }
  });
}

BOOST_AUTO_TEST_CASE(turned_blocks_and_mirrored_halves_hold_the_same_numbers) {
  for_sets([](const Kernels& kernels) {
    Engine engine(2);
    for (Index rows = 1; rows <= 13; ++rows)
      for (Index columns = 1; columns <= 13; ++columns) {
        const Operand x(engine, Numbers::real, rows, columns, false, pick(engine, 0, 3));
        Result result(columns, rows, pick(engine, 0, 3));
        kernels.turn(x.entries.at, x.entries.down, {.rows = rows, .columns = columns}, result.data(),
                     result.stride);
        bool same = result.is_clean();
        for (Index i = 0; i < rows; ++i)
          for (Index j = 0; j < columns; ++j) same = same && result.at(j, i) == x.at(i, j);
        BOOST_TEST(same, rows << " x " << columns);
      }
    for (Index n = 1; n <= 40; ++n) {
      Result result(n, n, pick(engine, 0, 3));
      for (Index i = 0; i < n * result.stride; i += 1)
        if (i % result.stride < n) result.data()[i] = uniform(engine);
      const Result before = result;
      kernels.mirror(result.data(), result.stride, n);
      bool same = result.is_clean();
      for (Index i = 0; i < n; ++i)
        for (Index j = 0; j <= i; ++j)
          same = same && result.at(i, j) == before.at(i, j) && result.at(j, i) == before.at(i, j);
      BOOST_TEST(same, n);
    }
  });
}

BOOST_AUTO_TEST_CASE(drawn_numbers_are_the_same_in_every_set_and_have_variance_1) {
  constexpr Index count = 20'001;
  std::vector<double> first(count);
  baseline_kernels.draw(7, count, first.data());
  double sum = 0, squares = 0, neighbours = 0;
  for (std::size_t i = 0; i < first.size(); ++i) {
    sum += first[i], squares += first[i] * first[i];
    if (i > 0) neighbours += first[i] * first[i - 1];
  }
  // four standard deviations of the mean, of the squares (variance 4/5) and of the products of neighbours
  const double unit = 4 / std::sqrt(static_cast<double>(count));
  BOOST_TEST(std::abs(sum / count) <= unit);
  BOOST_TEST(std::abs(squares / count - 1) <= unit);
  BOOST_TEST(std::abs(neighbours / count) <= unit);
  for_sets([&](const Kernels& kernels) {
    std::vector<double> drawn(count), one(1);
    kernels.draw(7, count, drawn.data());
    kernels.draw(7, 1, one.data());
    BOOST_TEST((drawn == first && one[0] == first[0]));
  });
}

BOOST_AUTO_TEST_CASE(grown_errors_and_largest_numbers_are_what_the_loops_say_in_every_set) {
  for_sets([](const Kernels& kernels) {
    Engine engine(3);
    for (int round = 0; round < 200; ++round) {
      const bool symmetric = round % 2 == 0;
      const Index rows = pick(engine, 1, 25), columns = symmetric ? rows : pick(engine, 1, 70);
      const auto moved = random_numbers(engine, rows * columns),
                 here = random_numbers(engine, rows * columns),
                 drawn = random_numbers(engine, rows * columns), of_rows = random_numbers(engine, rows),
                 of_columns = symmetric ? of_rows : random_numbers(engine, columns);
      std::vector<double> error(moved.size());
      const double most = kernels.grow({.moved = moved.data(),
                                        .here = here.data(),
                                        .magnification = 1e3,
                                        .rows = of_rows.data(),
                                        .columns = of_columns.data(),
                                        .drawn = drawn.data(),
                                        .size = {.rows = rows, .columns = columns},
                                        .symmetric = symmetric},
                                       error.data());
      double largest = 0, weighted = 0;
      long wrong = 0;
      const auto at = [&](const std::vector<double>& x, Index i) { return x[static_cast<std::size_t>(i)]; };
      for (Index r = 0; r < rows; ++r)
        for (Index s = 0; s < columns; ++s) {
          const Index i = r * columns + s, row = symmetric ? std::min(r, s) : r, column = std::max(r, s),
                      place = symmetric ? row * columns - row * (row - 1) / 2 + column - row : i;
          const double fresh = at(of_rows, row) * at(of_columns, symmetric ? column : s) * at(drawn, place);
          if (at(error, i) != (at(moved, i) - at(here, i)) * 1e3 + fresh) ++wrong;
          largest = std::max(largest, std::abs(at(error, i)));
          weighted = std::max(weighted, std::abs(at(moved, i) * at(of_columns, s)));
        }
      BOOST_TEST(wrong == 0, rows << " x " << columns);
      BOOST_TEST(most == largest);
      const Size size{.rows = rows, .columns = columns};
      BOOST_TEST(kernels.largest(error.data(), nullptr, size) == largest);
      BOOST_TEST(kernels.largest(moved.data(), of_columns.data(), size) == weighted);
    }
  });
}

BOOST_AUTO_TEST_SUITE_END()
