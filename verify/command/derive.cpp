#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "numerics/files/atomic_file.hpp"
#include "theory/derivation.hpp"
#include "theory/kernel.hpp"
#include "verify/command/common.hpp"
#include "verify/verdict.hpp"

namespace featdyn::verify {
namespace {

struct Options {
  CommonOptions common;
  std::string format = "text";
};

std::vector<theory::Identity> identities_of(const theory::Assumptions& assumptions) {
  if (assumptions.objective == theory::Objective::classification) return {};
  return theory::identities(theory::activation(assumptions.activation));
}

nlohmann::ordered_json as_json(const std::vector<theory::Definition>& definitions,
                               const std::vector<theory::Identity>& identities) {
  nlohmann::ordered_json document;
  for (const auto& definition : definitions)
    document["definitions"][definition.name] = definition.value.text();
  document["identities"] = nlohmann::ordered_json::array();
  for (const auto& identity : identities)
    document["identities"].push_back(
        {{"name", identity.name},
         {"difference", identity.difference.text()},
         {"verdict", name(identity.proved() ? Verdict::holds : Verdict::fails)}});
  return document;
}

int execute(const Options& options) {
  const theory::Assumptions assumptions = load_settings(options.common).assumptions();
  const auto identities = identities_of(assumptions);
  for (const auto& identity : identities)
    if (!identity.proved())
      fmt::print(stderr, "featdyn: not an identity: {}, difference {}\n", identity.name,
                 identity.difference.text());
  const bool all_proved =
      std::ranges::all_of(identities, [](const auto& identity) { return identity.proved(); });
  nlohmann::ordered_json document;
  if (options.common.json) document = as_json(theory::derive(assumptions), identities);
  if (options.common.json && options.format == "latex") document["latex"] = theory::as_latex(assumptions);
  const std::string text = options.common.json         ? document.dump(2) + "\n"
                           : options.format == "latex" ? theory::as_latex(assumptions)
                                                       : theory::as_text(theory::derive(assumptions));
  if (!options.common.out.empty()) {
    make_directory(options.common.out);
    numerics::write_file(options.common.out / (options.common.json         ? "derivation.json"
                                               : options.format == "latex" ? "derivation.tex"
                                                                           : "derivation.txt"),
                         text);
  }
  fmt::print("{}", text);
  return all_proved ? exit_code::done : exit_code::fails;
}

}  // namespace

Command derive_command() {
  return {.name = "derive",
          .meaning = "the expected loss, its gradient and the coefficient dynamics, derived",
          .setup = [](CLI::App& app) {
            const auto options = std::make_shared<Options>();
            add_common_options(app, options->common);
            app.add_option("--format", options->format, "text (one definition a line) or latex (a document)")
                ->check(CLI::IsMember({"text", "latex"}));
            return [options] { return execute(*options); };
          }};
}

}  // namespace featdyn::verify
