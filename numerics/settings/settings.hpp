#pragma once

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "numerics/settings/data_settings.hpp"
#include "numerics/settings/document.hpp"
#include "theory/model.hpp"

namespace featdyn::numerics {

/// alpha, beta from a time or as given; used by the diffusion objective only.
struct DiffusionSettings {
  std::optional<Decimal> time, alpha, beta;
  theory::Target target = theory::Target::noise;
  long noise_draws = 2000;
};

struct InitSettings {
  std::optional<Decimal> std;
  std::uint64_t seed = 2;
  std::optional<std::filesystem::path> weights;
};

struct TrainingSettings {
  Decimal learning_rate;
  long steps;
  std::optional<long> record_every;  ///< nothing: 300 logarithmically spaced steps
};

/// Everything that names a run. Built by read_settings, which has checked every value.
struct Settings {
  DataSettings data;
  std::uint64_t data_seed = 1;
  Decimal label_noise{.value = 0, .text = "0"};  ///< probability that a sample's label is flipped
  theory::Objective objective;
  long width;  ///< m
  std::vector<Decimal> activation;
  DiffusionSettings diffusion;
  InitSettings init;
  TrainingSettings training;
  Document document;

  /// How many rows W has: m, or 2m for the classifier.
  long neurons() const { return objective == theory::Objective::classification ? 2 * width : width; }
  theory::Assumptions assumptions() const;
};

/// Checks a document against the contract and fills in defaults. Throws InputError naming key, file and line
/// at the first unknown key, missing required key, wrong type or value out of range.
Settings read_settings(Document document);

/// Every parameter as used, in the file's order: path and TOML literal.
std::vector<std::pair<std::string, std::string>> used_parameters(const Settings& settings);
/// The same as a settings file that repeats the run from any folder.
std::string settings_toml(const Settings& settings);

/// alpha and beta as numbers of type R: as given, else e^-t and sqrt(1 - e^-2t), for flow 1 - t and t.
template <class R>
std::pair<R, R> signal_and_noise_level(const DiffusionSettings& diffusion) {
  using std::exp, std::expm1, std::sqrt;
  using theory::to_real;
  if (diffusion.alpha) return {to_real<R>(diffusion.alpha->value), to_real<R>(diffusion.beta->value)};
  const R t = to_real<R>(diffusion.time ? diffusion.time->value : theory::Rational(0));
  if (diffusion.target == theory::Target::flow) return {R(R(1) - t), t};
  return {exp(R(-t)), sqrt(R(-expm1(R(R(-2) * t))))};
}

}  // namespace featdyn::numerics
