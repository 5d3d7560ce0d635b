#pragma once

#include <filesystem>
#include <string>

#include "numerics/problem/problem.hpp"

namespace featdyn::verify {

/// Draws <stem>.svg and <stem>.png of a run's trajectory.csv: overlaps, ratio and loss against step. False,
/// with the reason in one line, when that cannot be done.
bool draw_curves(const std::filesystem::path& csv, const std::filesystem::path& stem,
                 const numerics::Problem& problem, const std::string& method, std::string& why);

/// One line that names a setting, as claims are written ("σ_ξ = 1").
std::string setting_line(const numerics::Settings& settings);
/// The same for captions, in gnuplot's enhanced text.
std::string setting_caption(const numerics::Settings& settings);

}  // namespace featdyn::verify
