#include "verify/command/parser.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "numerics/settings/suggestion.hpp"
#include "verify/command/decimal_integers.hpp"
#include "verify/terminal/console.hpp"
#include "verify/terminal/wrap.hpp"

namespace featdyn::verify {
namespace {

using Words = std::vector<std::string>;

/// Names of values instead of their types and ranges, which the meanings give where they matter; lines as wide as
/// the terminal.
class PlainHelp : public CLI::Formatter {
 public:
  std::string make_option_desc(const CLI::Option* option) const override {
    return wrapped(option->get_description(), text_width() - get_column_width());
  }
  std::string make_option_opts(const CLI::Option* option) const override {
    const std::string& value = option->get_option_text();
    return value.empty() ? "" : " " + value;
  }
};

void constrain(CLI::Option& parsed, const Option& option) {
  parsed.required(option.required);
  if (!option.among.empty()) parsed.check(CLI::IsMember(option.among));
  if (option.positive) parsed.check(CLI::PositiveNumber);
  if (option.range) parsed.check(CLI::Range(option.range->first, option.range->second));
  if (option.delimiter != 0) parsed.delimiter(option.delimiter);
  if (option.is_named()) parsed.option_text(option.value.empty() ? "VALUE" : option.value);
  constexpr int most_mentions = 1000;  // CLI11 counts the words of all of them together
  if (option.words > 1)
    parsed.expected(1, most_mentions * option.words);
  else if (option.is_list() && option.is_named())
    parsed.allow_extra_args(false);
}

CLI::Option* add(CLI::App& app, const Option& option) {
  return std::visit(
      [&]<class T>(T* target) {
        if constexpr (std::is_same_v<T, bool>) {
          return app.add_flag(option.name, *target, option.meaning);
        } else {
          CLI::Option* const parsed = app.add_option(option.name, *target, option.meaning);
          constrain(*parsed, option);
          return parsed;
        }
      },
      option.target);
}

/// The first word that looks like an option and is none: what is wrong with the rest may come from it.
std::string unknown_option(const Words& words, const Words& known) {
  for (const std::string& word : words) {
    if (word == "--") break;
    const std::string name = word.substr(0, word.find('='));
    if (word.starts_with("--") && std::ranges::find(known, name) == known.end()) return name;
  }
  return "";
}

/// What a command has in place of an option that others may be expected to have.
std::string in_its_place(const std::string& command, const std::string& option) {
  if (option != "--seeds") return "";
  if (command == "verify") return "--set over.seeds=N, or seeds = N in [over]; --seed S begins elsewhere";
  if (command == "sweep") return "--set sweep.seeds=N, or seeds = N in [sweep]; --seed S begins elsewhere";
  return "--seed S, which replaces both seeds; featdyn sweep, with seeds = N in [sweep], for several";
}

/// CLI11 names types where a value is missing, and counts where one is given twice.
std::string reason(const CLI::ParseError& error) {
  const std::string text = error.what();
  if (const auto twice = text.find(": At Most 1 required"); twice != text.npos)
    return text.substr(0, twice) + ": given twice";
  const auto required = text.find(" required "), missing = text.rfind(" missing");
  if (required == text.npos || missing == text.npos) return text;
  return text.substr(0, text.find(':')) + ": a value is missing";
}

/// CLI11 leaves a further empty line where a group of options is hidden.
std::string evenly_spaced(std::string help) {
  for (auto at = help.find("\n\n\n"); at != help.npos; at = help.find("\n\n\n", at)) help.erase(at, 1);
  return help.substr(0, help.find_last_not_of('\n') + 1) + "\n";
}

}  // namespace

ParsedCommand parse(const Command& command, const Words& words) {
  const std::string call = std::string("featdyn ") + command.name;
  CLI::App app{command.meaning, call};
  app.formatter(std::make_shared<PlainHelp>());
  app.set_help_flag("-h,--help", "this text");
  OptionList options;
  ParsedCommand result{.action = command.setup(options)};
  Words known{"--help"};
  for (const Option& option : options) {
    CLI::Option* const parsed = add(app, option);
    if (option.hidden) parsed->group("");
    if (option.name == "--quiet") parsed->each([](const std::string&) { be_quiet(); });
    known.push_back(option.name);
  }
  read_integers_as_decimals(app);
  if (!command.footer.empty()) app.footer(wrapped(command.footer, text_width()));
  const auto refuse = [&](const std::string& what, const std::string& allowed = ", allowed: ") {
    return ParsedCommand{.error = fmt::format("{}: {}, read {} {}{}see {} --help", command.name, what,
                                              command.name, fmt::join(words, " "), allowed, call)};
  };
  if (const std::string word = unknown_option(words, known); !word.empty()) {
    const std::string instead = in_its_place(command.name, word);
    return refuse("unknown option " + word,
                  instead.empty() ? numerics::allowed_after(word, known) : ", allowed: " + instead + "; ");
  }
  try {
    app.parse(Words(words.rbegin(), words.rend()));
  } catch (const CLI::CallForHelp&) {
    return {.help = evenly_spaced(app.help())};
  } catch (const CLI::ParseError& error) {
    return refuse(reason(error));
  }
  return result;
}

}  // namespace featdyn::verify
