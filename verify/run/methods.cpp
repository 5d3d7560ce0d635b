#include "verify/run/methods.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "numerics/settings/suggestion.hpp"

namespace featdyn::verify {

namespace {

using numerics::Decimal;
using numerics::InputError;
using numerics::Integrator;

constexpr std::array<std::pair<const char*, Integrator>, 4> integrators{
    {{"taylor", Integrator::taylor},
     {"dopri5", Integrator::dopri5},
     {"fehlberg78", Integrator::fehlberg78},
     {"bulirsch-stoer", Integrator::bulirsch_stoer}}};

Integrator integrator_named(const std::string& text) {
  std::vector<std::string> allowed;
  for (const auto& [known, integrator] : integrators) {
    if (text == known) return integrator;
    allowed.emplace_back(known);
  }
  numerics::refuse_name({"--integrator"}, "unknown integrator", text, allowed);
}

/// A double's rounding errors allow 1e-15 a step; N digits allow 10^-N.
Decimal tolerance_from(const std::string& text, int digits) {
  const std::string least = fmt::format("1e-{}", digits <= 17 ? 15 : digits);
  const auto error = [&] {
    return InputError({"--tolerance"},
                      fmt::format("not a tolerance, read {}, allowed: {} to 1e-3", text, least));
  };
  try {
    const theory::Rational value = theory::rational_from_decimal(text);
    if (value < theory::rational_from_decimal(least) || value > theory::Rational(1, 1000)) throw error();
    return {.value = value, .text = text};
  } catch (const std::invalid_argument&) {
    throw error();
  }
}

/// A function without derivatives of every order and without bounds.
struct DoublesOnly {
  const char* kind;
  std::string name;
  const char* allowed;
};

std::optional<DoublesOnly> known_in_doubles_only(const numerics::Settings& settings) {
  const numerics::ArchitectureSettings& network = settings.architecture;
  if (!network.function.empty())
    return DoublesOnly{"activation", network.function, "coefficients of a polynomial"};
  const bool classifies = settings.objective == theory::Objective::classification;
  if (classifies && network.loss == theory::MarginLoss::named)
    return DoublesOnly{"loss", network.named_loss, "logistic, exponential, square, smooth-hinge"};
  return std::nullopt;
}

}  // namespace

const char* name(Integrator integrator) {
  return std::ranges::find(integrators, integrator, &std::pair<const char*, Integrator>::second)->first;
}

FlowPlan plan_flow(const FlowChoice& choice, const numerics::Settings& settings, int digits) {
  const std::string tolerance = fmt::format("1e-{}", digits <= 17 ? 12 : digits - 3);
  const auto function = known_in_doubles_only(settings);
  const Integrator integrator =
      integrator_named(choice.integrator.value_or(function ? "fehlberg78" : "taylor"));
  if (integrator == Integrator::taylor && function)
    throw InputError({"--integrator"},
                     fmt::format("{} {} has no Taylor series here, read taylor, allowed: dopri5, "
                                 "fehlberg78, bulirsch-stoer",
                                 function->kind, function->name));
  return {.integrator = integrator,
          .tolerance = tolerance_from(choice.tolerance.value_or(tolerance), digits)};
}

const std::vector<MethodInfo>& methods() {
  static const std::vector<MethodInfo> all{
      {"recurrence", "exact coefficient recurrence in (A, G), free of the dimension d (default)"},
      {"ode", "gradient flow in (A, G), time = step x learning rate"},
      {"network", "gradient descent of the real d-dimensional network, exact noise expectation"},
      {"network-mc", "the same with fresh Monte Carlo noise every step, as in the paper's experiments"},
      {"decomposition", "the recurrence in the coefficients (gamma, rho) of the signal-noise decomposition"}};
  return all;
}

numerics::Vectors vectors_for(const std::string& method, int digits) {
  const bool is_network = method == "network" || method == "network-mc";
  return is_network || digits > numerics::double_digits ? numerics::Vectors::needed
                                                        : numerics::Vectors::unneeded;
}

void require_polynomial(const numerics::Settings& settings, const char* what) {
  const auto function = known_in_doubles_only(settings);
  if (!function) return;
  const std::string key = std::string("network.") + function->kind;
  throw InputError(settings.document.origin(key),
                   fmt::format("{}: known in doubles only, without bounds, read \"{}\" for {}, allowed: {}",
                               key, function->name, what, function->allowed));
}

void require_one_network(const numerics::Settings& settings, const char* what) {
  if (settings.architecture.one_layer)
    throw InputError(settings.document.origin("network.layers"),
                     fmt::format("network.layers: {} is of two layers, read 1, allowed: 2", what));
  require_one_level(settings, what);
}

void require_one_level(const numerics::Settings& settings, const char* what) {
  if (!settings.diffusion.scales.empty())
    throw InputError(settings.document.origin("diffusion.betas"),
                     fmt::format("diffusion.betas: {} is of one noise level, read {} scales, allowed: "
                                 "diffusion.alpha and beta, or featdyn run",
                                 what, settings.diffusion.scales.betas.size()));
}

std::optional<std::string> reason_against_flow(const numerics::Settings& settings) {
  if (settings.training.update.momentum) return "a heavy ball approaches another flow than the gradient flow";
  if (settings.training.update.batch_size) return "steps on batches have no gradient flow";
  if (settings.draws_label_factors())
    return "steps on labels drawn anew have no gradient flow (their mean step under flips with probability p "
           "has "
           "one: training.label_smoothing = p)";
  return std::nullopt;
}

namespace {

/// Refuses a method that the key's piece does not have.
[[noreturn]] void refuse_piece(const numerics::Settings& settings, const char* key, const std::string& what,
                               const std::string& method) {
  throw InputError(settings.document.origin(key),
                   fmt::format("{}: {}, read {} with method {}, allowed: methods recurrence, network and "
                               "decomposition, or remove it",
                               key, what, numerics::shown(*settings.document.find(key)), method));
}

const char* key_of_label_factor(const numerics::Settings& settings) {
  for (const char* key : {"training.label_normal", "training.label_uniform"})
    if (settings.document.find(key) != nullptr) return key;
  return "training.label_flips";
}

void require_pieces(const std::string& method, const numerics::Settings& settings) {
  const numerics::UpdateSettings& update = settings.training.update;
  if (const auto reason = reason_against_flow(settings); method == "ode" && reason)
    refuse_piece(settings,
                 update.momentum     ? "training.momentum"
                 : update.batch_size ? "training.batch_size"
                                     : key_of_label_factor(settings),
                 *reason, method);
  if (method == "network-mc" && update.batch_size)
    refuse_piece(settings, "training.batch_size", "Monte Carlo noise is drawn for all samples at once",
                 method);
  if (method == "network-mc" && settings.draws_label_factors())
    refuse_piece(settings, key_of_label_factor(settings), "Monte Carlo noise is drawn for labels as they are",
                 method);
}

}  // namespace

std::vector<std::string> method_names() {
  std::vector<std::string> names;
  for (const MethodInfo& method : methods()) names.emplace_back(method.name);
  return names;
}

void require_method(const std::string& method, const numerics::Settings& settings, int digits,
                    const char* option) {
  const auto known =
      std::ranges::find(methods(), method, [](const MethodInfo& info) { return std::string(info.name); });
  if (known == methods().end()) {
    std::vector<std::string> names;
    for (const MethodInfo& info : methods()) names.emplace_back(info.name);
    numerics::refuse_name({option}, "unknown method", method, names);
  }
  if (method == "network-mc" && !settings.has_noise())
    throw numerics::InputError(
        settings.document.origin("network.objective"),
        "network.objective: the classifier has no noise to draw, read \"classification\" with "
        "network-mc, allowed: method network, network.noised_inputs = true, or objective \"diffusion\"");
  if (method != "network-mc") numerics::require_expectation(settings);
  if (method == "network-mc" || method == "decomposition")
    require_one_network(settings, ("method " + method).c_str());
  require_pieces(method, settings);
  if (digits > numerics::double_digits) require_polynomial(settings, "numbers of more than 17 digits");
  if (method == "network-mc" && digits > numerics::double_digits)
    throw numerics::InputError(
        {"--digits"},
        fmt::format("Monte Carlo noise is made of doubles, read {} with network-mc, allowed: at "
                    "most {}, or another method",
                    digits, numerics::double_digits));
}

}  // namespace featdyn::verify
