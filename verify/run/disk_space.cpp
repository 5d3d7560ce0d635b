#include "verify/run/disk_space.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verify/terminal/console.hpp"

namespace featdyn::verify {
namespace {

constexpr double gibibyte = 1 << 30, columns_beside = 9, most_logarithmic = 302;

double records_of(const numerics::TrainingSettings& training) {
  const auto steps = static_cast<double>(training.steps);
  if (!training.record_every) return std::min(steps + 1, most_logarithmic);
  return steps / static_cast<double>(*training.record_every) + 2;
}

/// The nearest folder that is there.
std::filesystem::path existing(std::filesystem::path folder) {
  std::error_code error;
  folder = std::filesystem::absolute(folder, error);
  while (!std::filesystem::exists(folder, error) && folder.has_relative_path()) folder = folder.parent_path();
  return folder;
}

}  // namespace

Footprint footprint_of(const numerics::Problem& problem, const std::string& method, int digits) {
  const auto m = static_cast<double>(numerics::overlap_rows(problem) *
                                     numerics::networks_of(problem.settings)),
             N = static_cast<double>(problem.data.count()), d = static_cast<double>(problem.data.dimension());
  const double matrices = 8 * (m * N + m * m) * (method == "decomposition" ? 2 : 1);
  const double line = 10 + columns_beside * (digits + 7), inputs = 8 * (N + m) * d;
  const double records = records_of(problem.settings.training);
  return {.records = records, .bytes = records * (matrices + line) + std::min(inputs, 2 * gibibyte)};
}

void require_disk(const std::filesystem::path& folder, const numerics::Problem& problem,
                  const Footprint& footprint, bool quiet) {
  std::error_code error;
  const auto space = std::filesystem::space(existing(folder), error);
  const double free = error ? HUGE_VAL : static_cast<double>(space.available);
  if (!(footprint.bytes <= free))
    throw numerics::InputError(
        problem.settings.document.origin("training.record_every"),
        fmt::format(
            "training.record_every: the run leaves {:.3g} GiB in {}, read {:.3g} records, allowed: at most "
            "{:.3g} GiB, which is free there; record less often, or \"log\"",
            footprint.bytes / gibibyte, folder.string(), footprint.records, free / gibibyte));
  if (footprint.bytes > gibibyte && !quiet)
    warn("the run leaves about {:.2g} GiB in {} ({:.3g} records)", footprint.bytes / gibibyte,
         folder.string(), footprint.records);
}

}  // namespace featdyn::verify
