#pragma once

#include <filesystem>
#include <string>

#include "numerics/problem/problem.hpp"

namespace featdyn::verify {

/// What a run is going to leave in a folder.
struct Footprint {
  double records;  ///< rows of trajectory.csv
  double bytes;    ///< of all files
};
Footprint footprint_of(const numerics::Problem& problem, const std::string& method, int digits);

/// Throws InputError naming training.record_every where the disk of the folder, or of the nearest one above it
/// that is there, has less room; says how much it will be where it is more than a gibibyte.
void require_disk(const std::filesystem::path& folder, const numerics::Problem& problem,
                  const Footprint& footprint, bool quiet);

}  // namespace featdyn::verify
