#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

#include "verify/templates/templates.hpp"
#include "verify/theorem/file/theorem_reader.hpp"

namespace featdyn::verify {
namespace {

using numerics::Document, numerics::Entry;

std::vector<std::string> template_names() {
  std::vector<std::string> names;
  for (const Template& known : templates()) names.push_back(known.name);
  return names;
}

/// The settings of that name, or of the file at that path from the theorem's folder.
Document settings_called(const Entry& entry, const std::string& key) {
  if (entry.kind != Entry::Kind::string)
    TheoremReader::refuse(entry, key, "wrong type", "the name of a template, a path, or a table of settings");
  const std::vector<std::string> names = template_names();
  if (std::ranges::find(names, entry.text) != names.end())
    return Document::from_text(find_template(entry.text).text, entry.text, "");
  const std::filesystem::path path = entry.folder / entry.text;
  std::error_code ignored;
  if (std::filesystem::exists(path, ignored)) return Document::from_file(path);
  const std::string near = formula::nearest(entry.text, names);
  TheoremReader::refuse(entry, key, "no template and no file",
                        near.empty() ? fmt::format("a path, or one of {}", fmt::join(names, ", "))
                                     : near + " (the nearest template), or a path");
}

/// The settings of one run: `key` is a string, or a table with `template` among the keys of a settings file.
TheoremRun read_run(const TheoremReader& reader, const std::string& name, const std::string& key) {
  const Entry* whole = reader.document().find(key);
  const auto entries = reader.table(key);
  if (whole && whole->kind == Entry::Kind::other)
    TheoremReader::refuse(*whole, key, "wrong type",
                          "the name of a template, a path, or a table of settings");
  if (whole) return {name, whole->text, settings_called(*whole, key)};
  TheoremRun run{name, "", Document::from_text("", reader.document().file(), "")};
  for (const auto& [path, entry] : entries)
    if (path == "template") run = {name, entry->text, settings_called(*entry, key + ".template")};
  for (const auto& [path, entry] : entries)
    if (path != "template") run.settings = run.settings.with(path, *entry);
  return run;
}

void require_run_name(const TheoremReader& reader, const std::string& name, const Entry& entry) {
  const bool is_word = std::ranges::all_of(name, [](unsigned char c) { return std::isalnum(c) || c == '_'; });
  if (!is_word || std::isdigit(static_cast<unsigned char>(name.front())) ||
      formula::Vocabulary::is_reserved(name) || reader.names().find(name))
    TheoremReader::refuse(entry, "runs." + name, "no name for a run",
                          "a word that is no name of the language: denoiser, classifier, ...");
}

}  // namespace

std::vector<TheoremRun> read_runs(TheoremReader& reader) {
  const auto entries = reader.table("runs");
  const bool has_settings = reader.document().find("settings") || !reader.table("settings").empty();
  if (entries.empty() && !has_settings)
    return {
        {"", "figure-2-low", Document::from_text(find_template("figure-2-low").text, "figure-2-low", "")}};
  if (entries.empty()) return {read_run(reader, "", "settings")};
  if (has_settings)
    TheoremReader::refuse(*entries.front().second, "runs", "given beside settings", "one of the two");
  std::vector<TheoremRun> runs;
  for (const auto& [path, entry] : entries) {
    const std::string name = path.substr(0, path.find('.'));
    if (std::ranges::find(runs, name, &TheoremRun::name) != runs.end()) continue;
    require_run_name(reader, name, *entry);
    runs.push_back(read_run(reader, name, "runs." + name));
    reader.names().add_run(name);
  }
  return runs;
}

}  // namespace featdyn::verify
