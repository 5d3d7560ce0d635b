#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "numerics/problem/problem.hpp"
#include "verify/compare/compare.hpp"

namespace featdyn::verify {

/// Leaves DIR/<method>/trajectory.csv and with `arrays` overlaps.npy and gram.npy per method, and
/// DIR/comparison.csv: per record the largest difference of each quantity and, where it is judged, its
/// expectation.
void write_comparison(const std::filesystem::path& directory, const numerics::Problem& problem,
                      const Comparison& comparison, bool arrays);

/// The comparison as one document: runs, differences, budget, verdict.
nlohmann::ordered_json comparison_json(const numerics::Problem& problem, const Comparison& comparison);

/// Tables for the terminal.
void print_comparison(const Comparison& comparison);

/// comparison.svg and .png in a directory, of the files that stand in `data`: overlaps of all methods, and their differences below on a log scale.
bool draw_comparison(const std::filesystem::path& data, const std::filesystem::path& directory,
                     const numerics::Problem& problem, const Comparison& comparison, std::string& why);

}  // namespace featdyn::verify
