#include "verify/derivation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "numerics/problem/noise_levels.hpp"
#include "numerics/problem/problem.hpp"
#include "theory/code_cost.hpp"
#include "theory/kernel.hpp"
#include "theory/python_source.hpp"
#include "verify/finding/verdict.hpp"
#include "verify/terminal/console.hpp"

namespace featdyn::verify {
namespace {

bool has_kernels(const theory::Assumptions& assumptions) {
  const bool is_polynomial = assumptions.function.name.empty();
  const bool has_noise = assumptions.objective == theory::Objective::diffusion || assumptions.noised_inputs;
  return has_noise && is_polynomial;
}

std::vector<theory::Identity> identities_under(const theory::Assumptions& assumptions) {
  if (!has_kernels(assumptions)) return {};
  const theory::Polynomial sigma = theory::activation(assumptions.activation);
  std::vector<theory::Identity> all = theory::identities(sigma);
  if (assumptions.costs_code) std::ranges::move(theory::code_identities(sigma), std::back_inserter(all));
  return all;
}

std::string as_text(const theory::Assumptions& assumptions) {
  std::string text = theory::as_text(theory::derive(assumptions));
  for (const auto& formula : theory::formulas_of(assumptions))
    text += formula.name + " = " + formula.text + "\n";
  if (theory::reason_against_formulas(assumptions)) return text;
  const theory::DynamicsText dynamics = theory::dynamics_text(assumptions);
  for (const auto* part : {&dynamics.loss, &dynamics.gradient, &dynamics.step, &dynamics.flow})
    for (const auto& [name, formula] : *part) text += "# " + name + " = " + formula + "\n";
  return text;
}

void add_dynamics(nlohmann::ordered_json& document, const theory::Assumptions& assumptions) {
  if (theory::reason_against_formulas(assumptions)) return;
  const theory::DynamicsText dynamics = theory::dynamics_text(assumptions);
  const auto add = [&](const char* part, const auto& formulas) {
    for (const auto& [name, formula] : formulas) document[part][name] = formula;
  };
  add("loss", dynamics.loss);
  add("gradient", dynamics.gradient);
  add("step", dynamics.step);
  add("flow", dynamics.flow);
}

/// Throws InputError where there are no formulas of A and G.
void require_formulas(const numerics::Settings& settings) {
  if (const auto reason = theory::reason_against_formulas(settings.assumptions()))
    throw numerics::InputError(
        {settings.document.file()},
        fmt::format("no step as a function of A and G is written, read {}, allowed: a "
                    "tied denoiser or a classifier with a fixed second layer, polynomial "
                    "activations, one time, plain steps",
                    *reason));
}

/// What the functions of the NumPy source are of.
std::string numbers_line(const numerics::Settings& settings) {
  std::vector<std::pair<std::string, std::string>> numbers;
  if (settings.objective == theory::Objective::diffusion) {
    const auto level = numerics::noise_levels<double>(settings.diffusion).front();
    numbers = {{"alpha", fmt::format("{:.17g}", level.alpha)}, {"beta", fmt::format("{:.17g}", level.beta)}};
  }
  numbers.emplace_back("eta", settings.training.learning_rate.text);
  numbers.emplace_back("m", std::to_string(settings.width));
  if (settings.training.update.weight_decay)
    numbers.emplace_back("lambda_", settings.training.update.weight_decay->text);
  if (const auto& network = settings.architecture; network.costs_code()) {
    numbers.emplace_back("code_noise", network.code_noise.text);
    numbers.emplace_back("code_penalty", network.code_penalty.text);
  }
  std::string names, values;
  for (const auto& [name, value] : numbers) {
    names += (names.empty() ? "" : ", ") + name;
    values += (values.empty() ? "" : ", ") + value;
  }
  return names + " = " + values;
}

}  // namespace

std::vector<theory::Identity> identities_of(const numerics::Settings& settings) {
  return identities_under(settings.assumptions());
}

/// Says how long the derivation will be where that is long; refuses what no memory holds.
void require_derivable(const numerics::Settings& settings, bool quiet) {
  numerics::require_expectation(settings);
  const theory::Assumptions assumptions = settings.assumptions();
  if (!has_kernels(assumptions)) return;
  constexpr double most_terms = 1e6, long_work = 5;  // seconds
  const auto degree = static_cast<double>(assumptions.activation.size() - 1);
  const double terms = theory::count_kappa_terms(theory::activation(assumptions.activation));
  const double seconds = terms * (5e-6 + 8e-9 * degree * degree);  // whose coefficients grow with the degree
  if (!(terms <= most_terms))
    throw numerics::InputError(settings.document.origin("network.activation"),
                               fmt::format("network.activation: too much to derive, read a degree of {:.0f} "
                                           "whose kappa has {:.2g} terms, allowed: at most {:.0e} terms",
                                           degree, terms, most_terms));
  if (seconds > long_work && !quiet) warn("derive: kappa has {:.2g} terms, about {:.0f} s", terms, seconds);
}

nlohmann::ordered_json derivation_json(const numerics::Settings& settings) {
  const theory::Assumptions assumptions = settings.assumptions();
  nlohmann::ordered_json document;
  for (const auto& definition : theory::derive(assumptions))
    document["definitions"][definition.name] = definition.value.text();
  for (const auto& formula : theory::formulas_of(assumptions))
    document["definitions"][formula.name] = formula.text;
  document["identities"] = nlohmann::ordered_json::array();
  for (const auto& identity : identities_under(assumptions))
    document["identities"].push_back(
        {{"name", identity.name},
         {"difference", identity.difference.text()},
         {"verdict", name(identity.proved() ? Verdict::holds : Verdict::fails)}});
  add_dynamics(document, assumptions);
  return document;
}

std::string derivation_text(const numerics::Settings& settings, const std::string& format) {
  const theory::Assumptions assumptions = settings.assumptions();
  if (format == "latex") return theory::as_latex(assumptions);
  if (format == "sympy") return theory::as_sympy(assumptions);
  if (format == "text") return as_text(assumptions);
  require_formulas(settings);
  return theory::as_numpy(assumptions, numbers_line(settings));
}

}  // namespace featdyn::verify
