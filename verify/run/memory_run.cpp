#include "verify/run/memory_run.hpp"

#include "numerics/refusal/memory.hpp"
#include "verify/run/disk_space.hpp"
#include "verify/run/run_directory.hpp"

namespace featdyn::verify {
namespace {

void append(std::vector<double>& all, const numerics::Matrix<double>& matrix) {
  all.insert(all.end(), matrix.data(), matrix.data() + matrix.size());
}

/// Room for all records at once: arrays that grow would need twice as much for a moment.
void reserve(MemoryRun& run, const numerics::Problem& problem, const RunOptions& options) {
  const auto records =
      static_cast<std::size_t>(footprint_of(problem, options.method, options.digits).records);
  const auto neurons = static_cast<std::size_t>(numerics::overlap_rows(problem) *
                                                numerics::networks_of(problem.settings)),
             patches = static_cast<std::size_t>(shown_patches(problem));
  numerics::require_memory(problem.settings.document.origin("training.record_every"), "training.record_every",
                           static_cast<double>(records), static_cast<double>(neurons * (patches + neurons)));
  run.records.reserve(records);
  run.A.reserve(records * neurons * patches);
  run.G.reserve(records * neurons * neurons);
}

}  // namespace

MemoryRun run_in_memory(const numerics::Problem& problem, RunOptions options) {
  MemoryRun run{};
  reserve(run, problem, options);
  const auto also = options.keep;
  options.keep = [&](const numerics::Snapshot<double>& now) {
    run.records.push_back(now.record);
    append(run.A, shown_overlaps(problem, now.A));
    append(run.G, now.G);
    if (also) also(now);
  };
  run.result = run_to_parts(problem, options);
  return run;
}

}  // namespace featdyn::verify
