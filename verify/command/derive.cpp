#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "numerics/files/atomic_file.hpp"
#include "verify/command/common.hpp"
#include "verify/derivation.hpp"
#include "verify/finding/verdict.hpp"
#include "verify/grid/run_key.hpp"
#include "verify/output/output_folder.hpp"
#include "verify/run/methods.hpp"
#include "verify/terminal/console.hpp"

namespace featdyn::verify {
namespace {

struct DeriveArguments {
  CommonOptions common;
  std::string format = "text";
};

/// The file in --out; its name says its format.
std::string dynamics_file(const DeriveArguments& options) {
  const bool is_python = options.format == "numpy" || options.format == "sympy";
  if (options.common.json || options.format == "json") return "derivation.json";
  if (is_python) return "derivation_" + options.format + ".py";
  return options.format == "latex" ? "derivation.tex" : "derivation.txt";
}

Intent intent_of(const DeriveArguments& options, const numerics::Settings& settings) {
  Intent intent = verify::intent_of(options.common, "derive", options.common.out, files_named_by(settings));
  intent.key = run_key("derive", settings);
  intent.description = whole_name(options.common.file);
  intent.names = {dynamics_file(options)};
  return intent;
}

void leave(const std::string& text, const Intent& intent) {
  OutputFolder folder(intent);
  numerics::write_file(folder.staged() / intent.names[0], text);
  folder.publish();
}

std::string derived_text(const DeriveArguments& options, const numerics::Settings& settings) {
  const bool is_json = options.common.json || options.format == "json";
  if (!is_json) return derivation_text(settings, options.format);
  nlohmann::ordered_json document = derivation_json(settings);
  if (options.format == "latex") document["latex"] = derivation_text(settings, "latex");
  return document.dump(2) + "\n";
}

int execute(const DeriveArguments& options) {
  const numerics::Settings settings = load_settings(options.common);
  const bool leaves = !options.common.out.empty();
  const Intent intent = intent_of(options, settings);
  if (leaves) require_permission(intent);
  require_one_network(settings, "featdyn derive");
  require_derivable(settings, options.common.quiet);
  const auto identities = identities_of(settings);
  for (const auto& identity : identities)
    if (!identity.proved())
      warn("not an identity: {}, difference {}", identity.name, identity.difference.text());
  const bool all_proved =
      std::ranges::all_of(identities, [](const auto& identity) { return identity.proved(); });
  const std::string text = derived_text(options, settings);
  if (leaves) leave(text, intent);
  say("{}", text);
  return all_proved ? exit_code::done : exit_code::fails;
}

}  // namespace

Command derive_command() {
  return {.name = "derive",
          .meaning = "the expected loss, its gradient and the coefficient dynamics, derived",
          .setup = [](OptionList& list) {
            const auto options = std::make_shared<DeriveArguments>();
            add_common_options(list, options->common, use::set | use::out | use::json);
            list.push_back(
                {.name = "--format",
                 .target = &options->format,
                 .meaning = "text (one definition a line), latex (a document), json, or Python source: sympy "
                            "(formulas), numpy (loss and step as functions of A and G)",
                 .value = "F",
                 .among = {"text", "latex", "json", "sympy", "numpy"}});
            return [options] { return execute(*options); };
          }};
}

}  // namespace featdyn::verify
