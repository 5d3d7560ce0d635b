#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "numerics/training/observables.hpp"
#include "numerics/training/train.hpp"

namespace featdyn::verify {

/// A TOML literal as a JSON value.
nlohmann::ordered_json literal_json(std::string literal);

/// Every parameter as used, nested by table; numbers as JSON numbers.
nlohmann::ordered_json settings_json(const numerics::Settings& settings);

/// One record; absent values are null.
nlohmann::ordered_json record_json(const numerics::Record<double>& record);

/// Program, libraries and their versions.
nlohmann::ordered_json versions_json();

/// SNR and n SNR^2 = n |mu|^2 / (sigma_xi^2 d) of the two-patch model, an array of one a signal where norms
/// differ; null for other data.
nlohmann::ordered_json scales_json(const numerics::Problem& problem);

/// For a schedule of times, what averaging over its nodes leaves out; null otherwise.
nlohmann::ordered_json quadrature_json(const numerics::Settings& settings);

/// The summary that a run of this key has left in DIR beside its results; nothing where DIR has none. Throws
/// InputError where it is another run's.
std::optional<nlohmann::ordered_json> finished_summary(const std::filesystem::path& directory,
                                                       const std::string& key);

/// "finished", "diverged" or "stopped".
const char* name(numerics::Status status);

/// The version of featdyn, MAJOR.MINOR.PATCH.
const char* program_version();

}  // namespace featdyn::verify
