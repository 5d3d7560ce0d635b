#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "verify/output/output_folder.hpp"
#include "verify/sweep/sweep_csv.hpp"

namespace featdyn::verify {

/// The store of a sweep's finished runs, in its folder.
inline constexpr const char* sweep_store_name = "runs.sqlite";

/// What a sweep has come to.
struct SweepOutcome {
  std::vector<Row> rows;
  long measured;  ///< now, not remembered
  double wall_seconds;
};

/// Completes the intent of a sweep's folder. `source` names what is swept, for messages. Tables of one method that
/// differ in [sweep] alone replace each other, for their rows are remembered.
Intent of_sweep(Intent intent, const Sweep& sweep, const std::string& method, const std::string& source);

/// sweep.json.
nlohmann::ordered_json sweep_document(const Sweep& sweep, const SweepOutcome& outcome,
                                      const std::string& method, const std::filesystem::path& directory);

/// Publishes settings.toml, sweep.csv and sweep.json.
void leave_sweep(const Sweep& sweep, const Measurement& measurement, const std::vector<Row>& rows,
                 const nlohmann::ordered_json& document, OutputFolder& folder);

}  // namespace featdyn::verify
