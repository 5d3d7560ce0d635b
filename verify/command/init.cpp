#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "verify/command/common.hpp"
#include "verify/command/templates.hpp"
#include "verify/finding/verdict.hpp"

namespace featdyn::verify {

Command init_command() {
  return {.name = "init",
          .meaning = "a commented, runnable settings file on standard output",
          .setup = [](CLI::App& app) {
            const auto name = std::make_shared<std::string>(templates().front().name);
            std::string known;
            for (const Template& item : templates())
              known += fmt::format("\n  {}: {}", item.name, item.meaning);
            app.add_option("NAME", *name, "which one:" + known)->capture_default_str();
            const auto options = std::make_shared<CommonOptions>();
            add_options(app, *options);
            return [name, options] {
              const Template& chosen = find_template(*name);
              const nlohmann::ordered_json document{{"name", chosen.name}, {"text", chosen.text}};
              fmt::print("{}", options->json ? document.dump(2) + "\n" : chosen.text);
              return exit_code::done;
            };
          }};
}

}  // namespace featdyn::verify
