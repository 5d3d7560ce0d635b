#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "verify/command/common.hpp"
#include "verify/finding/verdict.hpp"
#include "verify/theorem/built_in.hpp"
#include "verify/theorem/show_theorem.hpp"

namespace featdyn::verify {
namespace {

struct Options {
  CommonOptions common;
  std::string theorem, format = "text";
  bool names = false;
};

/// --set claims.ID.CONSTANT=VALUE shows the theorem with another constant.
numerics::Document asked(const CommonOptions& options) {
  numerics::Document document;
  for (const std::string& assignment : options.overrides) document.set(assignment);
  return document;
}

int list_names(bool json) {
  nlohmann::ordered_json document = nlohmann::ordered_json::array();
  for (const auto& [name, known] : formula::Vocabulary::of_theorems().names()) {
    document.push_back({{"name", name}, {"meaning", known.meaning}});
    if (!json) fmt::print("{:<20} {}\n", name, known.meaning);
  }
  if (json) fmt::print("{}\n", document.dump(2));
  return exit_code::done;
}

int execute(const Options& options) {
  if (options.names) return list_names(options.common.json);
  if (options.theorem.empty())
    throw numerics::InputError({"command line", 1},
                               "no theorem, read nothing, allowed: a theorem file or an id that "
                               "featdyn list theorems names");
  const Theorem theorem = read_theorem(find_theorem(options.theorem), asked(options.common));
  for (const std::string& warning : theorem.warnings) fmt::print(stderr, "featdyn: warning: {}\n", warning);
  const std::string text = options.format == "latex" ? theorem_as_latex(theorem) : theorem_as_text(theorem);
  const nlohmann::ordered_json document{
      {"id", theorem.id}, {options.format, text}, {"warnings", theorem.warnings}};
  fmt::print("{}", options.common.json ? document.dump(2) + "\n" : text);
  return exit_code::done;
}

}  // namespace

Command theorem_command() {
  return {.name = "theorem",
          .meaning = "a theorem's statement typeset, with what is run and measured and what its names mean",
          .setup = [](CLI::App& app) {
            const auto options = std::make_shared<Options>();
            app.add_option("THEOREM", options->theorem, "a theorem file, or the id of a built-in theorem");
            app.add_option("--format", options->format, "text or latex (a document)")
                ->check(CLI::IsMember({"text", "latex"}));
            app.add_flag("--names", options->names, "the names of the language instead");
            add_options(app, options->common);
            return [options] { return execute(*options); };
          }};
}

}  // namespace featdyn::verify
