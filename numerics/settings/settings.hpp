#pragma once

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "numerics/settings/data_settings.hpp"
#include "numerics/settings/document.hpp"
#include "theory/model.hpp"

namespace featdyn::numerics {

inline constexpr long largest_seed = std::numeric_limits<long>::max();

/// Forward processes over the times 0 < t < 1 (numerics/problem/noise_levels.hpp).
enum class NoiseSchedule { variance_preserving, linear, cosine };

/// How the noise of a Monte Carlo gradient is drawn, with one law: the m numbers of it that the network sees,
/// or all d (numerics/methods/noise_span.hpp).
enum class NoiseWay { seen, literal };

/// Several times instead of one: a list, or a whole schedule averaged over time.
struct TimesSettings {
  std::vector<Decimal> times, weights;  ///< weights: as many as times; none: equal ones of sum 1
  std::optional<NoiseSchedule> schedule;
  long nodes = 16;  ///< of the schedule's Gauss-Legendre rule
};

/// alpha, beta from a time or as given; used by the diffusion objective only.
struct DiffusionSettings {
  std::optional<Decimal> time, alpha, beta;
  TimesSettings several = {};
  theory::Target target = theory::Target::noise;
  long noise_draws = 2000;
  NoiseWay noise = NoiseWay::seen;
  ScalesSettings scales = {};  ///< instead of one alpha and beta
};

/// What the network is beside its activation.
struct ArchitectureSettings {
  bool noised_inputs = false;  ///< classification: inputs alpha x + beta eps
  std::string function = {};   ///< activation that is no polynomial (numerics/activation/)
  long quadrature_nodes = 64;  ///< for its expectations over noise where they have no closed form
  theory::MarginLoss loss = theory::MarginLoss::logistic;  ///< classification only
  std::string named_loss = {};                             ///< the name of a user's own
  Decimal sharpness = {.value = 10, .text = "10"};         ///< of the smooth hinge
  theory::SecondLayer second_layer = theory::SecondLayer::tied;
  bool averages_patches = false;  ///< classification: f is the mean over a sample's patches, not their sum
  bool adds_neurons = false;      ///< classification: f is the sum over neurons, not their mean
  bool one_layer = false;  ///< diffusion: D x = W x + b, a d x d matrix; width and activation are unused
  bool bias = true;        ///< whether one layer has b, which starts at 0
  Decimal code_noise{.value = 0, .text = "0"};    ///< s: the code is sigma(z_r) + s eps_r
  Decimal code_penalty{.value = 0, .text = "0"};  ///< lambda_c of (lambda_c/2) sum_r sigma(z_r)^2
  bool costs_code() const { return code_noise.value != 0 || code_penalty.value != 0; }
};

/// The learning rate of step k is eta s_k (numerics/training/learning_rate.hpp).
enum class RateSchedule { constant, linear, cosine };

/// What the margins y f of a step are multiplied by: numbers drawn anew at every step for every sample.
struct LabelFactorSettings {
  enum class Law { flips, normal, uniform };
  Law law;
  Decimal first, second;  ///< flips: probability of -1 (else 1); normal: mean, deviation; uniform: its ends
};

/// How a step is made of the gradient.
struct UpdateSettings {
  std::optional<Decimal> momentum, weight_decay;
  RateSchedule schedule = RateSchedule::constant;
  long warmup_steps = 0;
  std::optional<long> batch_size;
  std::optional<LabelFactorSettings> label_factor = {};  ///< nothing: 1
  Decimal label_smoothing = {.value = 0, .text = "0"};   ///< p: the loss is (1 - p) l(y f) + p l(-y f)

  bool rate_varies() const { return schedule != RateSchedule::constant || warmup_steps > 0; }
};

struct InitSettings {
  std::optional<Decimal> std;
  std::uint64_t seed = 2;
  std::vector<Decimal> signal_std = {};  ///< along the signals instead of std: one for all, or one each
  std::optional<Decimal> noise_std = std::nullopt;  ///< along the noise patches instead of std
  std::optional<Decimal> bound = std::nullopt;      ///< b of a uniform start on (-b, b) instead of std
  bool has_bound_of_dimension = false;              ///< b = 1/sqrt(d)
  std::optional<std::filesystem::path> weights;
  std::optional<std::filesystem::path> second_layer = std::nullopt;  ///< v_r, instead of the initial weights
  /// Aligned start, instead of std: the weight Q of each mode of the data's second moment, the largest eigenvalue
  /// first; one for all, or one each.
  std::vector<Decimal> modes = {};

  bool is_uniform() const { return bound || has_bound_of_dimension; }
};

struct TrainingSettings {
  Decimal learning_rate;
  long steps;
  std::optional<long> record_every;   ///< nothing: 300 logarithmically spaced steps
  std::optional<Decimal> until = {};  ///< |grad L| at which training ends before its last step
  UpdateSettings update = {};
};

/// The fresh samples that a classifier's test error is measured on (numerics/training/test_error.hpp).
struct TestSettings {
  long samples = 4000;           ///< draws, where the error is not known exactly
  bool has_told_labels = false;  ///< their labels are flipped as data.label_noise flips those of training
};

/// Everything that names a run. Built by read_settings, which has checked every value.
struct Settings {
  DataSettings data;
  std::uint64_t data_seed = 1;
  Decimal label_noise{.value = 0, .text = "0"};  ///< probability that a sample's label is flipped
  TestSettings test = {};
  theory::Objective objective;
  long width;                       ///< m
  std::vector<Decimal> activation;  ///< coefficients; none for a function known by name
  ArchitectureSettings architecture = {};
  DiffusionSettings diffusion;
  InitSettings init;
  TrainingSettings training;
  Document document;

  /// Whether the classifier has an output for each class.
  bool has_several_outputs() const { return architecture.loss == theory::MarginLoss::cross_entropy; }
  /// How many classes the classifier's neurons are for.
  long neuron_classes() const { return has_several_outputs() ? count_classes(data) : 2; }
  /// How many rows W has: m, or for the classifier m of each class.
  long neurons() const {
    return objective == theory::Objective::classification ? neuron_classes() * width : width;
  }
  /// Whether a step multiplies labels by numbers that are drawn for it.
  bool draws_label_factors() const {
    return objective == theory::Objective::classification && training.update.label_factor;
  }
  /// Whether alpha and beta are used: inputs are noised.
  bool has_noise() const { return objective == theory::Objective::diffusion || architecture.noised_inputs; }
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
