#pragma once

#include <filesystem>
#include <string>

#include "numerics/problem/problem.hpp"

namespace featdyn::verify {

/// Draws curves.svg and curves.png of a run's trajectory.csv: overlaps, ratio and loss against step. False,
/// with the reason in one line, when that cannot be done.
bool draw_curves(const std::filesystem::path& directory, const numerics::Problem& problem,
                 const std::string& method, std::string& why);

/// One line that names a setting, for captions.
std::string setting_line(const numerics::Settings& settings);

}  // namespace featdyn::verify
