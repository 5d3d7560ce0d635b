#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "numerics/files/atomic_file.hpp"
#include "verify/sweep/sweep_table.hpp"

namespace featdyn::verify {
namespace {

/// An axis of a map: cells around its values, with edges half way, geometrically on a logarithmic axis.
struct Scale {
  bool logarithmic;
  std::map<double, Interval> cells;
  Interval range() const { return {cells.begin()->second.low, cells.rbegin()->second.high}; }
};

Scale scale_of(const Sweep& sweep, const std::string& key) {
  std::vector<double> values;
  for (const numerics::Entry& entry : sweep.axes()[*axis_of(sweep, key)].values)
    values.push_back(theory::to_real<double>(theory::rational_from_decimal(entry.text)));
  Scale scale{.logarithmic = is_logarithmic(values), .cells = {}};
  std::ranges::sort(values);
  const auto forth = [&](std::size_t i) { return scale.logarithmic ? std::log(values[i]) : values[i]; };
  const auto back = [&](double x) { return scale.logarithmic ? std::exp(x) : x; };
  values.erase(std::unique(values.begin(), values.end()), values.end());
  const std::size_t last = values.size() - 1;
  for (std::size_t i = 0; i <= last; ++i) {
    const double right = i < last ? forth(i + 1) - forth(i) : i > 0 ? forth(i) - forth(i - 1) : 1;
    const double left = i > 0 ? forth(i) - forth(i - 1) : right;
    scale.cells[values[i]] = {back(forth(i) - left / 2), back(forth(i) + right / 2)};
  }
  return scale;
}

/// One line a cell; the column z<i> has the values of map i.
struct Cells {
  std::vector<std::string> titles, lines;
  std::vector<std::size_t> maps;  ///< of each line
  std::vector<double> z;
};

Cells cells_of(const PlotRequest& request, const SweepRows& finished, const Scale& x_scale,
               const Scale& y_scale) {
  const SweepTable table(finished);
  Cells cells;
  for (std::size_t k = 0; k < table.combinations(); ++k) {
    const std::string title = table.title(k, {request.x, request.y});
    auto map = std::ranges::find(cells.titles, title);
    if (map == cells.titles.end()) map = cells.titles.insert(map, title);
    cells.maps.push_back(static_cast<std::size_t>(map - cells.titles.begin()));
    const double x = table.at(request.x, k).mean, y = table.at(request.y, k).mean;
    const auto [left, right] = x_scale.cells.at(x);
    const auto [below, above] = y_scale.cells.at(y);
    cells.lines.push_back(fmt::format("{},{},{},{},{},{}", plotted(x), plotted(y), plotted(left),
                                      plotted(right), plotted(below), plotted(above)));
    cells.z.push_back(table.at(*request.z, k).mean);
  }
  return cells;
}

std::string csv_of(const Cells& cells) {
  std::string text = "x,y,x_low,x_high,y_low,y_high";
  for (std::size_t map = 0; map < cells.titles.size(); ++map) text += fmt::format(",z{}", map);
  for (std::size_t k = 0; k < cells.lines.size(); ++k) {
    text += "\n" + cells.lines[k];
    for (std::size_t map = 0; map < cells.titles.size(); ++map)
      text += "," + (map == cells.maps[k] ? plotted(cells.z[k]) : "");
  }
  return text + "\n";
}

/// From the least to the greatest value, with some room where they are equal.
Interval range_of(const std::vector<double>& values) {
  Interval range{.low = std::numeric_limits<double>::infinity(),
                 .high = -std::numeric_limits<double>::infinity()};
  for (const double value : values)
    if (std::isfinite(value)) range = {std::min(range.low, value), std::max(range.high, value)};
  if (range.low < range.high) return range;
  if (!std::isfinite(range.low)) return {0, 1};
  const double room = range.low == 0 ? 1 : std::abs(range.low) / 2;
  return {range.low - room, range.high + room};
}

}  // namespace

Figure map_figure(const PlotRequest& request, const SweepRows& finished, const std::filesystem::path& csv) {
  const Scale x = scale_of(finished.sweep, request.x), y = scale_of(finished.sweep, request.y);
  const Cells cells = cells_of(request, finished, x, y);
  numerics::write_file(csv, csv_of(cells));
  Figure figure{.columns = static_cast<int>(std::min<std::size_t>(cells.titles.size(), 3)),
                .panels = {},
                .caption = seeds_caption(finished, *request.z, ", of the finished runs with a value") +
                           fixed_caption(finished.sweep) + "."};
  for (std::size_t map = 0; map < cells.titles.size(); ++map)
    figure.panels.push_back({.title = cells.titles[map],
                             .x_label = symbol(request.x),
                             .y_label = symbol(request.y),
                             .log_x = x.logarithmic,
                             .log_y = y.logarithmic,
                             .series = {},
                             .map = HeatMap{.csv = csv,
                                            .x = "x",
                                            .y = "y",
                                            .x_low = "x_low",
                                            .x_high = "x_high",
                                            .y_low = "y_low",
                                            .y_high = "y_high",
                                            .z = "z" + std::to_string(map),
                                            .z_label = symbol(*request.z),
                                            .x_range = x.range(),
                                            .y_range = y.range(),
                                            .z_range = range_of(cells.z),
                                            .log_z = is_logarithmic(cells.z),
                                            .ticks_at_values = true}});
  return figure;
}

}  // namespace featdyn::verify
