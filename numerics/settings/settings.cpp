#include "numerics/settings/settings.hpp"

#include <fmt/format.h>

#include "numerics/settings/function_settings.hpp"
#include "numerics/settings/network_settings.hpp"
#include "numerics/settings/parameters.hpp"
#include "numerics/settings/read_data.hpp"
#include "numerics/settings/read_spectrum.hpp"
#include "numerics/settings/reader.hpp"
#include "numerics/settings/schema.hpp"

namespace featdyn::numerics {
namespace {

using theory::Objective;
using theory::Target;

constexpr std::array<std::pair<const char*, Objective>, 2> objectives{
    {{"diffusion", Objective::diffusion}, {"classification", Objective::classification}}};
constexpr std::array<std::pair<const char*, Target>, 4> targets{{{"noise", Target::noise},
                                                                 {"data", Target::data},
                                                                 {"velocity", Target::velocity},
                                                                 {"flow", Target::flow}}};
constexpr std::array<std::pair<const char*, NoiseWay>, 2> noise_ways{
    {{"seen", NoiseWay::seen}, {"literal", NoiseWay::literal}}};

DiffusionSettings read_diffusion(const Reader& in, bool required) {
  DiffusionSettings diffusion;
  diffusion.target = in.choice("diffusion.target", targets).value_or(Target::noise);
  const bool flow = diffusion.target == Target::flow;
  diffusion.time = in.real("diffusion.time", flow ? Allowed::open_unit : Allowed::positive);
  diffusion.alpha = in.real("diffusion.alpha", Allowed::nonnegative);
  diffusion.beta = in.real("diffusion.beta", Allowed::nonnegative);
  diffusion.noise_draws = in.integer("diffusion.noise_draws", 1, largest_count).value_or(2000);
  diffusion.noise = in.choice("diffusion.noise", noise_ways).value_or(NoiseWay::seen);
  diffusion.several = read_times(in, flow);
  diffusion.scales = read_scales(in, diffusion);
  if (diffusion.time && (diffusion.alpha || diffusion.beta))
    in.refuse("diffusion.time", "given beside diffusion.alpha or beta", "a time, or alpha and beta");
  if (diffusion.alpha && !diffusion.beta) in.required("diffusion.beta", diffusion.beta, "0.57");
  if (diffusion.beta && !diffusion.alpha) in.required("diffusion.alpha", diffusion.alpha, "0.82");
  const bool one_time =
      diffusion.several.times.empty() && !diffusion.several.schedule && diffusion.scales.empty();
  if (required && !diffusion.alpha && one_time)
    in.required("diffusion.time", diffusion.time, "0.2 (or alpha and beta, times or a schedule)");
  return diffusion;
}

/// One number for all signals, or an array.
std::vector<Decimal> read_signal_std(const Reader& in) {
  const char* const key = "init.signal_std";
  const Entry* entry = in.find(key);
  if (entry == nullptr) return {};
  if (entry->kind != Entry::Kind::array) return {*in.real(key, Allowed::nonnegative)};
  return in.decimals(key, *entry, Allowed::nonnegative, "a number >= 0, or an array of them, one a signal");
}

/// b of a uniform start: a number, or "1/sqrt(d)".
void read_bound(const Reader& in, InitSettings& init) {
  const char* const key = "init.bound";
  const Entry* entry = in.find(key);
  if (entry == nullptr) return;
  for (const char* other : {"init.std", "init.weights"})
    if (in.has(other)) in.refuse(key, fmt::format("given beside {}", other).c_str(), "one of the two");
  init.has_bound_of_dimension = entry->kind == Entry::Kind::string;
  if (init.has_bound_of_dimension && entry->text != "1/sqrt(d)")
    in.refuse(key, "unknown name", "a finite real number > 0, or \"1/sqrt(d)\"");
  if (!init.has_bound_of_dimension) init.bound = in.real(key, Allowed::positive);
}

InitSettings read_init(const Reader& in) {
  InitSettings init{.std = in.real("init.std", Allowed::nonnegative),
                    .seed = static_cast<std::uint64_t>(in.integer("init.seed", 0, largest_seed).value_or(2)),
                    .signal_std = read_signal_std(in),
                    .noise_std = in.real("init.noise_std", Allowed::nonnegative),
                    .weights = in.file("init.weights"),
                    .second_layer = in.file("init.second_layer"),
                    .modes = read_init_modes(in)};
  read_bound(in, init);
  if (!init.weights && !init.is_uniform() && init.modes.empty())
    in.required("init.std", init.std, "0.001 (or init.weights, init.bound, init.modes)");
  for (const char* key : {"init.signal_std", "init.noise_std"})
    if (in.has(key) && (init.weights || init.is_uniform() || !init.modes.empty() || init.std->value == 0))
      in.refuse(key, "there are no random weights to scale",
                "an init.std > 0, or the weights as they should be");
  return init;
}

TrainingSettings read_training(const Reader& in, const Document& document) {
  TrainingSettings training{
      .learning_rate =
          in.required("training.learning_rate", in.real("training.learning_rate", Allowed::positive), "0.01"),
      .steps = in.required("training.steps", in.integer("training.steps", 0, largest_count), "4000"),
      .record_every = std::nullopt};
  training.until = in.real("training.until.gradient_norm", Allowed::positive);
  training.update = read_update(in, training.steps);
  const Entry* entry = document.find("training.record_every");
  if (entry && entry->kind == Entry::Kind::string) {
    if (entry->text != "log")
      in.refuse("training.record_every", "unknown name", "an integer >= 1, or \"log\"");
  } else {
    training.record_every =
        in.integer("training.record_every", 1, largest_count).value_or(std::max(1L, training.steps / 400));
  }
  return training;
}

/// Of a classifier on generated data.
void list_test(Parameters& out, const Settings& settings) {
  if (settings.objective != Objective::classification || !signal_noise(settings.data)) return;
  out.emplace_back("data.test_samples", std::to_string(settings.test.samples));
  if (settings.test.has_told_labels) out.emplace_back("data.test_labels", "\"told\"");
}

void list(Parameters& out, const DiffusionSettings& diffusion, Objective objective) {
  if (diffusion.time) out.emplace_back("diffusion.time", diffusion.time->text);
  if (diffusion.alpha)
    out.insert(out.end(),
               {{"diffusion.alpha", diffusion.alpha->text}, {"diffusion.beta", diffusion.beta->text}});
  list_times(out, diffusion.several);
  list_scales(out, diffusion.scales);
  if (objective == Objective::diffusion)
    out.emplace_back("diffusion.target", name_of(targets, diffusion.target));
  out.emplace_back("diffusion.noise_draws", std::to_string(diffusion.noise_draws));
  if (diffusion.noise != NoiseWay::seen)
    out.emplace_back("diffusion.noise", name_of(noise_ways, diffusion.noise));
}

}  // namespace

theory::Assumptions Settings::assumptions() const {
  theory::Assumptions result{.objective = objective, .activation = {}, .target = diffusion.target};
  for (const Decimal& coefficient : activation) result.activation.push_back(coefficient.value);
  choose_pieces(result, *this);
  return result;
}

/// Every value of [sweep] beside the first of the others: what `sweep` would run must be readable now.
void check_sweep_values(const Document& document) {
  const Document start = document.at_start_of_sweep();
  for (const auto& [path, entry] : document.entries()) {
    if (!path.starts_with("sweep.") || path == "sweep.seeds") continue;
    for (const Entry& value : entry.items) read_settings(start.with(path.substr(6), value));
  }
}

Settings read_settings(Document document) {
  check_keys(document);
  check_sweep_values(document);
  const Reader in(document);
  const auto objective =
      in.required("network.objective", in.choice("network.objective", objectives), "\"diffusion\"");
  const DataSettings data = read_data(in, objective);
  Settings settings{
      .data = data,
      .data_seed = static_cast<std::uint64_t>(in.integer("data.seed", 0, largest_seed).value_or(1)),
      .label_noise = read_label_noise(in, data, objective),
      .test = read_test(in),
      .objective = objective,
      .width = read_width(in, objective),
      .activation = has_one_layer(in, objective) ? linear_activation() : read_activation(in).coefficients,
      .architecture = read_architecture(in, objective),
      .diffusion = read_diffusion(
          in, objective == Objective::diffusion || in.flag("network.noised_inputs").value_or(false)),
      .init = read_init(in),
      .training = read_training(in, document),
      .document = {}};
  require_pieces_fit(in, settings);
  require_spectral_pieces_fit(in, settings);
  settings.document = std::move(document);
  return settings;
}

std::vector<std::pair<std::string, std::string>> used_parameters(const Settings& settings) {
  Parameters out = parameters_of(settings.data);
  if (settings.label_noise.value != 0) out.emplace_back("data.label_noise", settings.label_noise.text);
  list_test(out, settings);
  out.insert(out.end(), {{"data.seed", std::to_string(settings.data_seed)},
                         {"network.objective", name_of(objectives, settings.objective)}});
  if (settings.architecture.one_layer)
    list_one_layer(out, settings);
  else
    out.insert(out.end(), {{"network.width", std::to_string(settings.width)},
                           {"network.activation", activation_literal(settings)}});
  list_architecture(out, settings);
  if (settings.has_noise()) list(out, settings.diffusion, settings.objective);
  if (settings.init.std) out.emplace_back("init.std", settings.init.std->text);
  if (settings.init.bound) out.emplace_back("init.bound", settings.init.bound->text);
  if (settings.init.has_bound_of_dimension) out.emplace_back("init.bound", "\"1/sqrt(d)\"");
  list_init_modes(out, settings.init);
  const auto& along_signals = settings.init.signal_std;
  if (!along_signals.empty())
    out.emplace_back("init.signal_std",
                     along_signals.size() == 1 ? along_signals[0].text : literal(along_signals));
  if (settings.init.noise_std) out.emplace_back("init.noise_std", settings.init.noise_std->text);
  if (settings.init.weights) out.emplace_back("init.weights", literal(*settings.init.weights));
  if (settings.init.second_layer) out.emplace_back("init.second_layer", literal(*settings.init.second_layer));
  const auto& every = settings.training.record_every;
  out.insert(out.end(), {{"init.seed", std::to_string(settings.init.seed)},
                         {"training.learning_rate", settings.training.learning_rate.text},
                         {"training.steps", std::to_string(settings.training.steps)},
                         {"training.record_every", every ? std::to_string(*every) : "\"log\""}});
  if (settings.training.until)
    out.emplace_back("training.until.gradient_norm", settings.training.until->text);
  list_update(out, settings.training.update, settings.objective);
  return out;
}

std::string settings_toml(const Settings& settings) {
  std::string text, table;
  for (const auto& [path, literal] : used_parameters(settings)) {
    const auto dot = path.find('.');
    if (const std::string next = path.substr(0, dot); next != table)
      text += fmt::format("{}[{}]\n", table.empty() ? "" : "\n", next), table = next;
    text += fmt::format("{} = {}\n", path.substr(dot + 1), literal);
  }
  return text;
}

}  // namespace featdyn::numerics
