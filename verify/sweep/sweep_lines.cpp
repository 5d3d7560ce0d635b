#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "numerics/files/atomic_file.hpp"
#include "verify/draw/apart.hpp"
#include "verify/sweep/sweep_table.hpp"

namespace featdyn::verify {
namespace {

struct Point {
  double x;
  Spread y;
};

struct Line {
  std::string title;
  std::vector<Point> points;
};

/// A line for each combination of the keys it does not run along: it runs along x, or where x is a column
/// along the first key.
std::vector<Line> lines_of(const PlotRequest& request, const SweepRows& finished) {
  const SweepTable table(finished);
  const auto& axes = finished.sweep.axes();
  const std::string along = axis_of(finished.sweep, request.x) || axes.empty() ? request.x : axes[0].key;
  std::vector<Line> lines;
  for (std::size_t k = 0; k < table.combinations(); ++k) {
    const std::string title = table.title(k, {along});
    auto line = std::ranges::find(lines, title, &Line::title);
    if (line == lines.end()) line = lines.insert(line, {.title = title, .points = {}});
    line->points.push_back({table.at(request.x, k).mean, table.at(request.y, k)});
  }
  for (Line& line : lines) std::ranges::sort(line.points, {}, &Point::x);
  return lines;
}

/// Columns x, y, least, greatest of each line side by side.
std::string csv_of(const std::vector<Line>& lines) {
  std::string text;
  std::size_t longest = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    text += fmt::format("{0}x{1},y{1},least{1},greatest{1}", i > 0 ? "," : "", i);
    longest = std::max(longest, lines[i].points.size());
  }
  for (std::size_t row = 0; row < longest; ++row)
    for (std::size_t i = 0; i < lines.size(); ++i) {
      text += i > 0 ? "," : "\n";
      if (row >= lines[i].points.size()) {
        text += ",,,";
        continue;
      }
      const auto& [x, y] = lines[i].points[row];
      text += fmt::format("{},{},{},{}", plotted(x), plotted(y.mean), plotted(y.least), plotted(y.greatest));
    }
  return text + "\n";
}

Series series_of(const Line& line, std::size_t number, const std::filesystem::path& csv, bool bands) {
  const auto column = [&](const char* name) { return name + std::to_string(number); };
  return {.csv = csv,
          .x = column("x"),
          .y = column("y"),
          .title = line.title,
          .colour = colour_apart(number),
          .stroke = stroke_apart(number),
          .low = bands ? column("least") : "",
          .high = bands ? column("greatest") : ""};
}

}  // namespace

Figure line_figure(const PlotRequest& request, const SweepRows& finished, const std::filesystem::path& csv) {
  const std::vector<Line> lines = lines_of(request, finished);
  numerics::write_file(csv, csv_of(lines));
  const bool bands = finished.sweep.seeds() > 1;
  Panel panel{.title = "", .x_label = symbol(request.x), .y_label = symbol(request.y), .series = {}};
  std::vector<double> x, y;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    panel.series.push_back(series_of(lines[i], i, csv, bands));
    for (const Point& point : lines[i].points) x.push_back(point.x), y.push_back(point.y.least);
  }
  panel.log_x = is_logarithmic(x);
  panel.log_y = is_logarithmic(y);
  return {.columns = 1,
          .panels = {panel},
          .caption = seeds_caption(finished, request.y, ", of the finished runs with a value") +
                     (bands ? "; band from least to greatest" : "") + fixed_caption(finished.sweep) + "."};
}

}  // namespace featdyn::verify
