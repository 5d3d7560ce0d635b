#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "numerics/settings/settings.hpp"

namespace featdyn::verify {

/// The options that commands share.
struct CommonOptions {
  std::filesystem::path file;
  std::vector<std::string> overrides;
  std::optional<std::uint64_t> seed;
  std::optional<int> threads;
  std::filesystem::path out;
  bool quiet = false, json = false, no_plots = false;

  /// DIR: --out, else ./<file's stem>-<command>.
  std::filesystem::path directory(const std::string& command) const;
};

/// A command of the program: how it is named, what options it has, and what it does (its exit code).
struct Command {
  const char* name;
  const char* meaning;
  /// Adds options to the subcommand and returns what to call when it is chosen.
  std::function<std::function<int()>(CLI::App&)> setup;
};

/// Adds FILE.toml, --set, --seed, --threads, --out, --quiet, --json, --no-plots.
void add_common_options(CLI::App& app, CommonOptions& options);
/// The same without FILE.toml: what every command takes, also where it has no use for it.
void add_options(CLI::App& app, CommonOptions& options);

/// The settings that file and overrides name; applies --seed and --threads.
numerics::Settings load_settings(const CommonOptions& options);
/// The same of a document that is no file.
numerics::Settings load_settings(const CommonOptions& options, numerics::Document document);
/// The file with its overrides, not yet read.
numerics::Document load_document(const CommonOptions& options);

/// What a function returns; its exceptions become one line on standard error and exit code 3.
int guarded(const std::function<int()>& command);

/// Parses the command line, runs the chosen command and returns the exit code. Every error is one line on
/// standard error, "featdyn: ...", with exit code 3 for bad input.
int run_program(int argc, char** argv, const std::vector<Command>& commands);

/// Creates DIR; throws InputError when it cannot be.
void make_directory(const std::filesystem::path& directory);

/// The commands that need no figures, in the order of the help.
Command run_command();
Command compare_command();
Command derive_command();
Command stationary_command();
Command verify_command();
Command theorem_command();
Command sweep_command();
Command init_command();
Command certify_command();
Command check_command();

/// A figure as `list` shows it; figures themselves live in paper-figs/.
struct FigureInfo {
  std::string name, meaning;
};
Command list_command(std::vector<FigureInfo> figures);
Command new_command(std::vector<FigureInfo> figures);

}  // namespace featdyn::verify
