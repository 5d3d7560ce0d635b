#include "verify/command/common.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <new>
#include <set>
#include <string_view>

#include "verify/command/decimal_integers.hpp"
#include "verify/command/line_number.hpp"
#include "verify/command/readable_text.hpp"
#include "verify/command/settings_file.hpp"
#include "verify/draw/look.hpp"
#include "verify/finding/verdict.hpp"
#include "verify/terminal/console.hpp"
#include "verify/threads.hpp"

namespace featdyn::verify {
namespace {

/// "--digits:1: ..." without the line: options, commands and variables have none.
std::string without_false_line(std::string message) {
  static const std::set<std::string, std::less<>> nameless{
      "command line", "own pieces", "featdyn", "verify", "theorem",        "init",
      "list",         "new",        "figures", "sweep",  "OMP_NUM_THREADS"};
  const LineNumber number = line_number(message);
  if (number.at == std::string::npos) return message;
  const std::string_view name = std::string_view(message).substr(0, number.at);
  if (name.starts_with("--") || nameless.contains(name)) message.replace(number.at, number.size, ": ");
  return message;
}

int report(const std::string& line, int code) {
  warn("{}", printable(without_false_line(line)));
  return code;
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
        "command line: out of memory, read a problem larger than this machine, allowed: a smaller one",
        exit_code::bad_input);
  } catch (const std::exception& error) {
    return report(fmt::format("command line: {}", error.what()), exit_code::bad_input);
  }
}

std::filesystem::path CommonOptions::directory(const std::string& command) const {
  return out.empty() ? std::filesystem::path(file.stem().string() + "-" + command) : out;
}

Option& option(OptionList& list, const std::string& name) {
  return *std::ranges::find(list, name, &Option::name);
}

void add_training_options(OptionList& list, CommonOptions& common) {
  list.push_back({.name = "--steps",
                  .target = &common.steps,
                  .meaning = "how many steps, in place of training.steps",
                  .value = "N"});
}

void add_array_option(OptionList& list, CommonOptions& common) {
  list.push_back(
      {.name = "--no-arrays", .target = &common.no_arrays, .meaning = "leave no overlaps.npy and gram.npy"});
}

void add_hours_option(OptionList& list, double& hours) {
  list.push_back(
      {.name = "--hours",
       .target = &hours,
       .meaning = fmt::format("refuse what is expected to take longer (default: {})", standard_hours),
       .value = "H",
       .positive = true});
}

void add_options(OptionList& list, CommonOptions& common, unsigned uses) {
  wanted_style().reset();  // a process may do several commands
  // accepted everywhere, shown where it does something
  const auto add = [&](Option option, unsigned one) {
    option.hidden = (uses & one) == 0;
    list.push_back(std::move(option));
  };
  add({.name = "--set",
       .target = &common.overrides,
       .meaning = "overrides the file; repeatable",
       .value = "KEY.PATH=VALUE"},
      use::set);
  add({.name = "--seed",
       .target = &common.seed,
       .meaning = "overrides data.seed and init.seed",
       .value = "S",
       .range = {{0, std::numeric_limits<long>::max()}}},
      use::seed);
  add({.name = "--out", .target = &common.out, .meaning = "where to write", .value = "DIR"}, use::out);
  add({.name = "--threads",
       .target = &common.threads,
       .meaning = "number of threads (default: all cores)",
       .value = "N",
       .range = {{1, most_threads}}},
      use::threads);
  add({.name = "--quiet", .target = &common.quiet, .meaning = "no progress and no text"}, use::quiet);
  add({.name = "--json",
       .target = &common.json,
       .meaning = "one JSON document on standard output, nothing else"},
      use::json);
  add({.name = "--no-plots", .target = &common.no_plots, .meaning = "draw nothing"}, use::plots);
  add({.name = "--style",
       .target = &wanted_style(),
       .meaning = "of pictures: paper has 3.25 or 6.75 inches, 8 point Times, no caption, and a PDF",
       .value = "S",
       .among = {screen_style, paper_style}},
      use::plots);
  add({.name = "--overwrite",
       .target = &common.overwrite,
       .meaning = "replace what the same command has left there of other settings, when the new results are "
                  "complete, and begin again where a run is unfinished"},
      use::out);
}

