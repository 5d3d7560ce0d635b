#include "verify/theorem/domain/parameters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "numerics/files/npy.hpp"
#include "verify/experiment/two_patch.hpp"

namespace featdyn::verify {
namespace {

using Numbers = std::map<std::string, double>;

void add_keys(const numerics::Settings& settings, Numbers& numbers) {
  for (const auto& [path, literal] : numerics::used_parameters(settings)) try {
      numbers[path] = theory::to_real<double>(theory::rational_from_decimal(literal));
    } catch (const std::invalid_argument&) {  // no number
    }
}

void add_patches(const numerics::Settings& settings, Numbers& numbers) {
  const TwoPatch s = two_patch(settings);
  if (settings.init.is_uniform()) numbers["sigma_0"] = s.init_std;
  numbers.insert({{"d", s.d}, {"n", s.n}, {"|mu|", s.signal_norm}, {"sigma_xi", s.noise_std}});
  const auto* general = std::get_if<numerics::SignalNoiseSettings>(&settings.data);
  const double signals = general == nullptr   ? 2
                         : general->antipodal ? 1
                                              : static_cast<double>(general->classes);
  const double noise_patches = general ? static_cast<double>(general->noise_patches) : 1;
  const double multiples = general ? static_cast<double>(general->scaled_signals()) : 0;
  numbers["N"] = signals + multiples + s.n * noise_patches;
}

void add_file(const numerics::FileSettings& data, Numbers& numbers) {
  const auto shape = numerics::read_npy_header(data.patches).shape;
  if (shape.size() != 2 && shape.size() != 3) return;
  numbers["n"] = static_cast<double>(shape[0]);
  numbers["d"] = static_cast<double>(shape.back());
  numbers["N"] = numbers["n"] * (shape.size() == 3 ? static_cast<double>(shape[1]) : 1);
}

/// Of a list or a law; what a file has is known when it is read.
void add_spectrum(const numerics::SpectrumSettings& data, Numbers& numbers) {
  if (data.is_file()) return;
  const auto modes = static_cast<double>(data.count());
  numbers["n"] = numbers["N"] = data.is_centred ? 2 * modes : modes;
  numbers["d"] = data.dimension ? static_cast<double>(*data.dimension) : modes;
}

void add_data(const numerics::Settings& settings, Numbers& numbers) {
  const bool has_start = settings.init.std || settings.init.is_uniform();
  if (signal_noise(settings.data) && has_start) add_patches(settings, numbers);
  if (const auto* file = std::get_if<numerics::FileSettings>(&settings.data)) add_file(*file, numbers);
  if (const auto* data = std::get_if<numerics::SpectrumSettings>(&settings.data))
    add_spectrum(*data, numbers);
  if (const auto known = numbers.find("data.noise_std"); known != numbers.end())
    numbers.try_emplace("sigma_xi", known->second);
  if (numbers.contains("sigma_xi")) numbers["sigma_p"] = numbers["sigma_xi"];
  if (numbers.contains("|mu|"))
    numbers["SNR"] = numbers["|mu|"] / (numbers["sigma_xi"] * std::sqrt(numbers["d"]));
}

void add_levels(const numerics::Settings& settings, Numbers& numbers) {
  const auto& diffusion = settings.diffusion;
  const bool has_one = diffusion.time || diffusion.alpha;
  if (!settings.has_noise() || !has_one) return;
  const auto [alpha, beta] = numerics::signal_and_noise_level<double>(diffusion);
  numbers.insert({{"alpha", alpha}, {"beta", beta}});
  if (diffusion.time) numbers["t"] = theory::to_real<double>(diffusion.time->value);
}

/// Names that are one key each.
const std::map<std::string, std::string>& keys() {
  static const std::map<std::string, std::string> all{
      {"d", "data.dimension"},           {"n", "data.samples"},        {"m", "network.width"},
      {"eta", "training.learning_rate"}, {"sigma_0", "init.std"},      {"sigma_xi", "data.noise_std"},
      {"sigma_p", "data.noise_std"},     {"|mu|", "data.signal_norm"}, {"alpha", "diffusion.alpha"},
      {"beta", "diffusion.beta"},        {"t", "diffusion.time"},      {"steps", "training.steps"}};
  return all;
}

constexpr const char* flip_keys[] = {"training.label_flips", "data.label_noise"};

std::string scaled_norms(const numerics::Settings& settings, double value) {
  return assignment(settings, "data.signal_norm", value);
}

}  // namespace

Parameters::Parameters(const numerics::Settings& settings) {
  add_keys(settings, numbers_);
  add_data(settings, numbers_);
  add_levels(settings, numbers_);
  numbers_["pi"] = std::numbers::pi;
  for (const char* name : {"m", "eta", "sigma_0", "steps"})
    if (const auto known = numbers_.find(keys().at(name)); known != numbers_.end())
      numbers_[name] = known->second;
  numbers_["flip"] = 0;
  for (const char* key : flip_keys)
    if (const auto known = numbers_.find(key); known != numbers_.end() && known->second > 0)
      numbers_["flip"] = known->second;
}

std::optional<double> Parameters::find(const std::string& name) const {
  const auto found = numbers_.find(name);
  return found == numbers_.end() ? std::nullopt : std::optional(found->second);
}

std::string key_of(const std::string& name, const numerics::Settings& settings) {
  if (name == "flip") return settings.document.find(flip_keys[0]) != nullptr ? flip_keys[0] : flip_keys[1];
  if (const auto known = keys().find(name); known != keys().end()) return known->second;
  return name.find('.') == std::string::npos ? "" : name;
}

std::vector<std::string> keys_behind(const std::string& name, const numerics::Settings& settings) {
  if (name == "SNR") return {"data.signal_norm", "data.noise_std", "data.dimension"};
  if (name == "|xi|" || name == "|x|") return {"data.noise_std", "data.dimension"};
  if (name == "N") return {"data.samples"};
  const bool has_levels = settings.document.find("diffusion.alpha") != nullptr;
  if ((name == "alpha" || name == "beta") && !has_levels) return {"diffusion.time"};
  if (name == "eta_max" || name == "symmetric_ratio") {
    std::vector<std::string> all;
    for (const auto& [other, key] : keys())
      if (key != "training.steps" && (name != "eta_max" || key != "training.learning_rate"))
        all.push_back(key);
    return all;
  }
  const std::string key = key_of(name, settings);
  return key.empty() ? std::vector<std::string>{} : std::vector{key};
}

bool is_whole(const std::string& key) {
  constexpr const char* counts[] = {
      "data.modes",          "data.dimension",        "data.samples",          "data.classes",
      "data.signal_patches", "data.noise_patches",    "network.width",         "training.steps",
      "training.batch_size", "training.warmup_steps", "data.samples_per_digit"};
  return std::ranges::find(counts, key) != std::end(counts);
}

std::string override_of(const numerics::Settings& settings, const std::string& key, double value) {
  if (key == "data.signal_norm" && settings.document.find(key) == nullptr)
    return scaled_norms(settings, value);
  if (!is_whole(key)) return fmt::format("{}={:.17g}", key, value);
  const numerics::Entry* labels = settings.document.find("data.labels");
  const bool even = key == "data.samples" && (labels == nullptr || labels->text != "random");
  return fmt::format("{}={:.0f}", key, even ? 2 * std::round(value / 2) : std::round(value));
}

}  // namespace featdyn::verify
