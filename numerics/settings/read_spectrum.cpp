#include "numerics/settings/read_spectrum.hpp"

#include <algorithm>
#include <cmath>

#include "numerics/settings/scale_rule.hpp"

namespace featdyn::numerics {
namespace {

using theory::Objective;

constexpr long most_modes = 10'000;
constexpr long most_scales = 1000;
constexpr const char* spectrum_kinds =
    "eigenvalues > 0 as [10, 3, 1], a number a >= 0 for the law k^-a, or \"log-normal\"";

bool are_increasing(const std::vector<Decimal>& values) {
  return std::ranges::adjacent_find(
             values, [](const Decimal& a, const Decimal& b) { return !(a.value < b.value); }) == values.end();
}

/// Which of the keys says what the second moment is.
std::string spectrum_key(const Reader& in) {
  std::string given;
  for (const char* key : {"data.spectrum", "data.covariance", "data.images"}) {
    if (!in.has(key)) continue;
    if (!given.empty()) in.refuse(key, ("given beside " + given).c_str(), "one of the two");
    given = key;
  }
  if (given.empty())
    in.fail("data.spectrum", fmt::format("missing required key data.spectrum, read nothing, allowed: {}, or "
                                         "data.covariance, data.images",
                                         spectrum_kinds));
  return given;
}

void read_law(const Reader& in, SpectrumSettings& data) {
  const char* const key = "data.spectrum";
  const Entry& entry = *in.find(key);
  if (entry.kind == Entry::Kind::array) {
    data.eigenvalues = in.decimals(key, entry, Allowed::positive, spectrum_kinds);
    if (data.modes && *data.modes != std::ssize(data.eigenvalues))
      in.refuse("data.modes", "not the number of eigenvalues",
                fmt::format("{}, or remove it", data.eigenvalues.size()));
    data.modes.reset();
  } else if (is_number(entry)) {
    data.exponent = in.real(key, Allowed::nonnegative);
  } else if (entry.kind == Entry::Kind::string && entry.text == "log-normal") {
    data.is_log_normal = true;
  } else {
    in.refuse(key, entry.kind == Entry::Kind::string ? "unknown name" : "wrong type", spectrum_kinds);
  }
  if (data.eigenvalues.empty()) in.required("data.modes", data.modes, "64");
  if (std::ssize(data.eigenvalues) > most_modes)
    in.refuse(key, "too many eigenvalues", fmt::format("at most {}", most_modes));
  if (data.dimension && *data.dimension < data.count())
    in.refuse("data.dimension", "fewer than eigenvalues", fmt::format("at least {}", data.count()));
}

/// b of a run with both keys: the later one of the pair is refused.
void refuse_beside(const Reader& in, const char* key, std::initializer_list<const char*> others) {
  for (const char* other : others)
    if (in.has(other)) in.refuse(other, fmt::format("given beside {}", key).c_str(), "one of the two");
}

ScalesSettings read_rule(const Reader& in) {
  ScalesSettings scales{
      .from =
          in.required("diffusion.betas.from", in.real("diffusion.betas.from", Allowed::positive), "0.002"),
      .to = in.required("diffusion.betas.to", in.real("diffusion.betas.to", Allowed::positive), "80"),
      .panels = in.integer("diffusion.betas.panels", 1, most_scales / scale_nodes_a_panel).value_or(4)};
  if (!(scales.from->value < scales.to->value))
    in.refuse("diffusion.betas.to", "no more than diffusion.betas.from", "a larger scale");
  scales.betas = rule_of(scales).scales;
  return scales;
}

}  // namespace

SpectrumSettings read_spectrum(const Reader& in, Objective objective) {
  if (objective == Objective::classification)
    in.refuse("data.model", "these data have no classes to tell apart",
              "another data.model, or network.objective = \"diffusion\"");
  const std::string key = spectrum_key(in);
  SpectrumSettings data{.modes = in.integer("data.modes", 1, most_modes),
                        .dimension = in.integer("data.dimension", 1, largest_count),
                        .is_centred = in.flag("data.centred").value_or(false)};
  if (key == "data.spectrum") {
    read_law(in, data);
    return data;
  }
  if (data.dimension) in.refuse("data.dimension", "the file says what it is", "remove it");
  (key == "data.covariance" ? data.covariance : data.images) = in.file(key);
  return data;
}

Parameters parameters_of(const SpectrumSettings& data) {
  Parameters out{{"data.model", "\"spectrum\""}};
  if (data.is_log_normal) out.emplace_back("data.spectrum", "\"log-normal\"");
  if (data.exponent) out.emplace_back("data.spectrum", data.exponent->text);
  if (!data.eigenvalues.empty()) out.emplace_back("data.spectrum", literal(data.eigenvalues));
  if (data.covariance) out.emplace_back("data.covariance", literal(*data.covariance));
  if (data.images) out.emplace_back("data.images", literal(*data.images));
  if (data.modes) out.emplace_back("data.modes", std::to_string(*data.modes));
  if (data.dimension) out.emplace_back("data.dimension", std::to_string(*data.dimension));
  out.emplace_back("data.centred", data.is_centred ? "true" : "false");
  return out;
}

std::vector<Decimal> read_init_modes(const Reader& in) {
  const char* const key = "init.modes";
  const Entry* entry = in.find(key);
  if (entry == nullptr) return {};
  refuse_beside(in, key, {"init.std", "init.weights"});
  const Allowed range = has_one_layer(in, Objective::diffusion) ? Allowed::any : Allowed::nonnegative;
  if (entry->kind != Entry::Kind::array) return {*in.real(key, range)};
  return in.decimals(key, *entry, range, "a weight of every mode, or an array of them, one a mode");
}

void list_init_modes(Parameters& out, const InitSettings& init) {
  if (!init.modes.empty())
    out.emplace_back("init.modes", init.modes.size() == 1 ? init.modes[0].text : literal(init.modes));
}

ScalesSettings read_scales(const Reader& in, const DiffusionSettings& others) {
  const char* const key = "diffusion.betas";
  const bool has_rule =
      in.has("diffusion.betas.from") || in.has("diffusion.betas.to") || in.has("diffusion.betas.panels");
  if (!in.has(key) && !has_rule) return {};
  const char* const first = in.has(key) ? key : "diffusion.betas.from";
  if (others.time || others.alpha || others.beta || !others.several.times.empty() || others.several.schedule)
    in.fail(first, fmt::format("{}: given beside another level of noise, read both, allowed: one of "
                               "diffusion.betas, time, alpha and beta, times, schedule",
                               key));
  if (has_rule) return read_rule(in);
  ScalesSettings scales{.betas = in.decimals(key, *in.find(key), Allowed::positive,
                                             "an increasing array of scales > 0, or { from, to, panels }")};
  if (!are_increasing(scales.betas)) in.refuse(key, "not increasing", "scales from the least to the largest");
  if (std::ssize(scales.betas) > most_scales)
    in.refuse(key, "too many scales", fmt::format("at most {}", most_scales));
  return scales;
}

void list_scales(Parameters& out, const ScalesSettings& scales) {
  if (scales.empty()) return;
  if (!scales.from) return out.emplace_back("diffusion.betas", literal(scales.betas)), void();
  out.insert(out.end(), {{"diffusion.betas.from", scales.from->text},
                         {"diffusion.betas.to", scales.to->text},
                         {"diffusion.betas.panels", std::to_string(scales.panels)}});
}

bool has_one_layer(const Reader& in, Objective objective) {
  const long layers = in.integer("network.layers", 1, 2).value_or(2);
  return layers == 1 && objective == Objective::diffusion;
}

long read_width(const Reader& in, Objective objective) {
  const auto width = in.integer("network.width", 1, largest_count);
  if (!width && has_one_layer(in, objective)) return 1;
  return in.required("network.width", width, "20");
}

std::vector<Decimal> linear_activation() {
  return {{.value = 0, .text = "0"}, {.value = 1, .text = "1"}};
}

void list_one_layer(Parameters& out, const Settings& settings) {
  out.emplace_back("network.layers", "1");
  out.emplace_back("network.bias", settings.architecture.bias ? "true" : "false");
}

bool is_linear_denoiser(const Settings& settings) {
  const ArchitectureSettings& network = settings.architecture;
  if (settings.objective != Objective::diffusion || network.one_layer) return network.one_layer;
  const auto& sigma = settings.activation;
  const bool is_identity = sigma.size() >= 2 && sigma[1].value == 1 &&
                           std::ranges::count_if(sigma, [](const Decimal& c) { return c.value != 0; }) == 1;
  return network.function.empty() && is_identity && network.second_layer == theory::SecondLayer::tied;
}

void require_spectral_pieces_fit(const Reader& in, const Settings& settings) {
  if (!settings.init.modes.empty() && settings.objective == Objective::classification)
    in.refuse("init.modes", "a classifier's neurons do not make a matrix of modes",
              "init.std, or network.objective = \"diffusion\"");
  if (settings.architecture.one_layer && settings.training.update.momentum)
    in.refuse("training.momentum", "the heavy ball of one layer is not derived here",
              "remove it, or 2 layers");
  if (settings.diffusion.scales.empty() || settings.objective == Objective::classification) return;
  const char* const key = in.has("diffusion.betas") ? "diffusion.betas" : "diffusion.betas.from";
  if (!is_linear_denoiser(settings))
    in.refuse(key, "the generated variance is known of linear denoisers",
              "network.activation = [0, 1] with tied layers, or network.layers = 1");
  if (settings.diffusion.target != theory::Target::data)
    in.refuse(key, "a denoiser at alpha = 1 gives back the data", "diffusion.target = \"data\"");
}

Settings at_scale(Settings settings, std::size_t scale) {
  settings.diffusion.alpha = Decimal{.value = 1, .text = "1"};
  settings.diffusion.beta = settings.diffusion.scales.betas.at(scale);
  settings.diffusion.scales = {};
  return settings;
}

}  // namespace featdyn::numerics
