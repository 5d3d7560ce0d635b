#pragma once

#include "verify/report/report.hpp"
#include "verify/theorem/show/figure_values.hpp"

namespace featdyn::verify {

/// Draws a theorem's [figure] into DIR as <stem>.svg and .png, with its numbers in <stem>.csv: curves with bands
/// over the seeds, or a heat map with its contours. Where it cannot be drawn, `why` says so in one line.
std::vector<Picture> draw_theorem_figures(const Theorem& theorem, const TheoremOptions& options,
                                          const std::filesystem::path& stem, bool draw, std::string& why);

}  // namespace featdyn::verify
