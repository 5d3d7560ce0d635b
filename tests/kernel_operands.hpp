#pragma once

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <vector>

#include "numerics/linear/instruction_set.hpp"
#include "numerics/linear/kernels.hpp"
#include "tests/random_engine.hpp"

/// Operands and results of the loops over doubles, and what these loops are defined to compute.
namespace featdyn::testing::kernels {

using namespace numerics;

/// Whole numbers, whose sums of products are exact in doubles, or any reals.
enum class Numbers { whole, real };

inline double draw(Engine& engine, Numbers kind) {
  return kind == Numbers::whole ? static_cast<double>(pick(engine, -1'000'000, 1'000'000)) : uniform(engine);
}

/// A rows x columns factor as it stands or turned, `spare` numbers between its lines and an odd one before it;
/// no number after the last, so that reading beyond it is found.
struct Operand {
  std::vector<double> numbers;
  Entries entries;
  Operand(Engine& engine, Numbers kind, Index rows, Index columns, bool turned, Index spare) {
    const Index lines = turned ? columns : rows, length = turned ? rows : columns, stride = length + spare;
    numbers.resize(static_cast<std::size_t>(1 + (lines - 1) * stride + length));
    for (double& x : numbers) x = draw(engine, kind);
    entries = {numbers.data() + 1, turned ? 1 : stride, turned ? stride : 1};
  }
  double at(Index i, Index j) const { return entries.at[i * entries.down + j * entries.across]; }
};

/// The sum as it is defined: by blocks of inner_at_once terms, each term by term.
inline double entry(const Operand& x, const Operand& y, Index i, Index j, Index inner, bool fused) {
  double result = 0;
  for (Index block = 0; block < inner; block += inner_at_once) {
    double sum = 0;
    for (Index k = block; k < std::min(inner, block + inner_at_once); ++k)
      sum = fused ? std::fma(x.at(i, k), y.at(k, j), sum) : sum + x.at(i, k) * y.at(k, j);
    result = block == 0 ? sum : result + sum;
  }
  return result;
}

/// What a column's entry is: sums of every 16th term, added in halves.
inline double column_entry(const Operand& x, const double* y, Index i, Index inner, bool fused) {
  double sum[16] = {};
  for (Index k = 0; k < inner; ++k)
    sum[k % 16] = fused ? std::fma(x.at(i, k), y[k], sum[k % 16]) : sum[k % 16] + x.at(i, k) * y[k];
  for (int half = 8; half > 0; half /= 2)
    for (int lane = 0; lane < half; ++lane) sum[lane] += sum[lane + half];
  return sum[0];
}

inline bool fuses(const Kernels& kernels) {
#ifdef __FP_FAST_FMA
  return true;
#else
  return &kernels != &baseline_kernels;
#endif
}

/// A result with sentinels around each row.
struct Result {
  Index rows, columns, stride;
  std::vector<double> numbers;
  Result(Index rows_, Index columns_, Index spare)
      : rows(rows_),
        columns(columns_),
        stride(columns + spare),
        numbers(static_cast<std::size_t>(rows * stride + 1), 0.25) {}
  double* data() { return numbers.data() + 1; }
  double at(Index i, Index j) const { return numbers[static_cast<std::size_t>(1 + i * stride + j)]; }
  bool is_clean() const {
    bool clean = numbers[0] == 0.25;
    for (Index i = 0; i < rows; ++i)
      for (Index j = columns; j < stride; ++j) clean = clean && at(i, j) == 0.25;
    return clean;
  }
};

/// Every set in turn.
template <class Check>
void for_sets(const Check& check) {
  for (const Kernels* each : available_kernels()) BOOST_TEST_CONTEXT(each->name) {
      check(*each);
    }
}

inline std::vector<double> random_numbers(Engine& engine, Index count) {
  std::vector<double> result(static_cast<std::size_t>(count));
  for (double& x : result) x = draw(engine, Numbers::real);
  return result;
}

}  // namespace featdyn::testing::kernels
