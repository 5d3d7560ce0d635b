#include "verify/command/command_line.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "numerics/extensions.hpp"
#include "numerics/libraries.hpp"
#include "numerics/linear/instruction_set.hpp"
#include "numerics/settings/suggestion.hpp"
#include "verify/command/parser.hpp"
#include "verify/command/readable_text.hpp"
#include "verify/finding/verdict.hpp"
#include "verify/grid/mpi_workers.hpp"
#include "verify/run/summary.hpp"
#include "verify/terminal/console.hpp"

namespace featdyn::verify {
namespace {

using Words = std::vector<std::string>;

/// The version, that of a user's own pieces, and the instruction set in use.
std::string version_line() {
  const std::string& own = numerics::extensions().version;
  return fmt::format("featdyn {}{}, {} loops", program_version(),
                     own.empty() ? "" : " with own pieces " + own, numerics::kernels().name);
}

/// An instruction set that the machine does not have is refused before anything is done.
int check_instruction_set() {
  return guarded([] {
    numerics::kernels();
    return exit_code::done;
  });
}

Words names_of(const std::vector<Command>& commands) {
  Words names;
  for (const Command& command : commands) names.emplace_back(command.name);
  names.emplace_back("help");
  return names;
}

int refuse(const std::string& what) {
  warn("{}", what);
  return exit_code::bad_input;
}

/// The code of what was done, or that not all of it could be said: to a full disk, not to a reader that went.
int with_output(int code) {
  const auto error = output_error();
  if (!error || *error == EPIPE) return code;
  return refuse(
      fmt::format("standard output: cannot be written, read '{}', allowed: an output that is open "
                  "and has room",
                  std::strerror(*error)));
}

int show(const std::string& text) {
  write_out(text);
  return with_output(exit_code::done);
}

int run(const Command& command, const Words& words) {
  const ParsedCommand parsed = parse(command, words);
  if (!parsed.error.empty()) return refuse(parsed.error);
  if (!parsed.help.empty()) return show(parsed.help);
  return with_output(guarded(parsed.action));
}

}  // namespace

std::string overview(const std::vector<Command>& commands) {
  std::string text = fmt::format(
      "featdyn {}: feature dynamics of denoisers and classifiers, derived, run and checked\n\n"
      "Begin with\n"
      "  featdyn init > example.toml     a settings file with comments\n"
      "  featdyn run example.toml        trains the network and draws its curves\n"
      "  featdyn compare example.toml    the same by several methods: do they agree?\n"
      "  featdyn verify                  checks the claims of the paper, in minutes\n\nCommands\n",
      program_version());
  for (const Command& command : commands) text += fmt::format("  {:<11} {}\n", command.name, command.meaning);
  text +=
      "\nfeatdyn COMMAND --help shows a command's options, featdyn list the names of claims, methods, "
      "figures, "
      "settings.\nExit codes: 0 done, 1 a claim fails, 2 undecided or left the finite numbers, 3 bad "
      "input.\n";
  const std::string& own = numerics::extensions().contents;
  return own.empty() ? text : text + "With pieces of your own: " + own + "\n";
}

int run_program(int argc, char** argv, const std::vector<Command>& commands) {
  hold_standard_streams();
  numerics::prepare_libraries(argv);
  const OwnExit own_exit;
  if (const int code = check_instruction_set(); code != exit_code::done) return code;
  Words words(argv + std::min(argc, 1), argv + argc);
  for (const std::string& word : words)
    if (!is_utf8(word))
      return refuse(
          fmt::format("command line: a word that is not UTF-8, read {}, allowed: words, and names of "
                      "files and folders, in UTF-8",
                      printable(word)));
  const std::string first = words.empty() ? "help" : words[0];
  if (first == "-V" || first == "--version") return show(version_line() + "\n");
  if (first == "help" && words.size() > 1)
    words = {words[1], "--help"};
  else if (first == "help" || first == "-h" || first == "--help")
    return show(overview(commands));
  const auto command =
      std::ranges::find(commands, words[0], [](const Command& each) { return std::string(each.name); });
  const bool is_shared = words[0] == "sweep" || words[0] == "verify";
  if (command != commands.end() && !is_shared && processes_of_mpirun() > 1)
    return refuse(
        fmt::format("command line: {} under mpirun: every process would do the same, read {} processes, "
                    "allowed: one, which uses all cores; sweep and verify share their runs among them",
                    words[0], processes_of_mpirun()));
  if (command != commands.end()) return run(*command, {words.begin() + 1, words.end()});
  const char* const what = words[0].starts_with('-') ? "an option before a command" : "unknown command";
  const Words names = names_of(commands);
  return refuse(fmt::format("command line: {}, read {}{}{}", what, words[0],
                            numerics::allowed_after(words[0], names), fmt::join(names, ", ")));
}

}  // namespace featdyn::verify
