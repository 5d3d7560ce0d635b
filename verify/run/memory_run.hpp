#pragma once

#include <vector>

#include "verify/run/run.hpp"

namespace featdyn::verify {

/// A run with its records, kept in memory beside what it came to.
struct MemoryRun {
  RunResult result;
  std::vector<numerics::Record<double>> records;
  /// Every record's A and G, one after the other, rows contiguous: records x neurons x patches (the columns of
  /// overlaps.npy) and records x neurons x neurons.
  std::vector<double> A, G;
};

/// Trains by one method, with any number of digits, and writes nothing unless options.files says so. Throws
/// InputError where the records do not fit in memory.
MemoryRun run_in_memory(const numerics::Problem& problem, RunOptions options);

}  // namespace featdyn::verify
