// The pendulum x'' = -sin x from x = 1, x' = 0 to t = 1/10 at 256 bits, energy kept to 1e-75. heyoka
// publishes 0.465 ms for such a run.
#include "benchmarks/pendulum.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace featdyn;
using numerics::BigReal;

void pendulum(benchmark::State& state) {
  const numerics::PrecisionScope scope(256);
  const auto power = [](const char* text) {
    return theory::to_real<BigReal>(theory::rational_from_decimal(text));
  };
  const BigReal tolerance = power("1e-76"), end = power("0.1");
  numerics::FlatState<BigReal> x;
  for (auto _ : state) {
    x = {BigReal(1), BigReal(0)};
    if (benchmarks::swing(tolerance, end, x) != numerics::Integration::reached)
      state.SkipWithError("the end was not reached");
  }
  using Energy = benchmarks::Pendulum<BigReal>;
  const BigReal moved = abs(BigReal(Energy::energy(x) - Energy::energy({BigReal(1), BigReal(0)})));
  if (!(moved < power("1e-75"))) state.SkipWithError("energy moved by more than 1e-75");
}

BENCHMARK(pendulum)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
