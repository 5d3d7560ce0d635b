#include "paper-figs/figure/figure_build.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <set>

#include "numerics/files/atomic_file.hpp"
#include "paper-figs/figure/wording.hpp"
#include "verify/run/summary.hpp"
#include "verify/sha256.hpp"

namespace featdyn::figures {
namespace {

using nlohmann::ordered_json;

/// The SHA-256 of a file; empty where there is none.
std::string digest_of(const std::filesystem::path& file) {
  return std::filesystem::is_regular_file(file) ? verify::sha256(numerics::read_file(file)) : "";
}

/// Whether a side file's list of {"file", "sha256"} describes the files as they are.
bool are_unchanged(const ordered_json& files, const std::filesystem::path& directory) {
  for (const auto& file : files)
    if (digest_of(directory / file.value("file", "")) != file.value("sha256", "-")) return false;
  return !files.empty();
}

ordered_json listed(const std::filesystem::path& file) {
  return {{"file", file.filename().string()}, {"sha256", digest_of(file)}};
}

void leave(const FigureBuild& build, const std::string& name, const std::string& text) {
  numerics::write_file(build.folder.staged() / name, text);
  build.folder.publish();
}

/// The side file's entry of a table, computed where the last one does not stand any more.
ordered_json make_table(const Table& table, const std::string& figure, const ordered_json& last,
                        const FigureBuild& build, int& computed) {
  const std::filesystem::path directory = build.folder.path(), csv = Data{directory, figure}.path(table.name);
  const std::string made_from = fingerprint(table);
  for (const auto& entry : last)
    if (entry.value("file", "") == csv.filename() && entry.value("made_from", "") == made_from &&
        are_unchanged(ordered_json::array({entry}), directory))
      return entry;
  leave(build, csv.filename().string(),
        compute_csv(table, build.store,
                    {.label = (build.label.empty() ? figure : build.label) + " " + table.name,
                     .quiet = build.quiet}));
  ++computed;
  ordered_json entry = listed(csv);
  entry.update({{"measurement", table.measurement.name},
                {"version", table.measurement.version},
                {"made_from", made_from}});
  return entry;
}

/// What the pictures depend on beside the CSV files.
std::string drawing(const Picture& picture, const std::filesystem::path& folder, const ordered_json& tables) {
  const std::string script = verify::plot_script(picture.figure, {.folder = folder, .name = ""});
  return verify::sha256(script + picture.caption + tables.dump());
}

/// Every setting once, whatever its seeds.
std::vector<std::string> settings_of(const Plan& plan) {
  std::set<std::string> known;
  std::vector<std::string> result;
  for (const Table& table : plan.tables)
    for (const Group& group : table.groups)
      if (std::string text = numerics::settings_toml(group.runs.front()); known.insert(text).second)
        result.push_back(std::move(text));
  return result;
}

ordered_json seeds_of(const Plan& plan) {
  std::set<std::pair<std::uint64_t, std::uint64_t>> seeds;
  for (const Table& table : plan.tables)
    for (const Group& group : table.groups)
      for (const auto& run : group.runs) seeds.emplace(run.data_seed, run.init.seed);
  ordered_json result;
  for (const auto& [data, init] : seeds) result.push_back({{"data.seed", data}, {"init.seed", init}});
  return result;
}

ordered_json draw(const Picture& picture, const std::string& name, const FigureBuild& build,
                  std::string& why) {
  ordered_json files = ordered_json::array();
  if (!verify::draw(picture.figure, build.folder.staged() / name, true, why)) return files;
  build.folder.publish();
  for (const char* extension : {".svg", ".png", ".pdf"})
    files.push_back(listed(build.folder.path() / (name + extension)));
  return files;
}

}  // namespace

std::vector<std::string> names_of(const FigureSpec& spec) {
  std::vector<std::string> names;
  for (const char* end : {".json", ".svg", ".png", ".pdf", "-*.csv"})
    names.push_back(std::string(spec.name) + end);
  return names;
}

ordered_json read_side_file(const std::filesystem::path& directory, const std::string& figure) {
  const std::filesystem::path file = directory / (figure + ".json");
  if (!std::filesystem::is_regular_file(file)) return {};
  auto document = ordered_json::parse(numerics::read_file(file), nullptr, false);
  return document.is_object() ? document : ordered_json();
}

FigureResult make(const FigureSpec& spec, const Request& request, const FigureBuild& build,
                  const std::string& repeat) {
  FigureResult result;
  const Plan plan = spec.plan(request);
  const ordered_json last = read_side_file(build.folder.path(), spec.name);
  const auto part = [&](const char* key) {
    return last.is_null() ? ordered_json() : last.value(key, ordered_json());
  };
  ordered_json tables = ordered_json::array();
  for (const Table& table : plan.tables)
    tables.push_back(make_table(table, spec.name, part("data"), build, result.computed));

  const Picture picture = plan.picture({.directory = build.folder.path(), .figure = spec.name});
  const std::string drawn_from = drawing(picture, build.folder.path(), tables);
  ordered_json pictures = part("pictures");
  if (!(part("drawn_from") == drawn_from && are_unchanged(pictures, build.folder.path()))) {
    pictures = ordered_json::array();
    if (build.plots) pictures = draw(picture, spec.name, build, result.why);
    result.drawn = !pictures.empty();
  }
  if (result.computed == 0 && !result.drawn && !last.is_null()) return result;
  const ordered_json document{{"figure", spec.name},
                              {"title", spec.title},
                              {"caption", picture.caption},
                              {"setting", picture.figure.caption},
                              {"scale", request.choose("quick", "full")},
                              {"seeds", seeds_of(plan)},
                              {"repeat", repeat},
                              {"versions", verify::versions_json()},
                              {"data", tables},
                              {"pictures", pictures},
                              {"drawn_from", drawn_from},
                              {"settings", settings_of(plan)}};
  leave(build, std::string(spec.name) + ".json", document.dump(2) + "\n");
  return result;
}

}  // namespace featdyn::figures
