#include "verify/command/settings_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "numerics/settings/nearest_file.hpp"
#include "numerics/settings/suggestion.hpp"
#include "verify/judgement/theorem_order.hpp"
#include "verify/shell_word.hpp"
#include "verify/templates/templates.hpp"

namespace featdyn::verify {
namespace {

std::vector<std::string> template_names() {
  std::vector<std::string> names;
  for (const Template& known : templates()) names.push_back(known.name);
  return names;
}

/// The template that a word names, with or without .toml; else empty.
std::string template_called(const std::filesystem::path& word) {
  const std::string name = word.extension() == ".toml" ? word.stem().string() : word.string();
  const auto names = template_names();
  return std::ranges::find(names, name) == names.end() ? "" : name;
}

/// The command that writes a template: "featdyn init figure-2-low > figure-2-low.toml".
std::string writing(const std::string& name) {
  return fmt::format("featdyn init {0} > {0}.toml", name);
}

void require_no_name(const std::filesystem::path& file) {
  if (file.empty())
    throw numerics::InputError({"command line"}, "no settings file, read '', allowed: the name of a file");
  std::error_code ignored;
  if (std::filesystem::exists(file, ignored) || file.has_parent_path()) return;
  const std::string word = file.string(), name = template_called(file);
  if (!name.empty())
    throw numerics::InputError(
        {word, 1}, fmt::format("cannot be read, read no such file, the name of a template, allowed: a TOML "
                               "settings file, such as {} makes",
                               writing(name)));
  if (!theorems_named(word).empty() && !is_theorem_file(word))
    throw numerics::InputError(
        {word, 1}, fmt::format("cannot be read, read no such file, the name of a theorem, allowed: a TOML "
                               "settings file; featdyn verify {} judges the theorem",
                               word));
}

bool is_theorem(const numerics::Document& document) {
  return document.find("conclude") != nullptr && document.find("network.objective") == nullptr;
}

}  // namespace

numerics::Document settings_file(const std::filesystem::path& file) {
  require_no_name(file);
  numerics::Document document = numerics::Document::from_file(file);
  if (is_theorem(document))
    throw numerics::InputError(document.origin("conclude"),
                               fmt::format("a theorem file, read conclude, allowed: a settings file (featdyn "
                                           "init writes one); featdyn verify {} judges the theorem",
                                           shell_path(file)));
  return document;
}

void refuse_theorem(const std::string& command, const std::string& word) {
  const auto refuse = [&](const std::string& what) {
    throw numerics::InputError({command}, fmt::format("unknown claim, read {}{}", word, what));
  };
  constexpr const char* allowed = "ids (featdyn list theorems), their beginnings, and theorem files";
  std::error_code ignored;
  if (std::filesystem::is_directory(word, ignored)) {
    const std::string only = numerics::nearest_file(word);
    refuse(fmt::format(", a folder,{} allowed: {}",
                       only.empty() ? "" : fmt::format(" did you mean {}?", shell_path(only)), allowed));
  }
  if (word.empty()) refuse(fmt::format("'', allowed: {}", allowed));
  if (std::filesystem::exists(word, ignored))
    refuse(fmt::format(", no plain file, allowed: {}, which are read more than once", allowed));
  if (const std::string name = template_called(word); !name.empty())
    refuse(
        fmt::format(", the name of a settings template, allowed: {}; {} and --config {}.toml judge ids at "
                    "its settings",
                    allowed, writing(name), name));
  const auto ids = all_theorems();
  if (const std::string id = numerics::nearest(word, ids); id.empty())
    if (const std::string near = numerics::nearest_file(word); !near.empty())
      refuse(fmt::format(", did you mean {}? allowed: {}", shell_path(near), allowed));
  numerics::refuse_name({command}, "unknown claim", word, ids);
}

}  // namespace featdyn::verify
