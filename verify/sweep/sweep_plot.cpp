#include "verify/sweep/sweep_plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <sstream>

#include "verify/sweep/sweep_table.hpp"

namespace featdyn::verify {
namespace {

[[noreturn]] void refuse(const std::string& what, const std::string& allowed) {
  throw numerics::InputError({"--plot"}, what + ", allowed: " + allowed);
}

bool is_number(const numerics::Entry& entry) {
  return entry.kind == numerics::Entry::Kind::integer || entry.kind == numerics::Entry::Kind::real;
}

void require_name(const std::string& name, const Sweep& sweep, const Measurement& measurement) {
  if (const auto axis = axis_of(sweep, name)) {
    if (!std::ranges::all_of(sweep.axes()[*axis].values, is_number))
      refuse("values that are no numbers, read " + name, "a key of numbers");
    return;
  }
  std::vector<std::string> names;
  for (const Sweep::Axis& axis : sweep.axes()) names.push_back(axis.key);
  names.insert(names.end(), measurement.columns.begin(), measurement.columns.end());
  if (std::ranges::find(names, name) == names.end())
    refuse("no such key or column, read " + name, fmt::format("{}", fmt::join(names, ", ")));
}

/// How many values the keys have together that are not among those named.
std::size_t combinations_beside(const Sweep& sweep, const std::vector<std::string>& named) {
  std::size_t count = 1;
  for (const Sweep::Axis& axis : sweep.axes())
    if (std::ranges::find(named, axis.key) == named.end()) count *= axis.values.size();
  return count;
}

void require_map(const PlotRequest& request, const Sweep& sweep) {
  if (!axis_of(sweep, request.x) || !axis_of(sweep, request.y) || request.x == request.y)
    refuse(fmt::format("a heat map over x={} and y={}", request.x, request.y), "two keys of [sweep]");
  if (const std::size_t maps = combinations_beside(sweep, {request.x, request.y}); maps > most_maps)
    refuse(fmt::format("too many heat maps, read {}", maps),
           fmt::format("at most {} values of the other keys together", most_maps));
}

void require_lines(const PlotRequest& request, const Sweep& sweep) {
  const bool key = axis_of(sweep, request.x) || sweep.axes().empty();
  const std::size_t lines = combinations_beside(sweep, {key ? request.x : sweep.axes()[0].key});
  if (lines > most_lines)
    refuse(fmt::format("too many lines, read {}", lines),
           fmt::format("at most {} values of the other keys together, or a heat map with z=", most_lines));
}

/// "x=a y=b", typed as one word, is two.
std::vector<std::string> parts_of(const std::vector<std::string>& words) {
  std::istringstream all(fmt::format("{}", fmt::join(words, " ")));
  return {std::istream_iterator<std::string>(all), {}};
}

}  // namespace

std::vector<std::vector<std::string>> plots_of(const std::vector<std::string>& words) {
  std::vector<std::vector<std::string>> plots;
  for (const std::string& word : parts_of(words)) {
    const auto is_same = [&](const std::string& other) { return other.substr(0, 2) == word.substr(0, 2); };
    if (plots.empty() || std::ranges::any_of(plots.back(), is_same)) plots.emplace_back();
    plots.back().push_back(word);
  }
  return plots;
}

PlotRequest plot_request(const std::vector<std::string>& words, const Sweep& sweep,
                         const Measurement& measurement) {
  PlotRequest request;
  for (const std::string& word : parts_of(words)) {
    const std::string name = word.substr(std::min<std::size_t>(word.size(), 2));
    if (word.starts_with("x="))
      request.x = name;
    else if (word.starts_with("y="))
      request.y = name;
    else if (word.starts_with("z="))
      request.z = name;
    else
      refuse("not a part of a plot, read " + word, "x=NAME y=NAME and perhaps z=NAME");
  }
  if (request.x.empty() || request.y.empty())
    refuse(fmt::format("x or y is missing, read {}", fmt::join(words, " ")),
           "x=NAME y=NAME and perhaps z=NAME");
  for (const std::string& name : {request.x, request.y, request.z.value_or(request.x)})
    require_name(name, sweep, measurement);
  request.z ? require_map(request, sweep) : require_lines(request, sweep);
  return request;
}

std::string plot_name(const PlotRequest& request) {
  return (request.z ? *request.z + "-" : "") + request.y + "-" + request.x;
}

bool draw_sweep(const PlotRequest& request, const SweepRows& finished, const std::filesystem::path& directory,
                std::string& why) {
  const std::string shown = request.z.value_or(request.y);
  const SweepTable table(finished);
  bool empty = true;
  for (std::size_t k = 0; empty && k < table.combinations(); ++k)
    empty = !std::isfinite(table.at(shown, k).mean) || !std::isfinite(table.at(request.x, k).mean);
  if (empty) {
    why = "no picture: no run has a value of " + shown;
    return false;
  }
  const std::filesystem::path stem = directory / plot_name(request);
  const std::filesystem::path csv = stem.string() + ".csv";
  return draw(request.z ? map_figure(request, finished, csv) : line_figure(request, finished, csv), stem,
              false, why);
}

}  // namespace featdyn::verify
