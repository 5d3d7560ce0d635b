#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "numerics/settings/settings.hpp"
#include "verify/command/option.hpp"
#include "verify/grid/run_store.hpp"
#include "verify/output/inputs.hpp"
#include "verify/output/permission.hpp"

namespace featdyn::verify {

/// The options that commands share.
struct CommonOptions {
  std::filesystem::path file;
  std::vector<std::string> overrides;
  std::optional<std::uint64_t> seed;
  std::optional<int> threads;
  std::filesystem::path out;
  std::optional<std::string> steps;
  bool quiet = false, json = false, no_plots = false, no_arrays = false, overwrite = false;

  /// DIR: --out, else ./<file's stem>-<command>.
  std::filesystem::path directory(const std::string& command) const;
};

/// A command of the program: how it is named, what options it has, and what it does (its exit code).
struct Command {
  const char* name;
  const char* meaning;
  std::string footer = {};  ///< below its help
  /// Adds its options and returns what to call when it is chosen.
  std::function<std::function<int()>(OptionList&)> setup;
};

/// Which of the common options do something.
namespace use {
inline constexpr unsigned set = 1, seed = 2, threads = 4, out = 8, quiet = 16, json = 32, plots = 64,
                          all = 127;
}

/// Adds FILE.toml, --set, --seed, --threads, --out, --quiet, --json, --no-plots, --overwrite.
void add_common_options(OptionList& list, CommonOptions& common, unsigned uses = use::all);
/// The same without FILE.toml. Every command takes all of them; its help shows those that it uses.
void add_options(OptionList& list, CommonOptions& common, unsigned uses = use::all);
/// --steps, of every command that trains.
void add_training_options(OptionList& list, CommonOptions& common);
/// --no-arrays, of commands that leave overlaps.npy and gram.npy.
void add_array_option(OptionList& list, CommonOptions& common);

/// Work that is expected to take longer is refused where --hours does not say otherwise.
inline constexpr double standard_hours = 24;
/// --hours, of commands that estimate their work.
void add_hours_option(OptionList& list, double& hours);

/// The settings that file and overrides name; applies --seed and --threads.
numerics::Settings load_settings(const CommonOptions& options);
/// The same of a document that is no file.
numerics::Settings load_settings(const CommonOptions& options, numerics::Document document);
/// The same of a grid: keys that are swept need no value of their own, nor one that goes with the others.
numerics::Settings load_sweep(const CommonOptions& options);
/// The file with its overrides, not yet read.
numerics::Document load_document(const CommonOptions& options);

/// What a function returns; its exceptions become one line on standard error and exit code 3.
int guarded(const std::function<int()>& command);

/// Says what the pictures are called that were drawn, or why there are none.
void tell_of_pictures(const CommonOptions& options, const std::vector<std::filesystem::path>& drawn,
                      const std::string& why);

/// What a command is about to leave in DIR; key and names are still to be said.
Intent intent_of(const CommonOptions& options, const char* command, const std::filesystem::path& directory,
                 std::vector<std::filesystem::path> inputs);
/// A path as descriptions show it.
std::string whole_name(const std::filesystem::path& path);

/// A store of finished runs; says on standard error what its user should know.
RunStore open_store(const std::filesystem::path& file);

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
Command cite_command();

/// A figure as `list` shows it; figures themselves live in paper-figs/.
struct FigureInfo {
  std::string name, meaning;
};
Command list_command(std::vector<FigureInfo> figures);
Command new_command(std::vector<FigureInfo> figures);

}  // namespace featdyn::verify
