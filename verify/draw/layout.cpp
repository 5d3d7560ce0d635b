#include "verify/draw/layout.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace featdyn::verify {
namespace {

/// What is around the axes, in heights of the text.
constexpr double y_numbers = 5.2, right_edge = 1.5, x_numbers = 3.6, title_line = 1.7, top_edge = 0.2,
                 between_columns = 2.2, between_rows = 1.0, legend_line = 1.35, caption_line = 1.3,
                 colour_bar = 6.2, picture_edge = 0.6, character = 0.54, no_x_numbers = 0.5;

/// The caption in lines of at most `width` characters.
std::vector<std::string> lines_of(const std::string& caption, std::size_t width) {
  std::vector<std::string> lines;
  for (std::size_t start = 0; start < caption.size();) {
    const std::size_t end = std::min(caption.find(' ', start), caption.size());
    const std::string word = caption.substr(start, end - start);
    if (lines.empty() ||
        (!lines.back().empty() && shown_characters(lines.back()) + shown_characters(word) + 1 > width))
      lines.emplace_back();
    lines.back() += (lines.back().empty() ? "" : " ") + word;
    start = end + 1;
  }
  return lines;
}

bool is_same_scale(const HeatMap& a, const HeatMap& b) {
  return a.z_label == b.z_label && a.z_range.low == b.z_range.low && a.z_range.high == b.z_range.high &&
         a.log_z == b.log_z && a.diverging == b.diverging;
}

/// Maps of one scale share one bar at the end of each row.
std::vector<bool> bars_of(const Figure& figure, const std::vector<PanelFrame>& frames) {
  bool shared = true;
  for (const Panel& panel : figure.panels)
    shared = shared && panel.map && is_same_scale(*panel.map, *figure.panels[0].map);
  std::vector<bool> bars;
  for (std::size_t i = 0; i < figure.panels.size(); ++i) {
    const bool last =
        (i + 1) % static_cast<std::size_t>(figure.columns) == 0 || i + 1 == figure.panels.size();
    const bool coloured = figure.panels[i].map || figure.panels[i].pixels;
    bars.push_back(coloured && !frames[i].empty && (!shared || last));
  }
  return bars;
}

/// Height over width of pictures of pixels.
double pixel_aspect(const Pixels& pixels, PlotData& data) {
  const Csv& csv = data.of(pixels.csv);
  if (csv.rows() == 0) return 1;
  return (csv.greatest(pixels.y) + 1) / (csv.greatest(pixels.x) + 1);
}

double left_of(const Panel& panel, const PanelFrame& frame, double em) {
  if (panel.pixels) {
    std::size_t longest = 0;
    for (const std::string& row : panel.pixels->rows) longest = std::max(longest, shown_characters(row));
    return em * (picture_edge + character * static_cast<double>(longest));
  }
  return em * (frame.y_numbers ? y_numbers : between_columns);
}

/// Widths beside the axes of each column, and heights below those of each row, for the largest need in it.
struct Gaps {
  std::vector<double> left, right, below;
};
Gaps gaps_of(const Figure& figure, const std::vector<PanelFrame>& frames, const std::vector<bool>& bars,
             double em) {
  const auto columns = static_cast<std::size_t>(figure.columns),
             rows = (frames.size() + columns - 1) / columns;
  Gaps gaps{std::vector<double>(columns), std::vector<double>(columns), std::vector<double>(rows)};
  for (std::size_t i = 0; i < frames.size(); ++i) {
    double &left = gaps.left[i % columns], &right = gaps.right[i % columns], &below = gaps.below[i / columns];
    left = std::max(left, left_of(figure.panels[i], frames[i], em));
    if (bars[i]) right = std::max(right, em * (figure.panels[i].pixels ? 3.2 : colour_bar));
    below = std::max(below, em * (figure.panels[i].pixels ? picture_edge
                                  : frames[i].x_numbers   ? x_numbers
                                                          : no_x_numbers));
  }
  gaps.right.back() = std::max(gaps.right.back(), em * right_edge);
  return gaps;
}

/// Axes are flatter where they are wide.
double height_of(const Figure& figure, double axes_width, PlotData& data) {
  double aspect = 0;
  for (const Panel& panel : figure.panels)
    if (panel.pixels) aspect = std::max(aspect, pixel_aspect(*panel.pixels, data));
  if (aspect > 0) return aspect * axes_width;
  return std::clamp(axes_width * (figure.columns <= 2 ? 0.62 : 0.8), 2.4, 4.6);
}

double sum(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

}  // namespace

Layout layout_of(const Figure& figure, const std::vector<PanelFrame>& frames, const Measures& measures,
                 bool caption, PlotData& data) {
  const double em = measures.em();
  const auto columns = static_cast<std::size_t>(figure.columns);
  Layout layout{};
  layout.width = figure.columns == 1   ? measures.one_column
                 : figure.columns <= 2 ? measures.more_columns
                                       : measures.many_columns;
  layout.legend = legend_of(figure, frames, measures, layout.width, data);
  layout.colour_bars = bars_of(figure, frames);
  if (caption)
    layout.caption = lines_of(figure.caption, static_cast<std::size_t>(layout.width / (em * character)) - 4);
  const Gaps gaps = gaps_of(figure, frames, layout.colour_bars, em);
  const double axes_width = (layout.width - sum(gaps.left) - sum(gaps.right)) / figure.columns,
               axes_height = height_of(figure, axes_width, data);
  const bool has_title = figure.panels.size() > 1 || (caption && !figure.panels[0].title.empty());
  const double title = has_title ? em * title_line : em * top_edge,
               legend = em * (legend_line * layout.legend.rows + (layout.legend.rows > 0 ? 0.3 : 0)),
               caption_height = layout.caption.empty()
                                    ? 0
                                    : em * (caption_line * static_cast<double>(layout.caption.size()) + 0.6);
  layout.height = legend + em * top_edge + caption_height + sum(gaps.below) +
                  static_cast<double>(gaps.below.size()) * (axes_height + title) +
                  em * between_rows * static_cast<double>(gaps.below.size() - 1);
  layout.legend_top = layout.height - em * 0.3;
  layout.caption_top = caption_height - em * 0.8;
  double top = layout.height - legend - em * top_edge;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    if (i % columns == 0) {
      if (i > 0) top -= axes_height + gaps.below[i / columns - 1] + em * between_rows;
      top -= title;
    }
    double left = gaps.left[0];
    for (std::size_t c = 1; c <= i % columns; ++c) left += axes_width + gaps.right[c - 1] + gaps.left[c];
    layout.axes.push_back(
        {.left = left, .right = left + axes_width, .bottom = top - axes_height, .top = top});
  }
  return layout;
}

}  // namespace featdyn::verify
