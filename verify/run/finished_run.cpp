#include "verify/run/finished_run.hpp"

#include <nlohmann/json.hpp>

#include "numerics/files/atomic_file.hpp"
#include "verify/output/manifest.hpp"
#include "verify/run/run_directory.hpp"

namespace featdyn::verify {
namespace {

constexpr const char* summary_name = "summary.json";

/// What must be there for the run to count as finished.
std::vector<std::string> needed(const RunOptions& options) {
  if (!options.arrays) return {summary_name, run_results[0]};
  return {summary_name, run_results[0], run_results[1], run_results[2]};
}

void require_unchanged(const std::filesystem::path& file, const numerics::Content& content) {
  if (numerics::content_of(file) == content) return;
  throw numerics::InputError(
      {file.string(), 1},
      "changed or damaged since the run wrote it, read other contents, allowed: what it wrote, or to run "
      "again with --overwrite in place of --resume");
}

}  // namespace

std::optional<nlohmann::ordered_json> finished_summary(const RunOptions& options,
                                                       const numerics::Settings& settings) {
  const Manifest manifest = read_manifest(options.directory);
  const Product* run = manifest.find("run");
  if (manifest.change || run == nullptr || run->key != key(options, settings)) return std::nullopt;
  for (const std::string& name : needed(options))
    if (!run->files.contains(name) || !std::filesystem::exists(options.directory / name)) return std::nullopt;
  for (const std::string& name : needed(options))
    require_unchanged(options.directory / name, run->files.at(name));
  return nlohmann::ordered_json::parse(numerics::read_file(options.directory / summary_name));
}

}  // namespace featdyn::verify
