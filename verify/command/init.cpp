#include <fmt/format.h>

#include <memory>

#include "verify/command/common.hpp"
#include "verify/templates.hpp"
#include "verify/verdict.hpp"

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
            return [name] {
              fmt::print("{}", find_template(*name).text);
              return exit_code::done;
            };
          }};
}

}  // namespace featdyn::verify
