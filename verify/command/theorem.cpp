#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "verify/command/common.hpp"
#include "verify/command/settings_file.hpp"
#include "verify/finding/verdict.hpp"
#include "verify/judgement/theorem_order.hpp"
#include "verify/report/show_theorem.hpp"
#include "verify/terminal/console.hpp"
#include "verify/theorem/file/built_in.hpp"

namespace featdyn::verify {
namespace {

struct TheoremArguments {
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

/// The file or the id that a word names, be it the beginning of one alone.
std::string chosen(const std::string& word) {
  const std::vector<std::string> named = theorems_named(word);
  if (named.empty()) refuse_theorem("theorem", word);
  if (named.size() > 1)
    throw numerics::InputError({"theorem"}, fmt::format("the beginning of several ids, read {}, allowed: one "
                                                        "of {}",
                                                        word, fmt::join(named, ", ")));
  return named.front();
}

int list_names(bool json) {
  nlohmann::ordered_json document = nlohmann::ordered_json::array();
  const formula::Vocabulary vocabulary =
      formula::Vocabulary::of_theorems();  // lives as long as its names are read
  for (const auto& [name, known] : vocabulary.names()) {
    document.push_back({{"name", name}, {"meaning", known.meaning}});
    if (!json) say("{:<20} {}\n", name, known.meaning);
  }
  if (json) say("{}\n", document.dump(2));
  return exit_code::done;
}

int execute(const TheoremArguments& options) {
  if (options.names) return list_names(options.common.json);
  if (options.theorem.empty())
    throw numerics::InputError({"theorem"},
                               "no theorem, read nothing, allowed: a theorem file or an id that "
                               "featdyn list theorems names");
  const Theorem theorem = read_theorem(find_theorem(chosen(options.theorem)), asked(options.common));
  for (const std::string& warning : theorem.warnings) warn("warning: {}", warning);
  const std::string text = options.format == "latex" ? theorem_as_latex(theorem) : theorem_as_text(theorem);
  const nlohmann::ordered_json document{
      {"id", theorem.id}, {options.format, text}, {"warnings", theorem.warnings}};
  say("{}", options.common.json ? document.dump(2) + "\n" : text);
  return exit_code::done;
}

}  // namespace

Command theorem_command() {
  return {
      .name = "theorem",
      .meaning = "a theorem's statement typeset, with what is run and measured and what its names mean",
      .setup = [](OptionList& list) {
        const auto options = std::make_shared<TheoremArguments>();
        list.push_back({.name = "THEOREM",
                        .target = &options->theorem,
                        .meaning = "a theorem file, or the id of a built-in theorem"});
        list.push_back({.name = "--format",
                        .target = &options->format,
                        .meaning = "text or latex (a document)",
                        .value = "F",
                        .among = {"text", "latex"}});
        list.push_back(
            {.name = "--names", .target = &options->names, .meaning = "the names of the language instead"});
        add_options(list, options->common, use::set | use::json);
        return [options] { return execute(*options); };
      }};
}

}  // namespace featdyn::verify
