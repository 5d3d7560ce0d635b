#include "numerics/settings/network_settings.hpp"

#include <fmt/ranges.h>

#include <algorithm>

#include "numerics/activation/activation.hpp"
#include "numerics/settings/function_settings.hpp"
#include "numerics/settings/read_spectrum.hpp"

namespace featdyn::numerics {
namespace {

using theory::Objective;
using theory::SecondLayer;

constexpr long most_quadrature_nodes = 256;
constexpr long most_nodes = 64;  // each is a copy of the loss

constexpr std::array<std::pair<const char*, SecondLayer>, 3> second_layers{
    {{"tied", SecondLayer::tied}, {"fixed", SecondLayer::fixed}, {"trained", SecondLayer::trained}}};
constexpr std::array<std::pair<const char*, NoiseSchedule>, 3> noise_schedules{
    {{"variance-preserving", NoiseSchedule::variance_preserving},
     {"linear", NoiseSchedule::linear},
     {"cosine", NoiseSchedule::cosine}}};
constexpr std::array<std::pair<const char*, bool>, 2> over_patches{{{"sum", false}, {"mean", true}}};
constexpr std::array<std::pair<const char*, bool>, 2> over_neurons{{{"mean", false}, {"sum", true}}};
constexpr std::array<std::pair<const char*, LabelFactorSettings::Law>, 3> factor_laws{
    {{"training.label_flips", LabelFactorSettings::Law::flips},
     {"training.label_normal", LabelFactorSettings::Law::normal},
     {"training.label_uniform", LabelFactorSettings::Law::uniform}}};
constexpr std::array<std::pair<const char*, RateSchedule>, 3> rate_schedules{
    {{"constant", RateSchedule::constant},
     {"linear", RateSchedule::linear},
     {"cosine", RateSchedule::cosine}}};

template <class T, std::size_t count>
std::string name_literal(const std::array<std::pair<const char*, T>, count>& names, T value) {
  const auto found = std::ranges::find(names, value, &std::pair<const char*, T>::second);
  return fmt::format("\"{}\"", found->first);
}

void require_alone(const Reader& in, const char* key, std::initializer_list<const char*> others) {
  for (const char* other : others)
    if (in.has(key) && in.has(other))
      in.refuse(key, fmt::format("given beside {}", other).c_str(), "one of the two");
}

/// An array of numbers in a range; empty where the key is absent.
std::vector<Decimal> read_list(const Reader& in, const char* key, Allowed range) {
  const auto values = in.reals(key).value_or(std::vector<Decimal>());
  const bool inside = std::ranges::all_of(
      values, [&](const Decimal& x) { return x.value > 0 && (range != Allowed::open_unit || x.value < 1); });
  if (!inside) in.refuse(key, "out of range", fmt::format("numbers, each {}", description(range)));
  return values;
}

/// The nodes matter where the function has no closed form only.
bool needs_quadrature(const Settings& settings) {
  const std::string& function = settings.architecture.function;
  return !function.empty() && settings.has_noise() && !find_activation(function)->is_closed();
}

bool is_classifier(const Settings& settings) {
  return settings.objective == Objective::classification;
}

bool is_two_class(const Settings& settings) {
  return !settings.has_several_outputs();
}

/// [first, second] of a law.
LabelFactorSettings read_pair(const Reader& in, const char* key, LabelFactorSettings::Law law) {
  const bool is_normal = law == LabelFactorSettings::Law::normal;
  const char* const allowed = is_normal ? "[mean, std], std >= 0" : "[from, to], from <= to";
  const auto pair = in.decimals(key, *in.find(key), Allowed::any, allowed);
  if (pair.size() != 2 || (is_normal ? pair[1].value < 0 : pair[1].value < pair[0].value))
    in.refuse(key, "not such a law", allowed);
  return {.law = law, .first = pair[0], .second = pair[1]};
}

/// Nothing where labels are multiplied by 1.
std::optional<LabelFactorSettings> read_label_factor(const Reader& in) {
  std::optional<LabelFactorSettings> result;
  const char* given = nullptr;
  for (const auto& [key, law] : factor_laws) {
    if (!in.has(key)) continue;
    if (given != nullptr) in.refuse(key, fmt::format("given beside {}", given).c_str(), "one of the two");
    given = key;
    if (law != LabelFactorSettings::Law::flips) {
      result = read_pair(in, key, law);
    } else if (const Decimal p = *in.real(key, Allowed::unit); p.value != 0) {
      result = {.law = law, .first = p, .second = p};
    }
  }
  return result;
}

void list_label_factor(Parameters& out, const LabelFactorSettings& factor) {
  const auto key = std::ranges::find(factor_laws, factor.law, [](const auto& known) { return known.second; });
  out.emplace_back(key->first, factor.law == LabelFactorSettings::Law::flips
                                   ? factor.first.text
                                   : literal(std::vector{factor.first, factor.second}));
}

void require_labels_fit(const Reader& in, const Settings& settings) {
  const UpdateSettings& update = settings.training.update;
  const bool noised = settings.architecture.noised_inputs;
  if (!is_two_class(settings))
    for (const auto& [key, law] : factor_laws)
      if (update.label_factor && update.label_factor->law == law)
        in.refuse(key, "only one of two labels has a sign", "data of two classes and a loss of margins");
  if (update.label_smoothing.value != 0 && (noised || !is_two_class(settings)))
    in.refuse("training.label_smoothing", "the loss is no function of a margin",
              "0, or a loss of margins on inputs without noise");
  if (noised && update.label_factor && update.label_factor->law != LabelFactorSettings::Law::flips)
    in.refuse("network.noised_inputs", "a factor on labels has no expectation over noise here",
              "false, or training.label_flips");
  for (const char* key : {"network.over_patches", "network.over_neurons"})
    if (noised && in.has(key))
      in.refuse(key, "outputs on noised inputs are sums over patches and means over neurons",
                "remove it, or network.noised_inputs = false");
}

}  // namespace

ArchitectureSettings read_architecture(const Reader& in, Objective objective) {
  const bool classifies = objective == Objective::classification;
  ArchitectureSettings result;
  if (!has_one_layer(in, objective)) result.function = read_activation(in).function;
  result.quadrature_nodes =
      in.integer("network.quadrature_nodes", 4, most_quadrature_nodes).value_or(result.quadrature_nodes);
  const LossChoice loss = read_loss(in);
  result.loss = loss.kind;
  result.named_loss = loss.named;
  result.sharpness = in.real("network.sharpness", Allowed::positive).value_or(result.sharpness);
  result.second_layer = in.choice("network.second_layer", second_layers)
                            .value_or(classifies ? SecondLayer::fixed : SecondLayer::tied);
  result.noised_inputs = in.flag("network.noised_inputs").value_or(false);
  result.averages_patches = in.choice("network.over_patches", over_patches).value_or(false);
  result.adds_neurons = in.choice("network.over_neurons", over_neurons).value_or(false);
  result.one_layer = has_one_layer(in, objective);
  result.bias = in.flag("network.bias").value_or(result.bias);
  result.code_noise = in.real("network.code_noise", Allowed::nonnegative).value_or(result.code_noise);
  result.code_penalty = in.real("network.code_penalty", Allowed::nonnegative).value_or(result.code_penalty);
  if (result.one_layer) result.second_layer = SecondLayer::tied;
  if (classifies && result.second_layer == SecondLayer::tied)
    in.refuse("network.second_layer",
              "the classifier's second layer is one number a neuron, which no vector w_r can be tied to",
              "\"fixed\" or \"trained\", or objective \"diffusion\"");
  return result;
}

TimesSettings read_times(const Reader& in, bool flow) {
  TimesSettings result;
  const Allowed range = flow ? Allowed::open_unit : Allowed::positive;
  result.times = read_list(in, "diffusion.times", range);
  result.weights = read_list(in, "diffusion.weights", Allowed::positive);
  result.schedule = in.choice("diffusion.schedule", noise_schedules);
  result.nodes = in.integer("diffusion.schedule_nodes", 1, most_nodes).value_or(result.nodes);
  require_alone(in, "diffusion.times", {"diffusion.time", "diffusion.alpha", "diffusion.beta"});
  require_alone(in, "diffusion.schedule",
                {"diffusion.time", "diffusion.alpha", "diffusion.beta", "diffusion.times"});
  if (std::ssize(result.times) > most_nodes)
    in.refuse("diffusion.times", "too many times", fmt::format("at most {}", most_nodes));
  if (in.has("diffusion.weights") && result.weights.size() != result.times.size())
    in.refuse("diffusion.weights", "not one for each of diffusion.times",
              fmt::format("{} numbers > 0, as diffusion.times has", result.times.size()));
  return result;
}

UpdateSettings read_update(const Reader& in, long steps) {
  UpdateSettings result{
      .momentum = in.real("training.momentum", Allowed::nonnegative),
      .weight_decay = in.real("training.weight_decay", Allowed::nonnegative),
      .schedule = in.choice("training.schedule", rate_schedules).value_or(RateSchedule::constant),
      .warmup_steps = in.integer("training.warmup_steps", 0, std::max(steps, 0L)).value_or(0),
      .batch_size = in.integer("training.batch_size", 1, 1'000'000'000'000),
      .label_factor = read_label_factor(in)};
  if (const auto p = in.real("training.label_smoothing", Allowed::unit)) result.label_smoothing = *p;
  if (result.momentum && result.momentum->value >= 1)
    in.refuse("training.momentum", "out of range", "a real number from 0 to below 1");
  return result;
}

void list_architecture(Parameters& out, const Settings& settings) {
  const ArchitectureSettings& architecture = settings.architecture;
  if (architecture.one_layer) return;
  if (needs_quadrature(settings))
    out.emplace_back("network.quadrature_nodes", std::to_string(architecture.quadrature_nodes));
  out.emplace_back("network.second_layer", name_literal(second_layers, architecture.second_layer));
  if (architecture.code_noise.value != 0)
    out.emplace_back("network.code_noise", architecture.code_noise.text);
  if (architecture.code_penalty.value != 0)
    out.emplace_back("network.code_penalty", architecture.code_penalty.text);
  if (!is_classifier(settings)) return;
  if (architecture.noised_inputs) out.emplace_back("network.noised_inputs", "true");
  out.emplace_back("network.loss", loss_literal(architecture));
  if (architecture.loss == theory::MarginLoss::smooth_hinge)
    out.emplace_back("network.sharpness", architecture.sharpness.text);
  if (architecture.averages_patches) out.emplace_back("network.over_patches", "\"mean\"");
  if (architecture.adds_neurons) out.emplace_back("network.over_neurons", "\"sum\"");
}

void list_times(Parameters& out, const TimesSettings& times) {
  if (!times.times.empty()) out.emplace_back("diffusion.times", literal(times.times));
  if (!times.weights.empty()) out.emplace_back("diffusion.weights", literal(times.weights));
  if (times.schedule)
    out.insert(out.end(), {{"diffusion.schedule", name_literal(noise_schedules, *times.schedule)},
                           {"diffusion.schedule_nodes", std::to_string(times.nodes)}});
}

void list_update(Parameters& out, const UpdateSettings& update, Objective objective) {
  if (update.momentum) out.emplace_back("training.momentum", update.momentum->text);
  if (update.weight_decay) out.emplace_back("training.weight_decay", update.weight_decay->text);
  if (update.schedule != RateSchedule::constant)
    out.emplace_back("training.schedule", name_literal(rate_schedules, update.schedule));
  if (update.warmup_steps > 0) out.emplace_back("training.warmup_steps", std::to_string(update.warmup_steps));
  if (update.batch_size) out.emplace_back("training.batch_size", std::to_string(*update.batch_size));
  if (objective != Objective::classification) return;
  if (update.label_factor) list_label_factor(out, *update.label_factor);
  if (update.label_smoothing.value != 0)
    out.emplace_back("training.label_smoothing", update.label_smoothing.text);
}

void choose_pieces(theory::Assumptions& assumptions, const Settings& settings) {
  const TimesSettings& times = settings.diffusion.several;
  const UpdateSettings& update = settings.training.update;
  if (const Activation* function = find_activation(settings.architecture.function))
    assumptions.function = {.name = function->name, .formula = function->formula, .latex = function->latex};
  assumptions.loss = loss_of(settings.architecture);
  assumptions.loss.smoothing = update.label_smoothing.value;
  assumptions.label_factors = settings.draws_label_factors();
  assumptions.averages_patches = settings.architecture.averages_patches;
  assumptions.adds_neurons = settings.architecture.adds_neurons;
  assumptions.second_layer = settings.architecture.second_layer;
  assumptions.classes = static_cast<int>(settings.neuron_classes());
  assumptions.noised_inputs = settings.architecture.noised_inputs;
  if (settings.has_noise()) {
    assumptions.weighted_times = times.schedule || !times.times.empty();
    if (assumptions.weighted_times)
      assumptions.times = static_cast<int>(times.schedule ? times.nodes : std::ssize(times.times));
  }
  assumptions.decay = update.weight_decay.has_value();
  assumptions.momentum = update.momentum.has_value();
  assumptions.rate_varies = update.rate_varies();
  assumptions.batches = update.batch_size.has_value();
  assumptions.one_layer = settings.architecture.one_layer;
  assumptions.costs_code = settings.architecture.costs_code();
  assumptions.bias = settings.architecture.bias;
}

void require_code_fits(const Reader& in, const Settings& settings) {
  const ArchitectureSettings& network = settings.architecture;
  if (!network.costs_code()) return;
  const char* key = network.code_noise.value != 0 ? "network.code_noise" : "network.code_penalty";
  if (is_classifier(settings) || network.one_layer || network.second_layer != SecondLayer::tied)
    in.refuse(key, "only a network of two tied layers has a code that is noised or costs",
              "0, or objective \"diffusion\" with tied layers");
  if (!network.function.empty())
    in.refuse(key, "the cost of a code has an expectation for polynomial activations only",
              "0, or an activation by coefficients");
}

void require_pieces_fit(const Reader& in, const Settings& settings) {
  require_code_fits(in, settings);
  require_expectations(in, settings);
  if (is_classifier(settings)) require_labels_fit(in, settings);
  if (settings.init.has_bound_of_dimension && !signal_noise(settings.data))
    in.refuse("init.bound", "d is not among the settings of these data", "a finite real number > 0");
  const bool trained = settings.architecture.second_layer == SecondLayer::trained;
  if (settings.architecture.noised_inputs && !is_classifier(settings))
    in.refuse("network.noised_inputs", "the denoiser's inputs are noised as they are",
              "remove it, or objective \"classification\"");
  if (settings.architecture.noised_inputs && settings.has_several_outputs())
    in.refuse("network.noised_inputs", "the cross-entropy has no expectation over noise here",
              "false, or another loss");
  if (is_classifier(settings) && settings.has_several_outputs() && trained)
    in.refuse("network.second_layer", "the second layer of several outputs is fixed", "\"fixed\"");
  if (is_classifier(settings) && settings.has_several_outputs() &&
      std::holds_alternative<FileSettings>(settings.data))
    in.refuse("network.loss", "labels from a file are +1 and -1", "another loss, or data of another model");
  if (settings.init.second_layer &&
      (is_classifier(settings) || settings.architecture.second_layer == SecondLayer::tied))
    in.refuse("init.second_layer", "this network has no second layer of vectors of its own",
              "remove it, or objective \"diffusion\" with network.second_layer = \"fixed\" or \"trained\"");
}

}  // namespace featdyn::numerics
