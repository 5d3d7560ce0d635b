#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "verify/command/manual.hpp"

namespace featdyn::verify {
namespace {

/// The text with each of these characters behind a backslash.
std::string escaped(const std::string& text, const std::string& special) {
  std::string result;
  for (const char c : text) {
    if (special.find(c) != std::string::npos) result += '\\';
    result += c;
  }
  return result;
}

/// The text in one line, its indented parts behind semicolons.
std::string in_line(const std::string& text) {
  std::string result;
  for (std::size_t at = 0; at < text.size(); ++at) {
    result += text[at] == '\n' ? std::string("; ") : std::string{text[at]};
    if (text[at] == '\n')
      while (at + 1 < text.size() && text[at + 1] == ' ') ++at;
  }
  return result;
}

/// The words that may follow: names of files where there are none to choose from.
std::string words_after(const Option& option) {
  return fmt::format("{}", fmt::join(option.among.empty() ? option.offered : option.among, " "));
}

std::string joined_names(const std::vector<Command>& commands) {
  std::string names;
  for (const Command& command : commands) names += (names.empty() ? "" : " ") + std::string(command.name);
  return names;
}

/// A text inside '...' of zsh's _arguments and _describe.
std::string zsh_text(const std::string& text) {
  std::string result = in_line(text);
  for (const auto& [from, to] : {std::pair{'\'', '`'}, {':', ','}, {'[', '('}, {']', ')'}})
    std::ranges::replace(result, from, to);
  return result;
}

}  // namespace

std::string bash_completion(const std::vector<Command>& commands) {
  std::string cases, values;
  for (const Command& command : commands) {
    std::string named = "--help", placed;
    for (const Option& option : shown_options(command)) {
      (option.is_named() ? named : placed) += " " + (option.is_named() ? option.name : words_after(option));
      if (option.is_named() && !option.is_flag())
        values += fmt::format("    {}:{}) options= words='{}' ;;\n", command.name, option.name,
                              words_after(option));
    }
    cases += fmt::format("    {}) options='{}' words='{}' ;;\n", command.name, named, placed);
  }
  return fmt::format(R"(_featdyn() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} options= words=
  if [ "$COMP_CWORD" -eq 1 ]; then options='--help --version' words='{} manual help'; fi
  case ${{COMP_WORDS[1]}} in
{}  esac
  case ${{COMP_WORDS[1]}}:$before in
{}  esac
  case $word in -*) words=$options ;; esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}}
complete -o default -F _featdyn featdyn
)",
                     joined_names(commands), cases, values);
}

std::string zsh_completion(const std::vector<Command>& commands) {
  std::string list, cases;
  for (const Command& command : commands) {
    list += fmt::format("    '{}:{}'\n", command.name, zsh_text(command.meaning));
    cases += fmt::format("    {})\n      _arguments", command.name);
    for (const Option& option : shown_options(command)) {
      const std::string action = words_after(option).empty() ? "_files" : "(" + words_after(option) + ")";
      const std::string meaning = zsh_text(option.meaning);
      if (option.is_flag())
        cases += fmt::format(" \\\n        '{}[{}]'", option.name, meaning);
      else if (option.is_named())
        cases += fmt::format(" \\\n        '{}{}[{}]:{}:{}'", option.is_list() ? "*" : "", option.name,
                             meaning, value_name(option), action);
      else
        cases += fmt::format(" \\\n        '{}:{}:{}'", option.is_list() ? "*" : "", meaning, action);
    }
    cases += " ;;\n";
  }
  return fmt::format(
      "#compdef featdyn\n_featdyn() {{\n  local -a commands\n  commands=(\n{}  )\n"
      "  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n"
      "  local command=$words[2]\n  shift words\n  (( CURRENT-- ))\n  case $command in\n{}  "
      "esac\n}}\n_featdyn \"$@\"\n",
      list, cases);
}

std::string fish_completion(const std::vector<Command>& commands) {
  std::string result = "complete -c featdyn -n __fish_use_subcommand -l version -d 'the version'\n";
  for (const Command& command : commands) {
    result += fmt::format("complete -c featdyn -n __fish_use_subcommand -f -a {} -d '{}'\n", command.name,
                          escaped(command.meaning, "'\\"));
    for (const Option& option : shown_options(command)) {
      const std::string where =
          fmt::format("complete -c featdyn -n '__fish_seen_subcommand_from {}'", command.name);
      const std::string meaning = escaped(in_line(option.meaning), "'\\");
      const std::string words =
          words_after(option).empty() ? "" : fmt::format(" -f -a '{}'", words_after(option));
      if (option.is_named())
        result += fmt::format("{} -l {}{}{} -d '{}'\n", where, option.name.substr(2),
                              option.is_flag() ? "" : " -r", words, meaning);
      else if (!words.empty())
        result += where + words + "\n";
    }
  }
  return result;
}

}  // namespace featdyn::verify
