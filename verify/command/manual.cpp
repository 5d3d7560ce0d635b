#include "verify/command/manual.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>

#include "verify/finding/verdict.hpp"
#include "verify/run/summary.hpp"
#include "verify/terminal/console.hpp"

namespace featdyn::verify {
namespace {

/// A text for troff: no line starts a request, hyphens stay hyphens.
std::string troff(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '\n') {
      result += "\n.br\n";
      continue;
    }
    if ((c == '.' || c == '\'') && (result.empty() || result.back() == '\n')) result += "\\&";
    result += c == '-' ? "\\-" : c == '\\' ? "\\e" : std::string{c};
  }
  return result;
}

std::string placed(const Option& option) {
  const std::string name = option.name + (option.is_list() ? " ..." : "");
  return option.required ? name : "[" + name + "]";
}

std::string synopsis(const Command& command, const OptionList& options) {
  std::string result = fmt::format(".B featdyn {}\n", command.name);
  for (const Option& option : options)
    if (!option.is_named()) result += placed(option) + "\n";
  return result + "[OPTION ...]\n";
}

std::string item(const Option& option) {
  const std::string value =
      option.is_flag() || !option.is_named() ? "" : " \\fI" + troff(value_name(option)) + "\\fR";
  return fmt::format(".TP\n\\fB{}\\fR{}\n{}{}\n", troff(option.name), value, troff(option.meaning),
                     option.required && option.is_named() ? " (required)" : "");
}

int execute(const std::string& format, const std::vector<Command>& commands) {
  say("{}", format == "man"    ? manual_page(commands)
            : format == "bash" ? bash_completion(commands)
            : format == "zsh"  ? zsh_completion(commands)
                               : fish_completion(commands));
  return exit_code::done;
}

}  // namespace

OptionList shown_options(const Command& command) {
  OptionList list;
  command.setup(list);
  std::erase_if(list, [](const Option& option) { return option.hidden; });
  return list;
}

std::string value_name(const Option& option) {
  if (!option.among.empty()) return fmt::format("{}", fmt::join(option.among, "|"));
  return option.value.empty() ? "VALUE" : option.value;
}

std::string manual_page(const std::vector<Command>& commands) {
  std::string page = fmt::format(
      ".TH FEATDYN 1 \"\" \"featdyn {}\"\n.SH NAME\nfeatdyn \\- feature dynamics of denoisers and "
      "classifiers, "
      "derived, run and checked\n.SH SYNOPSIS\n.B featdyn\nCOMMAND [OPTION ...]\n.SH COMMANDS\n",
      program_version());
  for (const Command& command : commands) {
    const OptionList options = shown_options(command);
    page +=
        fmt::format(".SS {}\n{}.PP\n{}\n", command.name, synopsis(command, options), troff(command.meaning));
    for (const Option& option : options) page += item(option);
  }
  page +=
      ".SH EXIT STATUS\n.TP\n0\nwhat was asked for was done; everything that was judged holds\n"
      ".TP\n1\nsomething that was judged fails\n.TP\n2\nundecided, or the numbers did not allow a result\n"
      ".TP\n3\nbad input: one line on standard error says what was read and what is allowed\n";
  return page;
}

Command manual_command(std::vector<Command> commands) {
  return {.name = "manual",
          .meaning = "the manual page, or what bash, zsh or fish need to complete commands and options",
          .footer = "  featdyn manual | man -l -\n  source <(featdyn manual --format bash)\n",
          .setup = [commands = std::move(commands)](OptionList& list) {
            const auto format = std::make_shared<std::string>("man");
            list.push_back({.name = "--format",
                            .target = format.get(),
                            .meaning = "man (troff), or the completion of a shell",
                            .value = "F",
                            .among = {"man", "bash", "zsh", "fish"}});
            return [format, commands] { return execute(*format, commands); };
          }};
}

}  // namespace featdyn::verify
