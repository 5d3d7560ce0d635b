#include "verify/draw/frame.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace featdyn::verify {
namespace {

constexpr double none = std::numeric_limits<double>::infinity();
constexpr double least_margin = 0.04;  ///< of an axis, beside the outermost curve

bool is_shown(double value, bool logarithmic) {
  return std::abs(value) <= 1e300 && (!logarithmic || value > 0);
}

struct Extent {
  Interval range{none, -none};
  bool logarithmic;
  void add(double value) {
    if (is_shown(value, logarithmic)) range = {std::fmin(range.low, value), std::fmax(range.high, value)};
  }
  bool any() const { return range.low <= range.high; }
};

void extend(Extent& x, Extent& y, const Series& series, PlotData& data) {
  const Csv& csv = data.of(series.csv);
  if (csv.rows() == 0) return;
  const auto &across = csv.column(series.x), &up = csv.column(series.y);
  for (std::size_t k = 0; k < across.size(); ++k) {
    if (!is_shown(across[k], x.logarithmic) || !is_shown(up[k], y.logarithmic)) continue;
    x.add(across[k]), y.add(up[k]);
    if (series.low.empty()) continue;
    // what has vanished beside its mean leaves the panel at the bottom
    if (const double low = csv.column(series.low)[k]; !y.logarithmic || low * widest_band >= up[k])
      y.add(low);
    y.add(csv.column(series.high)[k]);
  }
}

bool has_dots(const Panel& panel, const Drawable& drawn) {
  for (std::size_t i = 0; i < panel.series.size(); ++i)
    if (panel.series[i].points || drawn.points[i] == 1) return true;
  return false;
}

std::vector<double> values_of(const std::filesystem::path& csv, const std::string& name, PlotData& data) {
  const auto& all = data.of(csv).column(name);
  const std::set<double> values(all.begin(), all.end());
  return {values.begin(), values.end()};
}

/// What the panel shows, without room around it; not any() where it shows no curve.
struct Extents {
  Extent x, y;
};
Extents extents_of(const Panel& panel, const Drawable& drawn, PlotData& data) {
  Extents result{.x = {.logarithmic = drawn.log_x}, .y = {.logarithmic = drawn.log_y}};
  if (panel.map) {
    result.x.range = panel.map->x_range, result.y.range = panel.map->y_range;
    return result;
  }
  for (const Series& series : panel.series) extend(result.x, result.y, series, data);
  if (drawn.log_y && result.y.any() && panel.y_least > 0)
    result.y.range.low = std::fmin(std::fmax(result.y.range.low, panel.y_least), result.y.range.high);
  return result;
}

Interval with_room(const Interval& range, bool logarithmic, double share) {
  const auto& [low, high] = range;
  if (logarithmic) {
    const double factor = std::fmax(std::pow(high / low, share), high > low ? 1 : 2);
    return {low / factor, high * factor};
  }
  const double size = std::fmax(std::abs(low), std::abs(high));
  if (!(high - low > 1e-12 * size))
    return {low - (size > 0 ? size / 2 : 1), high + (size > 0 ? size / 2 : 1)};
  const double room = share * (high - low);
  // an axis that nearly begins at 0 does so
  return {share > 0 && low >= 0 && low < 0.15 * high ? 0 : low - room, high + room};
}

bool has_something(const Panel& panel, const Drawable& drawn, PlotData& data) {
  return drawn.any() || (panel.map && finite_values(panel.map->csv, panel.map->z, data) > 0) ||
         (panel.pixels && finite_values(panel.pixels->csv, panel.pixels->z, data) > 0);
}

using Which = ShownAxis PanelFrame::*;

/// Whether panels i and k are compared along an axis: it means the same in both, and they stand in one line along
/// the other axis or that means the same too.
bool are_alike(const Figure& figure, const std::vector<PanelFrame>& frames, Which axis, std::size_t i,
               std::size_t k) {
  const bool is_x = axis == &PanelFrame::x;
  const auto label = is_x ? &Panel::x_label : &Panel::y_label,
             other = is_x ? &Panel::y_label : &Panel::x_label;
  const auto columns = static_cast<std::size_t>(figure.columns);
  const Panel &a = figure.panels[i], &b = figure.panels[k];
  const bool in_line = is_x ? i % columns == k % columns : i / columns == k / columns;
  return !(a.*label).empty() && a.*label == b.*label && (in_line || a.*other == b.*other) &&
         !frames[i].empty && !frames[k].empty &&
         (frames[i].*axis).logarithmic == (frames[k].*axis).logarithmic;
}

/// The range of each panel becomes that of all that are alike.
void share(const Figure& figure, std::vector<PanelFrame>& frames, Which axis) {
  const std::vector<PanelFrame> own = frames;
  for (std::size_t i = 0; i < frames.size(); ++i)
    for (std::size_t k = 0; k < frames.size(); ++k)
      if (are_alike(figure, own, axis, i, k)) {
        Interval& range = (frames[i].*axis).range;
        range = {std::fmin(range.low, (own[k].*axis).range.low),
                 std::fmax(range.high, (own[k].*axis).range.high)};
      }
}

PanelFrame frame_of(const Panel& panel, PlotData& data) {
  PanelFrame frame{.drawn = drawable(panel, data), .x = {}, .y = {}};
  frame.empty = !has_something(panel, frame.drawn, data);
  if (panel.map) frame.drawn.log_x = panel.log_x, frame.drawn.log_y = panel.log_y;
  frame.x.logarithmic = frame.drawn.log_x, frame.y.logarithmic = frame.drawn.log_y;
  if (frame.empty || panel.pixels) return frame;
  const auto [x, y] = extents_of(panel, frame.drawn, data);
  if (!x.any() || !y.any()) return frame;
  const double beside = panel.map ? 0 : has_dots(panel, frame.drawn) ? least_margin : 0;
  frame.x.range = panel.map ? x.range : with_room(x.range, frame.x.logarithmic, beside);
  frame.y.range = panel.map ? y.range : with_room(y.range, frame.y.logarithmic, least_margin);
  if (panel.map && panel.map->ticks_at_values) {
    frame.x.values = values_of(panel.map->csv, panel.map->x, data);
    frame.y.values = values_of(panel.map->csv, panel.map->y, data);
  }
  return frame;
}

}  // namespace

