// What each part of the program costs, and how its cost grows. Names are part/sizes; benchmarks/table.py
// reads them.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>

#include "benchmarks/recurrence_sizes.hpp"
#include "numerics/methods/monte_carlo.hpp"
#include "numerics/methods/network.hpp"
#include "numerics/methods/recurrence.hpp"
#include "numerics/scalar/arb_number.hpp"
#include "theory/derivation.hpp"
#include "verify/certificate/certificate.hpp"
#include "verify/run/memory_run.hpp"

namespace {

using namespace featdyn;

/// Figure 2's sizes unless told.
struct Sizes {
  long d = 1000, n = 30, m = 20;
};

numerics::Settings settings(const Sizes& sizes, const std::string& activation = "[0, 0, 1]") {
  const std::string text = fmt::format(
      "[data]\nmodel = \"two-patch\"\ndimension = {}\nsamples = {}\nsignal_norm = 5\n"
      "[network]\nobjective = \"diffusion\"\nwidth = {}\nactivation = {}\n[diffusion]\ntime = 0.2\n"
      "[init]\nstd = 0.001\n[training]\nlearning_rate = 0.01\nsteps = 4000\n",
      sizes.d, sizes.n, sizes.m, activation);
  return numerics::read_settings(numerics::Document::from_text(text, "benchmark", std::filesystem::path()));
}

template <class M>
void repeat_steps(benchmark::State& state, M& method) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(method.evaluate());
    method.advance();
  }
}

template <class R>
void recurrence_of(benchmark::State& state, const Sizes& sizes) {
  const numerics::Problem problem = numerics::make_problem(settings(sizes));
  const auto start = numerics::initial_state<R>(problem);
  numerics::Recurrence<R> recurrence(problem, start, numerics::learning_rate<R>(problem.settings));
  repeat_steps(state, recurrence);
}

/// n, m; d large enough for inner products alone
void recurrence(benchmark::State& state) {
  const long n = state.range(0), m = state.range(1);
  recurrence_of<double>(state, {.d = std::max(1000L, 2 * (n + m)), .n = n, .m = m});
}

/// n, m; d = 1000 < n + m + 2, where the state is coordinates of the span of all vectors
void in_span(benchmark::State& state) {
  recurrence_of<double>(state, {.n = state.range(0), .m = state.range(1)});
}

/// digits
void digits(benchmark::State& state) {
  const numerics::PrecisionScope scope(numerics::bits_of_digits(state.range(0) + numerics::guard_digits));
  recurrence_of<numerics::BigReal>(state, {});
}

/// d
void network(benchmark::State& state) {
  const numerics::Problem problem = numerics::make_problem(settings({.d = state.range(0)}));
  numerics::Network<double> method(problem, numerics::learning_rate<double>(problem.settings));
  repeat_steps(state, method);
}

/// d
void network_mc(benchmark::State& state) {
  const numerics::Problem problem = numerics::make_problem(settings({.d = state.range(0)}));
  numerics::MonteCarloNetwork method(problem, numerics::learning_rate<double>(problem.settings));
  repeat_steps(state, method);
}

/// d: data, weights and their inner products
void data(benchmark::State& state) {
  const numerics::Settings chosen = settings({.d = state.range(0)});
  for (auto _ : state)
    benchmark::DoNotOptimize(numerics::initial_state<double>(numerics::make_problem(chosen)).K.data());
}

/// degree of the activation
void derive(benchmark::State& state) {
  std::string coefficients = "[0";
  for (long k = 1; k <= state.range(0); ++k) coefficients += ", 1";
  const theory::Assumptions assumptions = settings({}, coefficients + "]").assumptions();
  for (auto _ : state) benchmark::DoNotOptimize(theory::as_text(theory::derive(assumptions)).size());
}

/// steps
void certify(benchmark::State& state) {
  const numerics::Problem problem = numerics::make_problem(settings({.d = 200, .n = 10, .m = 5}));
  for (auto _ : state)
    if (!verify::certify(problem, state.range(0), "1e-20", [](long, long) {}))
      state.SkipWithError("no enclosure was found");
}

/// how many runs of 100 steps, each with a new seed, from settings to records in memory
void short_runs(benchmark::State& state) {
  numerics::Document document = settings({}).document;
  document.set("training.steps=100");
  for (auto _ : state)
    for (long k = 0; k < state.range(0); ++k) {
      numerics::Document own = document;
      own.set(fmt::format("data.seed={}", k));
      own.set(fmt::format("init.seed={}", k));
      const numerics::Problem problem =
          numerics::make_problem(numerics::read_settings(own), numerics::Vectors::unneeded);
      const verify::MemoryRun run =
          verify::run_in_memory(problem, {.method = "recurrence", .quiet = true, .files = false});
      benchmark::DoNotOptimize(run.records.back().loss);
    }
}

BENCHMARK(short_runs)->Arg(1000)->Iterations(1);
BENCHMARK(recurrence)->Apply(recurrence_sizes);
BENCHMARK(in_span)->Args({1000, 20})->Args({1000, 100});
BENCHMARK(network)->Arg(1000)->Arg(2000)->Arg(4000);
BENCHMARK(network_mc)->Arg(1000)->Arg(2000)->Iterations(1)->UseRealTime();
BENCHMARK(data)->Arg(1000)->Arg(10000)->Arg(100000)->UseRealTime();
BENCHMARK(digits)->Arg(30)->Arg(50)->Arg(100)->Arg(200);
BENCHMARK(derive)->DenseRange(2, 5);
BENCHMARK(certify)->Arg(50)->Arg(100)->Arg(200);

}  // namespace

int main(int argc, char** argv) {
  numerics::use_one_blas_thread();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
