#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "numerics/settings/schema.hpp"
#include "numerics/settings/suggestion.hpp"
#include "theory/formula/text.hpp"
#include "verify/command/common.hpp"
#include "verify/finding/verdict.hpp"
#include "verify/run/methods.hpp"
#include "verify/templates/templates.hpp"
#include "verify/terminal/console.hpp"
#include "verify/theorem/file/assumptions.hpp"
#include "verify/theorem/file/built_in.hpp"
#include "verify/theorem/file/papers.hpp"

namespace featdyn::verify {
namespace {

struct Item {
  std::string name, meaning;
  std::vector<std::pair<std::string, std::string>> notes = {};
};

/// "C = 4, constant = 0.5"; "none"
std::string constants_of(const Theorem& theorem) {
  std::string text;
  for (const TheoremConstant& constant : theorem.constants)
    text += (text.empty() ? "" : ", ") + constant.name + " = " +
            (constant.is_fitted ? "fit" : formula::text(constant.value.value));
  return text.empty() ? "none" : text;
}

std::vector<Item> claims_listed() {
  std::vector<Item> items;
  for (const BuiltInTheorem& known : built_in_theorems()) {
    const Theorem theorem = read_theorem(find_theorem(known.id));
    items.push_back(
        {known.id, theorem.title, {{"provenance", theorem.provenance}, {"constant", constants_of(theorem)}}});
  }
  return items;
}

std::vector<Item> items_of(const std::string& kind, const std::vector<FigureInfo>& figures) {
  std::vector<Item> items;
  if (kind == "theorems")
    for (const BuiltInTheorem& known : built_in_theorems()) {
      const Theorem theorem = read_theorem(find_theorem(known.id));
      items.push_back(
          {known.id, theorem.title, {{"source", theorem.source}, {"provenance", theorem.provenance}}});
    }
  if (kind == "papers")
    for (const Paper& paper : papers())
      items.push_back({paper.id,
                       paper.title,
                       {{"authors", paper.authors},
                        {"theorems", fmt::format("{}", fmt::join(theorems_of_paper(paper.id), ", "))}}});
  if (kind == "methods")
    for (const MethodInfo& method : methods()) items.push_back({method.name, method.meaning});
  if (kind == "claims") items = claims_listed();
  if (kind == "figures")
    for (const FigureInfo& figure : figures) items.push_back({figure.name, figure.meaning});
  if (kind == "assumptions")
    for (const Assumption& assumption : assumptions())
      items.push_back({std::string(assumption.name), std::string(assumption.question)});
  if (kind == "settings")
    for (const numerics::Key& key : numerics::known_keys()) items.push_back({key.path, key.meaning});
  if (kind == "templates")
    for (const Template& item : templates()) items.push_back({item.name, item.meaning});
  return items;
}

int print(const std::vector<std::string>& kinds, bool json, const std::vector<FigureInfo>& figures) {
  nlohmann::ordered_json document;
  for (const std::string& kind : kinds) {
    if (!json) say("{}\n", kind);
    for (const Item& item : items_of(kind, figures)) {
      nlohmann::ordered_json entry{{"name", item.name}, {"meaning", item.meaning}};
      if (!json) say("  {:<26} {}\n", item.name, item.meaning);
      for (const auto& [key, note] : item.notes) {
        entry[key] = note;
        if (!json) say("  {:<26}   {}: {}\n", "", key, note);
      }
      if (json) document[kind].push_back(entry);
    }
  }
  if (json) say("{}\n", document.dump(2));
  return exit_code::done;
}

}  // namespace

Command list_command(std::vector<FigureInfo> figures) {
  return {.name = "list",
          .meaning =
              "claims, theorems, papers, methods, figures, assumptions, settings (keys of the file) and "
              "templates",
          .setup = [figures](OptionList& list) {
            const auto kind = std::make_shared<std::string>();
            const auto options = std::make_shared<CommonOptions>();
            static const std::vector<std::string> kinds{"claims",  "theorems",    "papers",   "methods",
                                                        "figures", "assumptions", "settings", "templates"};
            list.push_back({.name = "WHAT",
                            .target = kind.get(),
                            .meaning = fmt::format("one of {}; all without it", fmt::join(kinds, ", ")),
                            .offered = kinds});
            add_options(list, *options, use::json);
            return [=] {
              if (!kind->empty() && std::ranges::find(kinds, *kind) == kinds.end())
                numerics::refuse_name({"list"}, "nothing of that name to list", *kind, kinds);
              return print(kind->empty() ? kinds : std::vector{*kind}, options->json, figures);
            };
          }};
}

}  // namespace featdyn::verify
