#include "verify/run/run_folder.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "numerics/files/atomic_file.hpp"
#include "verify/draw/plot.hpp"
#include "verify/grid/run_key.hpp"
#include "verify/output/inputs.hpp"
#include "verify/run/checkpoint.hpp"
#include "verify/run/curves.hpp"
#include "verify/run/disk_space.hpp"
#include "verify/run/run_directory.hpp"
#include "verify/run/run_summary.hpp"

namespace featdyn::verify {

Intent intent_of_run(const RunOptions& options, const numerics::Settings& settings, const std::string& source,
                     bool pictures) {
  return {.directory = options.directory,
          .command = "run",
          .key = key(options, settings),
          .description = fmt::format("{} of {}", describe(options, settings), source),
          .names = names_of_run(pictures),
          .parts = parts_of_run(),
          .inputs = files_named_by(settings),
          .texts = {{"settings.toml", settings_toml(settings)}},
          .checkpoint = checkpoint_name,
          .resumes = options.resume};
}

void begin_in_folder(const numerics::Problem& problem, const RunOptions& options, OutputFolder& folder) {
  if (!options.resume)
    require_disk(options.directory, problem, footprint_of(problem, options.method, options.digits),
                 options.quiet);
  write_inputs(folder.staged(), problem);
}

nlohmann::ordered_json leave_in_folder(const numerics::Problem& problem, const RunOptions& options,
                                       const RunResult& result, OutputFolder& folder) {
  const nlohmann::ordered_json document = run_summary(problem, options, result);
  numerics::write_file(folder.staged() / "summary.json", document.dump(2) + "\n");
  for (const auto& [name, content] : result.files) folder.adopt(name + ".part", name, content);
  folder.publish();
  return document;
}

std::vector<std::filesystem::path> draw_in_folder(const numerics::Problem& problem, const RunOptions& options,
                                                  OutputFolder& folder, std::string& why) {
  if (!draw_curves(options.directory / run_results[0], folder.staged() / "curves", problem, options.method,
                   why))
    return {};
  folder.publish();
  return pictures_of(options.directory / "curves");
}

}  // namespace featdyn::verify
