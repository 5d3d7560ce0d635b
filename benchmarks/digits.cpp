// One step of the recurrence at Figure 2's size (d = 1000, n = 30, m = 20) at N digits, beside the
// multiply-adds that its matrix products take, done in plain MPFR.
#include <benchmark/benchmark.h>
#include <mpfr.h>

#include <numeric>

#include "numerics/methods/recurrence.hpp"
#include "numerics/scalar/arb_number.hpp"
#include "verify/templates/templates.hpp"

namespace {

using namespace featdyn;
using numerics::Index;

numerics::Problem figure_2_problem() {
  return numerics::make_problem(numerics::read_settings(numerics::Document::from_text(
      verify::find_template("figure-2-low").text, "figure-2-low", std::filesystem::path())));
}

template <class R>
void step(benchmark::State& state) {
  const numerics::PrecisionScope scope(numerics::bits_of_digits(state.range(0) + numerics::guard_digits));
  const numerics::Problem problem = figure_2_problem();
  const R eta = numerics::learning_rate<R>(problem.settings);
  numerics::Recurrence<R> recurrence(problem, numerics::initial_state<R>(problem), eta);
  for (auto _ : state) {
    recurrence.evaluate();
    recurrence.advance();
  }
}

/// Multiply-adds of the products of one training step.
long multiply_adds(const numerics::Problem& problem) {
  theory::MatrixProgram program;
  theory::append_training_step(program, problem.settings.assumptions());
  const auto extent = [&](theory::Extent which) -> long {
    return which == theory::Extent::neurons   ? problem.settings.neurons()
           : which == theory::Extent::patches ? problem.data.count()
                                              : 1;
  };
  const auto needed = program.needed();
  long count = 0;
  for (std::size_t i = 0; i < needed.size(); ++i) {
    const theory::Instruction& product = program.instructions()[i];
    if (!needed[i] || product.operation != theory::Operation::product) continue;
    const theory::Shape x = program.instructions()[static_cast<std::size_t>(product.operands[0])].shape;
    count += extent(product.shape.rows) * extent(product.shape.columns) *
             extent(product.transposed[0] ? x.rows : x.columns);
  }
  return count;
}

void bare_mpfr(benchmark::State& state) {
  const long bits = numerics::bits_of_digits(state.range(0) + numerics::guard_digits);
  const long count = multiply_adds(figure_2_problem());
  constexpr std::size_t length = 64;
  std::vector<__mpfr_struct> x(length), y(length);
  mpfr_t sum, product;
  mpfr_inits2(bits, sum, product, nullptr);
  for (std::size_t i = 0; i < length; ++i) {
    mpfr_init2(&x[i], bits);
    mpfr_init2(&y[i], bits);
    mpfr_set_ui(&x[i], i + 2, MPFR_RNDN);
    mpfr_sqrt(&x[i], &x[i], MPFR_RNDN);
    mpfr_ui_div(&y[i], 1, &x[i], MPFR_RNDN);
  }
  for (auto _ : state)
    for (long k = 0; k < count; ++k) {
      if (k % static_cast<long>(length) == 0) mpfr_set_ui(sum, 0, MPFR_RNDN);
      mpfr_mul(product, &x[static_cast<std::size_t>(k) % length], &y[static_cast<std::size_t>(k) % length],
               MPFR_RNDN);
      mpfr_add(sum, sum, product, MPFR_RNDN);
    }
  state.counters["multiply-adds"] = static_cast<double>(count);
  for (std::size_t i = 0; i < length; ++i) mpfr_clear(&x[i]), mpfr_clear(&y[i]);
  mpfr_clears(sum, product, nullptr);
}

void real_step(benchmark::State& state) {
  step<numerics::BigReal>(state);
}
void ball_step(benchmark::State& state) {
  step<numerics::Ball>(state);
}

BENCHMARK(bare_mpfr)->Arg(50)->Arg(100)->Unit(benchmark::kMillisecond);
BENCHMARK(real_step)->Arg(50)->Arg(100)->Unit(benchmark::kMillisecond);
BENCHMARK(ball_step)->Arg(50)->Arg(100)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
