#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

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

/// SNR and n SNR^2 of signal and noise data: one, or where norms differ one a signal; none of other data.
struct Scales {
  std::vector<double> snr, n_snr_squared;
};
Scales scales_of(const numerics::Settings& settings);
/// alpha and beta of the noised inputs, of several times an array of each; null where inputs are not noised.
nlohmann::ordered_json levels_json(const numerics::Settings& settings);

/// SNR and n SNR^2 = n |mu|^2 / (sigma_xi^2 d) of the two-patch model, an array of one a signal where norms
/// differ; null for other data.
nlohmann::ordered_json scales_json(const numerics::Problem& problem);

/// For a schedule of times, what averaging over its nodes leaves out; null otherwise.
nlohmann::ordered_json quadrature_json(const numerics::Settings& settings);

/// "finished", "diverged" or "stopped".
const char* name(numerics::Status status);

/// The version of featdyn, MAJOR.MINOR.PATCH.
const char* program_version();

}  // namespace featdyn::verify
