#include "verify/sweep/sweep_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "numerics/files/atomic_file.hpp"
#include "verify/run/summary.hpp"
#include "verify/sha256.hpp"
#include "verify/shell_word.hpp"

namespace featdyn::verify {

namespace {

/// What tables that replace each other share: the method and every setting, * where it is swept.
std::string lineage_of(const Sweep& sweep, const std::string& method) {
  std::string text = "method = " + method;
  for (const auto& [key, value] : used_parameters(sweep.settings())) {
    const bool swept = std::ranges::find(sweep.axes(), key, &Sweep::Axis::key) != sweep.axes().end();
    text += fmt::format("\n{} = {}", key, swept ? "*" : value);
  }
  return text;
}

}  // namespace

Intent of_sweep(Intent intent, const Sweep& sweep, const std::string& method, const std::string& source) {
  intent.key = sha256(method + "\n" + sweep.toml());
  intent.lineage = lineage_of(sweep, method);
  intent.description = fmt::format("method {} of {}", method, source);
  intent.names.insert(intent.names.end(), {"sweep.csv", "sweep.json", "settings.toml"});
  intent.texts = {{"settings.toml", sweep.toml()}};
  return intent;
}

nlohmann::ordered_json sweep_document(const Sweep& sweep, const SweepOutcome& outcome,
                                      const std::string& method, const std::filesystem::path& directory) {
  std::map<std::string, long> statuses;
  for (const Row& row : outcome.rows) ++statuses[row.status];
  nlohmann::ordered_json document{{"schema", "featdyn-sweep-1"}, {"command", "sweep"}, {"method", method}};
  document.update(sweep.json());
  document.update({{"measured_now", outcome.measured},
                   {"status", statuses},
                   {"csv", (directory / "sweep.csv").string()},
                   {"settings", settings_json(sweep.settings())},
                   {"wall_seconds", outcome.wall_seconds},
                   {"versions", versions_json()},
                   {"repeat", fmt::format("featdyn sweep {} --method {}",
                                          shell_path(directory / "settings.toml"), method)}});
  return document;
}

void leave_sweep(const Sweep& sweep, const Measurement& measurement, const std::vector<Row>& rows,
                 const nlohmann::ordered_json& document, OutputFolder& folder) {
  numerics::write_file(folder.staged() / "settings.toml", sweep.toml());
  numerics::write_file(folder.staged() / "sweep.csv", sweep_csv(sweep, measurement, rows));
  numerics::write_file(folder.staged() / "sweep.json", document.dump(2) + "\n");
  folder.publish();
}

}  // namespace featdyn::verify