std::vector<PanelFrame> frames_of(const Figure& figure, PlotData& data) {
  std::vector<PanelFrame> frames;
  for (const Panel& panel : figure.panels) frames.push_back(frame_of(panel, data));
  for (std::size_t pass = 0; pass < frames.size(); ++pass) {  // what is alike to what is alike
    share(figure, frames, &PanelFrame::x);
    share(figure, frames, &PanelFrame::y);
  }
  const auto columns = static_cast<std::size_t>(figure.columns);
  for (std::size_t i = 0; i < frames.size(); ++i) {
    frames[i].x_numbers =
        i + columns >= frames.size() || !are_alike(figure, frames, &PanelFrame::x, i, i + columns);
    frames[i].y_numbers = i % columns == 0 || !are_alike(figure, frames, &PanelFrame::y, i - 1, i);
  }
  return frames;
}

bool happens_early(const Csv& trajectory, const std::string& steps, const std::vector<std::string>& columns) {
  constexpr double share_of_steps = 0.1, share_of_course = 0.5;
  if (trajectory.rows() < 3) return false;
  const auto& step = trajectory.column(steps);
  const double end = step.back();
  for (const std::string& name : columns) {
    const auto& course = trajectory.column(name);
    const double whole = std::log(course.back() / course.front());
    if (!(std::abs(whole) > std::log(2))) continue;  // hardly a course
    for (std::size_t k = 0; k < course.size() && step[k] < share_of_steps * end; ++k)
      if (std::log(course[k] / course.front()) / whole >= share_of_course) return true;
  }
  return false;
}

}  // namespace featdyn::verify
