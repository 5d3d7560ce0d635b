#pragma once

#include <benchmark/benchmark.h>

/// n, m of the recurrences that are timed, ours and the one written by hand.
inline void recurrence_sizes(benchmark::internal::Benchmark* timed) {
  const long sizes[][2] = {{10, 20}, {30, 20}, {60, 20}, {100, 20}, {120, 20},  {300, 20},  {1000, 20},
                           {30, 5},  {30, 10}, {30, 40}, {30, 80},  {100, 100}, {1000, 100}};
  for (const auto& [n, m] : sizes) timed->Args({n, m});
}
