#pragma once

#include <filesystem>
#include <vector>

#include "numerics/training/observables.hpp"

namespace featdyn::verify {

/// trajectory.csv as records; lines starting with # are skipped.
std::vector<numerics::Record<double>> read_trajectory(const std::filesystem::path& csv);

}  // namespace featdyn::verify
