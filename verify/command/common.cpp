#include "verify/command/common.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <omp.h>

#include <algorithm>
#include <cstdio>
#include <new>

#include "numerics/extensions.hpp"
#include "numerics/linear/instruction_set.hpp"
#include "numerics/linear/matrix.hpp"
#include "verify/command/decimal_integers.hpp"
#include "verify/finding/verdict.hpp"
#include "verify/run/summary.hpp"

namespace featdyn::verify {
namespace {

int report(const std::string& line, int code) {
  std::string one_line = line;
  std::ranges::replace(one_line, '\n', ' ');
  fmt::print(stderr, "featdyn: {}\n", one_line);
  return code;
}

std::string names_of(const std::vector<Command>& commands) {
  std::string names;
  for (const Command& command : commands) names += (names.empty() ? "" : ", ") + std::string(command.name);
  return names;
}

/// The version, that of a user's own pieces, and the instruction set in use.
std::string version_line() {
  const std::string& own = numerics::own_pieces().version;
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

}  // namespace

int guarded(const std::function<int()>& command) {
  try {
    return command();
  } catch (const numerics::InputError& error) {
    return report(error.what(), exit_code::bad_input);
  } catch (const std::filesystem::filesystem_error& error) {
    return report(
        fmt::format("{}:1: the system refused, read '{}', allowed: a file in a folder that can be written",
                    error.path1().string(), error.code().message()),
        exit_code::bad_input);
  } catch (const std::bad_alloc&) {
    return report(
        "command line:1: out of memory, read a problem larger than this machine, allowed: a smaller one",
        exit_code::bad_input);
  } catch (const std::exception& error) {
    return report(fmt::format("command line:1: {}", error.what()), exit_code::bad_input);
  }
}

std::filesystem::path CommonOptions::directory(const std::string& command) const {
  return out.empty() ? std::filesystem::path(file.stem().string() + "-" + command) : out;
}

void add_options(CLI::App& app, CommonOptions& options) {
  app.add_option("--set", options.overrides, "key.path=value, overrides the file; repeatable")
      ->allow_extra_args(false);
  app.add_option("--seed", options.seed, "overrides data.seed and init.seed")
      ->check(CLI::Range(std::int64_t{0}, std::numeric_limits<std::int64_t>::max()));
  app.add_option("--out", options.out, "where to write");
  app.add_option("--threads", options.threads, "number of threads (default: all cores)")
      ->check(CLI::Range(1, 4096));
  app.add_flag("--quiet", options.quiet, "no progress bar and no text");
  app.add_flag("--json", options.json, "one JSON document on standard output, nothing else");
  app.add_flag("--no-plots", options.no_plots, "draw nothing");
}

void add_common_options(CLI::App& app, CommonOptions& options) {
  app.add_option("FILE", options.file, "settings file (featdyn init writes one)")->required();
  add_options(app, options);
}

namespace {

numerics::Document overridden(const CommonOptions& options, numerics::Document document) {
  if (options.threads) omp_set_num_threads(*options.threads);
  for (const std::string& assignment : options.overrides) document.set(assignment);
  if (options.seed)
    for (const char* key : {"data.seed", "init.seed"}) document.set(fmt::format("{}={}", key, *options.seed));
  return document;
}

}  // namespace

numerics::Document load_document(const CommonOptions& options) {
  return overridden(options, numerics::Document::from_file(options.file));
}

numerics::Settings load_settings(const CommonOptions& options) {
  return numerics::read_settings(load_document(options));
}

numerics::Settings load_settings(const CommonOptions& options, numerics::Document document) {
  return numerics::read_settings(overridden(options, std::move(document)));
}

void make_directory(const std::filesystem::path& directory) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error || !std::filesystem::is_directory(directory))
    throw numerics::InputError(
        {"--out", 1}, fmt::format("cannot make the folder, read {}, allowed: a folder that can be written",
                                  directory.string()));
}

int run_program(int argc, char** argv, const std::vector<Command>& commands) {
  numerics::use_one_blas_thread();
  if (const int code = check_instruction_set(); code != exit_code::done) return code;
  CLI::App app{"featdyn: feature dynamics of denoisers and classifiers, derived, run and checked", "featdyn"};
  app.set_version_flag("--version", version_line());
  if (const std::string& own = numerics::own_pieces().contents; !own.empty())
    app.footer("With pieces of your own: " + own);
  app.require_subcommand(1);
  app.failure_message([](const CLI::App*, const CLI::Error&) { return std::string(); });
  if (argc > 1 && argv[1][0] != '-' && std::ranges::none_of(commands, [&](const Command& command) {
        return std::string(command.name) == argv[1];
      }))
    return report(
        fmt::format("command line:1: unknown command, read {}, allowed: {}", argv[1], names_of(commands)),
        exit_code::bad_input);
  std::function<int()> chosen;
  for (const Command& command : commands) {
    CLI::App* sub = app.add_subcommand(command.name, command.meaning);
    sub->callback([&chosen, action = command.setup(*sub)] { chosen = action; });
    read_integers_as_decimals(*sub);
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& success) {
    return app.exit(success);
  } catch (const CLI::ParseError& error) {
    return report(fmt::format("command line:1: {}, read {}, allowed: see featdyn --help", error.what(),
                              fmt::join(argv + 1, argv + argc, " ")),
                  exit_code::bad_input);
  }
  const int code = guarded(chosen);
  // What was printed may still be on its way to a full disk.
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
    return report(
        "standard output:1: cannot be written, read an error of the system, allowed: an output with room",
        exit_code::bad_input);
  return code;
}

}  // namespace featdyn::verify
