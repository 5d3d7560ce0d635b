#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "numerics/settings/suggestion.hpp"
#include "verify/command/common.hpp"
#include "verify/finding/verdict.hpp"
#include "verify/templates/templates.hpp"
#include "verify/terminal/console.hpp"
#include "verify/theorem/file/theorem_template.hpp"

namespace featdyn::verify {
namespace {

/// Settings files and, beside them, a theorem file.
std::vector<Template> files() {
  std::vector<Template> all = templates();
  all.push_back(
      {"theorem", "a theorem file: what is claimed, to be judged by featdyn verify", theorem_template});
  return all;
}

Template find_file(const std::string& name) {
  std::vector<std::string> names;
  for (const Template& item : files()) {
    if (item.name == name) return item;
    names.push_back(item.name);
  }
  numerics::refuse_name({"init"}, "unknown template", name, names);
}

}  // namespace

Command init_command() {
  return {.name = "init",
          .meaning = "a commented, runnable settings or theorem file on standard output",
          .setup = [](OptionList& list) {
            const auto name = std::make_shared<std::string>(templates().front().name);
            std::string known;
            std::vector<std::string> names;
            for (const Template& item : files()) {
              known += fmt::format("\n  {}: {}", item.name, item.meaning);
              names.emplace_back(item.name);
            }
            list.push_back(
                {.name = "NAME", .target = name.get(), .meaning = "which one:" + known, .offered = names});
            const auto options = std::make_shared<CommonOptions>();
            add_options(list, *options, use::json);
            return [name, options] {
              const Template chosen = find_file(*name);
              const nlohmann::ordered_json document{{"name", chosen.name}, {"text", chosen.text}};
              say("{}", options->json ? document.dump(2) + "\n" : chosen.text);
              return exit_code::done;
            };
          }};
}

}  // namespace featdyn::verify
