#include "verify/sweep/sweep.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "numerics/refusal/memory.hpp"
#include "verify/output/inputs.hpp"
#include "verify/run/summary.hpp"
#include "verify/terminal/progress_bar.hpp"

namespace featdyn::verify {
namespace {

using numerics::Entry;

constexpr double most_runs = 1e8;

struct Named {
  std::string key;
  const Entry* entry;
};

std::vector<Named> swept_keys(const numerics::Document& document) {
  const std::string table = "sweep.";
  std::vector<Named> keys;
  for (const auto& [path, entry] : document.entries())
    if (path.starts_with(table) && path != "sweep.seeds") keys.push_back({path.substr(table.size()), &entry});
  std::ranges::sort(keys, {}, [](const Named& named) { return named.entry->place; });
  return keys;
}

}  // namespace

Sweep::Sweep(const numerics::Settings& settings, bool quiet)
    : settings_(settings), base_(settings.document.without_sweep()) {
  const numerics::Document& document = settings.document;
  for (const auto& [key, entry] : swept_keys(document)) axes_.push_back({.key = key, .values = entry->items});
  const Entry* seeds = document.find("sweep.seeds");
  if (axes_.empty() && !seeds)
    throw numerics::InputError(document.origin("sweep"),
                               "nothing to sweep, read no key of [sweep], allowed: for example "
                               "\"data.signal_norm\" = [2, 5] or seeds = 20 in [sweep]");
  if (seeds) seeds_ = numerics::whole_number(*seeds).value();
  double runs = static_cast<double>(seeds_);
  for (const Axis& axis : axes_) runs *= static_cast<double>(axis.values.size());
  if (!(runs <= most_runs))
    throw numerics::InputError(
        document.origin("sweep"),
        fmt::format("too many runs, read a grid of {:.3g}, allowed: at most {:.0g}", runs, most_runs));
  for (const std::uint64_t seed : {settings.data_seed, settings.init.seed})
    if (seed + static_cast<std::uint64_t>(seeds_ - 1) > static_cast<std::uint64_t>(numerics::largest_seed))
      throw numerics::InputError(
          document.origin("sweep.seeds"),
          fmt::format("seeds beyond the largest, read {} from {} on, allowed: up to {}", seeds_, seed,
                      numerics::largest_seed));
  for (const Axis& axis : axes_) combinations_ *= axis.values.size();
  // a row with its status, and its key
  numerics::require_memory(document.origin("sweep"), "sweep", runs, 30);
  ProgressBar bar("sweep: reading the grid", static_cast<long>(combinations_), quiet);
  for (std::size_t index = 0; index < combinations_; ++index) {
    numerics::require_memory_for_width(combination(index));
    bar.update(static_cast<long>(index) + 1);
  }
}

const Entry& Sweep::value(std::size_t axis, std::size_t combination) const {
  for (std::size_t faster = axes_.size() - 1; faster > axis; --faster)
    combination /= axes_[faster].values.size();
  return axes_[axis].values[combination % axes_[axis].values.size()];
}

numerics::Settings Sweep::combination(std::size_t index) const {
  numerics::Document document = base_;
  for (std::size_t axis = 0; axis < axes_.size(); ++axis)
    document = document.with(axes_[axis].key, value(axis, index));
  return numerics::read_settings(std::move(document));
}

numerics::Settings Sweep::point(std::size_t index) const {
  const auto seeds = static_cast<std::size_t>(seeds_);
  numerics::Settings settings = combination(index / seeds);
  settings.data_seed += index % seeds;
  settings.init.seed += index % seeds;
  return settings;
}

Points Sweep::points() const {
  return {.count = count(), .at = [this](std::size_t index) { return point(index); }};
}

std::vector<std::string> Sweep::values_at(std::size_t index) const {
  std::vector<std::string> values;
  for (std::size_t axis = 0; axis < axes_.size(); ++axis) {
    const Entry& entry = value(axis, index / static_cast<std::size_t>(seeds_));
    values.push_back(entry.kind == Entry::Kind::string ? entry.text : shown(entry));
  }
  return values;
}

/// As the run uses it, which makes paths absolute; as written where it has no use for it.
std::string Sweep::literal(const Axis& axis, const Entry& value) const {
  const auto used = used_parameters(numerics::read_settings(base_.with(axis.key, value)));
  const auto found = std::ranges::find(used, axis.key, &std::pair<std::string, std::string>::first);
  return found != used.end() ? found->second : shown(value);
}

std::string Sweep::toml() const {
  std::string text = numerics::settings_toml(numerics::read_settings(base_)) + "\n[sweep]\n";
  for (const Axis& axis : axes_) {
    std::vector<std::string> literals;
    for (const Entry& entry : axis.values) literals.push_back(literal(axis, entry));
    text += fmt::format("\"{}\" = [{}]\n", axis.key, fmt::join(literals, ", "));
  }
  return text + fmt::format("seeds = {}\n", seeds_);
}

std::vector<std::filesystem::path> Sweep::files() const {
  std::vector<std::filesystem::path> files = files_named_by(combination(0));
  for (const Axis& axis : axes_)
    for (const Entry& entry : axis.values)
      if (const auto file = file_named_by(literal(axis, entry))) files.push_back(*file);
  return files;
}

nlohmann::ordered_json Sweep::json() const {
  nlohmann::ordered_json grid = nlohmann::ordered_json::object();
  for (const Axis& axis : axes_)
    for (const Entry& entry : axis.values) grid[axis.key].push_back(literal_json(literal(axis, entry)));
  return {{"grid", grid}, {"seeds", seeds_}, {"runs", count()}};
}

}  // namespace featdyn::verify
