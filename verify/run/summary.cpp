#include "verify/run/summary.hpp"

#include <arb.h>
#include <flint/flint.h>
#include <fmt/core.h>
#include <mpfi.h>
#include <mpfr.h>

#include <algorithm>
#include <boost/version.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "numerics/data/signal_noise.hpp"
#include "numerics/extensions.hpp"
#include "numerics/linear/instruction_set.hpp"
#include "numerics/problem/noise_levels.hpp"

namespace featdyn::verify {

nlohmann::ordered_json literal_json(std::string literal) {
  const auto value = nlohmann::ordered_json::parse(literal, nullptr, false);
  if (!value.is_discarded()) return value;
  std::erase_if(literal, [](char c) { return c == '_' || c == '+'; });  // TOML's numbers such as 1_000 or +5
  return nlohmann::ordered_json::parse(literal);
}

nlohmann::ordered_json settings_json(const numerics::Settings& settings) {
  nlohmann::ordered_json result;
  for (const auto& [path, literal] : used_parameters(settings)) {
    nlohmann::ordered_json* place = &result;
    std::istringstream names(path);
    for (std::string name; std::getline(names, name, '.');) place = &(*place)[name];
    *place = literal_json(literal);
  }
  return result;
}

nlohmann::ordered_json record_json(const numerics::Record<double>& record) {
  const auto optional = [](const std::optional<double>& value) {
    return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json();
  };
  nlohmann::ordered_json document{{"step", record.step},
                                  {"time", record.time},
                                  {"loss", record.loss},
                                  {"signal_max", record.signal_max},
                                  {"signal_mean", record.signal_mean},
                                  {"noise_max", optional(record.noise_max)},
                                  {"noise_mean", optional(record.noise_mean)},
                                  {"ratio", optional(record.ratio)},
                                  {"weight_norm_sq_mean", record.weight_norm_sq_mean},
                                  {"gradient_norm", record.gradient_norm},
                                  {"converged", record.converged}};
  if (record.loss_told) document["loss_told"] = *record.loss_told;
  if (record.test_error) document["test_error"] = *record.test_error;
  return document;
}

nlohmann::ordered_json versions_json() {
  nlohmann::ordered_json versions{{"featdyn", program_version()}};
  if (const std::string& own = numerics::extensions().version; !own.empty()) versions["own pieces"] = own;
  versions.update(
      {{"boost", BOOST_LIB_VERSION},
       {"eigen", fmt::format("{}.{}.{}", EIGEN_WORLD_VERSION, EIGEN_MAJOR_VERSION, EIGEN_MINOR_VERSION)},
       {"flint", FLINT_VERSION},
       {"arb", arb_version},
       {"mpfi", MPFI_VERSION_STRING},
       {"mpfr", mpfr_get_version()},
       {"compiler", __VERSION__},
       {"instruction_set", numerics::kernels().name}});
  return versions;
}

Scales scales_of(const numerics::Settings& settings) {
  const auto* paper = std::get_if<numerics::TwoPatchSettings>(&settings.data);
  const auto* general = std::get_if<numerics::SignalNoiseSettings>(&settings.data);
  if (paper == nullptr && general == nullptr) return {};
  const numerics::SignalNoiseSettings data = paper ? generalised(*paper) : *general;
  Scales scales{.snr = signal_to_noise_ratios(data), .n_snr_squared = {}};
  if (std::ranges::all_of(scales.snr, [&](double ratio) { return ratio == scales.snr[0]; }))
    scales.snr.resize(1);
  for (const double ratio : scales.snr)
    scales.n_snr_squared.push_back(static_cast<double>(data.samples) * ratio * ratio);
  return scales;
}

nlohmann::ordered_json scales_json(const numerics::Problem& problem) {
  const Scales scales = scales_of(problem.settings);
  if (scales.snr.empty()) return nullptr;
  if (scales.snr.size() == 1) return {{"snr", scales.snr[0]}, {"n_snr_squared", scales.n_snr_squared[0]}};
  return {{"snr", scales.snr}, {"n_snr_squared", scales.n_snr_squared}};
}

nlohmann::ordered_json levels_json(const numerics::Settings& settings) {
  if (!settings.has_noise()) return {{"alpha", nullptr}, {"beta", nullptr}};
  std::vector<double> alpha, beta;
  for (const numerics::Decimal& scale : settings.diffusion.scales.betas) {
    alpha.push_back(1);
    beta.push_back(theory::to_real<double>(scale.value));
  }
  if (!beta.empty()) return {{"alpha", alpha}, {"beta", beta}};
  for (const auto& level : numerics::noise_levels<double>(settings.diffusion)) {
    alpha.push_back(level.alpha);
    beta.push_back(level.beta);
  }
  if (alpha.size() == 1) return {{"alpha", alpha[0]}, {"beta", beta[0]}};
  return {{"alpha", alpha}, {"beta", beta}};
}

nlohmann::ordered_json quadrature_json(const numerics::Settings& settings) {
  const numerics::TimesSettings& several = settings.diffusion.several;
  if (!settings.has_noise() || !several.schedule) return nullptr;
  if (!settings.architecture.function.empty()) return {{"nodes", several.nodes}, {"error", nullptr}};
  // kappa has degree 2D in alpha and beta together, the alignment D + 2.
  const auto degree = static_cast<unsigned>(settings.activation.size()) - 1;
  return {{"nodes", several.nodes},
          {"error", numerics::quadrature_error(several, std::max(2 * degree, degree + 2))}};
}

const char* name(numerics::Status status) {
  switch (status) {
    case numerics::Status::finished:
      return "finished";
    case numerics::Status::diverged:
      return "diverged";
    case numerics::Status::stopped:
      return "stopped";
    case numerics::Status::failed:
      return "failed";
  }
  return "";
}

const char* program_version() {
  return FEATDYN_VERSION;
}

}  // namespace featdyn::verify
