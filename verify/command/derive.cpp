#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "numerics/files/atomic_file.hpp"
#include "numerics/problem/problem.hpp"
#include "theory/derivation.hpp"
#include "theory/kernel.hpp"
#include "verify/command/common.hpp"
#include "verify/console.hpp"
#include "verify/finding/verdict.hpp"
#include "verify/grid/run_key.hpp"
#include "verify/output/output_folder.hpp"

namespace featdyn::verify {
namespace {

struct Options {
  CommonOptions common;
  std::string format = "text";
};

bool has_kernels(const theory::Assumptions& assumptions) {
  const bool is_polynomial = assumptions.function.name.empty();
  const bool has_noise = assumptions.objective == theory::Objective::diffusion || assumptions.noised_inputs;
  return has_noise && is_polynomial;
}

std::vector<theory::Identity> identities_of(const theory::Assumptions& assumptions) {
  if (!has_kernels(assumptions)) return {};
  return theory::identities(theory::activation(assumptions.activation));
}

/// Says how long the derivation will be where that is long; refuses what no memory holds.
void require_terms(const numerics::Settings& settings, const theory::Assumptions& assumptions, bool quiet) {
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

nlohmann::ordered_json as_json(const theory::Assumptions& assumptions,
                               const std::vector<theory::Identity>& identities) {
  nlohmann::ordered_json document;
  for (const auto& definition : theory::derive(assumptions))
    document["definitions"][definition.name] = definition.value.text();
  for (const auto& formula : theory::formulas_of(assumptions))
    document["definitions"][formula.name] = formula.text;
  document["identities"] = nlohmann::ordered_json::array();
  for (const auto& identity : identities)
    document["identities"].push_back(
        {{"name", identity.name},
         {"difference", identity.difference.text()},
         {"verdict", name(identity.proved() ? Verdict::holds : Verdict::fails)}});
  return document;
}

std::string as_text(const theory::Assumptions& assumptions) {
  std::string text = theory::as_text(theory::derive(assumptions));
  for (const auto& formula : theory::formulas_of(assumptions))
    text += formula.name + " = " + formula.text + "\n";
  return text;
}

/// The file in --out; its name says its format.
std::string file_name(const Options& options) {
  if (options.common.json) return "derivation.json";
  return options.format == "latex" ? "derivation.tex" : "derivation.txt";
}

Intent intent_of(const Options& options, const numerics::Settings& settings) {
  Intent intent = verify::intent_of(options.common, "derive", options.common.out, files_named_by(settings));
  intent.key = run_key("derive", settings);
  intent.description = whole_name(options.common.file);
  intent.names = {file_name(options)};
  return intent;
}

void leave(const std::string& text, const Intent& intent) {
  OutputFolder folder(intent);
  numerics::write_file(folder.staged() / intent.names[0], text);
  folder.publish();
}

int execute(const Options& options) {
  const numerics::Settings settings = load_settings(options.common);
  numerics::require_expectation(settings);
  const bool leaves = !options.common.out.empty();
  const Intent intent = intent_of(options, settings);
  if (leaves) require_permission(intent);
  const theory::Assumptions assumptions = settings.assumptions();
  require_terms(settings, assumptions, options.common.quiet);
  const auto identities = identities_of(assumptions);
  for (const auto& identity : identities)
    if (!identity.proved())
      warn("not an identity: {}, difference {}", identity.name, identity.difference.text());
  const bool all_proved =
      std::ranges::all_of(identities, [](const auto& identity) { return identity.proved(); });
  nlohmann::ordered_json document;
  if (options.common.json) document = as_json(assumptions, identities);
  if (options.common.json && options.format == "latex") document["latex"] = theory::as_latex(assumptions);
  const std::string text = options.common.json         ? document.dump(2) + "\n"
                           : options.format == "latex" ? theory::as_latex(assumptions)
                                                       : as_text(assumptions);
  if (leaves) leave(text, intent);
  say("{}", text);
  return all_proved ? exit_code::done : exit_code::fails;
}

}  // namespace

Command derive_command() {
  return {.name = "derive",
          .meaning = "the expected loss, its gradient and the coefficient dynamics, derived",
          .setup = [](OptionList& list) {
            const auto options = std::make_shared<Options>();
            add_common_options(list, options->common, use::set | use::out | use::json);
            list.push_back({.name = "--format",
                            .target = &options->format,
                            .meaning = "text (one definition a line) or latex (a document)",
                            .value = "F",
                            .among = {"text", "latex"}});
            return [options] { return execute(*options); };
          }};
}

}  // namespace featdyn::verify
