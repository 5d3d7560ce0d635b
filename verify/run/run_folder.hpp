#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "verify/output/output_folder.hpp"
#include "verify/run/run.hpp"

namespace featdyn::verify {

/// What a run of these options and settings is to leave in options.directory. `source` is what descriptions call
/// the settings; nothing is said of other inputs than the files that the settings name.
Intent intent_of_run(const RunOptions& options, const numerics::Settings& settings, const std::string& source,
                     bool pictures);

/// Before the run: refuses a disk without room, and stages what the run stands on.
void begin_in_folder(const numerics::Problem& problem, const RunOptions& options, OutputFolder& folder);
/// After it: everything into its place; what summary.json says.
nlohmann::ordered_json leave_in_folder(const numerics::Problem& problem, const RunOptions& options,
                                       const RunResult& result, OutputFolder& folder);
/// Draws its curves; the pictures, or none and `why`.
std::vector<std::filesystem::path> draw_in_folder(const numerics::Problem& problem, const RunOptions& options,
                                                  OutputFolder& folder, std::string& why);

}  // namespace featdyn::verify