void add_common_options(OptionList& list, CommonOptions& common, unsigned uses) {
  list.push_back({.name = "FILE",
                  .target = &common.file,
                  .meaning = "settings file (featdyn init writes one)",
                  .required = true});
  add_options(list, common, uses);
}

namespace {

/// Throws InputError for what is no whole number.
std::string whole_number(const std::string& option, const std::string& text) {
  if (const auto plain = plain_integer(text); plain && !plain->starts_with('-')) return *plain;
  throw numerics::InputError({option, 1},
                             fmt::format("no number of steps, read {}, allowed: 0, 1, 2, ...", text));
}

/// What an option says of a key, unless --set says something else of it, which would be without effect.
void set_by_option(numerics::Document& document, const std::string& key, const std::string& option,
                   const std::string& value) {
  const numerics::Entry* const given = document.find(key);
  if (given != nullptr && given->origin.file.starts_with("--set ") && shown(*given) != value)
    throw numerics::InputError(
        given->origin, fmt::format("{}: without effect, read {} beside {} {}, allowed: one of both", key,
                                   shown(*given), option, value));
  document.set(key + "=" + value);
}

numerics::Document overridden(const CommonOptions& options, numerics::Document document) {
  use_threads(options.threads);
  for (const std::string& assignment : options.overrides) document.set(assignment);
  if (options.steps)
    set_by_option(document, "training.steps", "--steps", whole_number("--steps", *options.steps));
  if (options.seed)
    for (const char* key : {"data.seed", "init.seed"})
      set_by_option(document, key, "--seed", std::to_string(*options.seed));
  return document;
}

}  // namespace

numerics::Document load_document(const CommonOptions& options) {
  return overridden(options, settings_file(options.file));
}

numerics::Settings load_settings(const CommonOptions& options) {
  return with_readable_names(numerics::read_settings(load_document(options)));
}

numerics::Settings load_settings(const CommonOptions& options, numerics::Document document) {
  return with_readable_names(numerics::read_settings(overridden(options, std::move(document))));
}

numerics::Settings load_sweep(const CommonOptions& options) {
  const numerics::Document document = load_document(options);
  if (options.steps && document.find("sweep.training.steps"))
    throw numerics::InputError(
        {"--steps", 1}, fmt::format("training.steps is swept, read {}, allowed: no --steps, or another "
                                    "\"training.steps\" in [sweep]",
                                    *options.steps));
  return with_readable_names(numerics::read_settings(document.at_start_of_sweep()));
}

Intent intent_of(const CommonOptions& options, const char* command, const std::filesystem::path& directory,
                 std::vector<std::filesystem::path> inputs) {
  if (!options.file.empty()) inputs.push_back(options.file);
  return {.directory = directory,
          .command = command,
          .key = {},
          .names = {},
          .inputs = std::move(inputs),
          .overwrite = options.overwrite};
}

std::string whole_name(const std::filesystem::path& path) {
  std::error_code error;
  const auto whole = std::filesystem::weakly_canonical(path, error);
  return error ? path.string() : whole.string();
}

RunStore open_store(const std::filesystem::path& file) {
  RunStore store = RunStore::open(file);
  if (!store.remark().empty()) warn("{}", store.remark());
  return store;
}

void tell_of_pictures(const CommonOptions& options, const std::vector<std::filesystem::path>& drawn,
                      const std::string& why) {
  if (!why.empty()) warn("{}", why);
  if (options.json || options.quiet) return;
  for (const auto& picture : drawn) say("  {}\n", picture.string());
}

void make_directory(const std::filesystem::path& directory) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error || !std::filesystem::is_directory(directory))
    throw numerics::InputError(
        {"--out"}, fmt::format("cannot make the folder, read {}, allowed: a folder that can be written",
                               directory.string()));
}

}  // namespace featdyn::verify
