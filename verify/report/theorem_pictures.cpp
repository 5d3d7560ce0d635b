#include "verify/report/theorem_pictures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "numerics/files/atomic_file.hpp"
#include "verify/draw/apart.hpp"
#include "verify/draw/gnuplot_text.hpp"
#include "verify/draw/plot.hpp"
#include "verify/report/mathematics.hpp"
#include "verify/sweep/sweep_table.hpp"

namespace featdyn::verify {
namespace {

std::string title_of(const TheoremFigure& figure, const Theorem& theorem) {
  return figure.title.empty() ? theorem.id : figure.title;
}

/// A named column, or a table of them of different lengths.
struct Columns {
  std::vector<std::pair<std::string, std::vector<double>>> all;

  std::string csv() const {
    std::size_t rows = 0;
    std::string text;
    for (const auto& [name, values] : all) {
      text += (text.empty() ? "" : ",") + name;
      rows = std::max(rows, values.size());
    }
    for (std::size_t row = 0; row < rows; ++row) {
      text += "\n";
      for (std::size_t k = 0; k < all.size(); ++k)
        text += (k > 0 ? "," : "") + (row < all[k].second.size() ? plotted(all[k].second[row]) : "");
    }
    return text + "\n";
  }
};

template <class Member>
std::vector<double> column(const FigureSeries& series, Member member) {
  std::vector<double> result;
  for (const FigureValue& value : series.values) result.push_back(value.*member);
  return result;
}

bool all_of(const FigureValues& values, double FigureValue::*member) {
  std::vector<double> all;
  for (const FigureSeries& series : values.series)
    for (const double x : column(series, member))
      if (std::isfinite(x)) all.push_back(x);
  return !all.empty() && is_logarithmic(all);
}

std::string label(const WrittenExpression& formula) {
  return gnuplot_text(formula.source.text);
}

Figure curves(const TheoremFigure& figure, const FigureValues& values, const std::filesystem::path& csv) {
  Columns table;
  Panel panel{.title = "",
              .x_label = label(figure.x),
              .y_label = "",
              .log_x = all_of(values, &FigureValue::x),
              .log_y = all_of(values, &FigureValue::mean),
              .series = {}};
  for (std::size_t k = 0; k < values.series.size(); ++k) {
    const FigureSeries& series = values.series[k];
    const auto name = [&](const char* part) { return fmt::format("{}_{}", part, k + 1); };
    table.all.emplace_back(name("x"), column(series, &FigureValue::x));
    table.all.emplace_back(name("mean"), column(series, &FigureValue::mean));
    table.all.emplace_back(name("low"), column(series, &FigureValue::low));
    table.all.emplace_back(name("high"), column(series, &FigureValue::high));
    panel.series.push_back({.csv = csv,
                            .x = name("x"),
                            .y = name("mean"),
                            .title = gnuplot_text(series.title),
                            .colour = colour_apart(k),
                            .stroke = stroke_apart(k),
                            .low = name("low"),
                            .high = name("high")});
  }
  numerics::write_file(csv, table.csv());
  return {
      .columns = 1, .panels = {panel}, .caption = "Means over the seeds, with the least and the greatest."};
}

/// Cells around the values of an axis, with edges half way, geometrically on a logarithmic axis.
std::map<double, Interval> cells(std::vector<double> values, bool logarithmic) {
  std::ranges::sort(values);
  const auto repeated = std::ranges::unique(values);
  values.erase(repeated.begin(), repeated.end());
  const auto forth = [&](std::size_t i) { return logarithmic ? std::log(values[i]) : values[i]; };
  const auto back = [&](double x) { return logarithmic ? std::exp(x) : x; };
  std::map<double, Interval> result;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double right = i + 1 < values.size() ? forth(i + 1) - forth(i)
                         : i > 0               ? forth(i) - forth(i - 1)
                                               : 1;
    const double left = i > 0 ? forth(i) - forth(i - 1) : right;
    result[values[i]] = {back(forth(i) - left / 2), back(forth(i) + right / 2)};
  }
  return result;
}

Interval whole(const std::map<double, Interval>& all) {
  return {all.begin()->second.low, all.rbegin()->second.high};
}

Interval range_of(const FigureValues& values) {
  Interval range{HUGE_VAL, -HUGE_VAL};
  for (const FigureSeries& series : values.series)
    for (const double z : column(series, &FigureValue::mean))
      if (std::isfinite(z)) range = {std::fmin(range.low, z), std::fmax(range.high, z)};
  if (range.low < range.high) return range;
  if (!std::isfinite(range.low)) return {0, 1};
  const double room = range.low == 0 ? 1 : std::abs(range.low) / 2;
  return {range.low - room, range.high + room};
}

Figure heat(const TheoremFigure& figure, const FigureValues& values, const std::filesystem::path& csv) {
  const bool log_x = all_of(values, &FigureValue::x), log_y = all_of(values, &FigureValue::y);
  Columns table;
  Figure result{.columns = std::min(3, static_cast<int>(values.series.size())),
                .panels = {},
                .caption = "Means over the seeds."};
  for (std::size_t k = 0; k < values.series.size(); ++k) {
    const FigureSeries& series = values.series[k];
    const auto xs = cells(column(series, &FigureValue::x), log_x),
               ys = cells(column(series, &FigureValue::y), log_y);
    const auto name = [&](const char* part) { return fmt::format("{}_{}", part, k + 1); };
    std::vector<double> edges[4];
    for (const FigureValue& value : series.values) {
      edges[0].push_back(xs.at(value.x).low), edges[1].push_back(xs.at(value.x).high);
      edges[2].push_back(ys.at(value.y).low), edges[3].push_back(ys.at(value.y).high);
    }
    table.all.insert(table.all.end(), {{name("x"), column(series, &FigureValue::x)},
                                       {name("y"), column(series, &FigureValue::y)},
                                       {name("x_low"), edges[0]},
                                       {name("x_high"), edges[1]},
                                       {name("y_low"), edges[2]},
                                       {name("y_high"), edges[3]},
                                       {name("z"), column(series, &FigureValue::mean)}});
    result.panels.push_back({.title = gnuplot_text(series.beside),
                             .x_label = label(figure.x),
                             .y_label = label(figure.y),
                             .log_x = log_x,
                             .log_y = log_y,
                             .series = {},
                             .map = HeatMap{.csv = csv,
                                            .x = name("x"),
                                            .y = name("y"),
                                            .x_low = name("x_low"),
                                            .x_high = name("x_high"),
                                            .y_low = name("y_low"),
                                            .y_high = name("y_high"),
                                            .z = name("z"),
                                            .z_label = label(figure.heat),
                                            .x_range = whole(xs),
                                            .y_range = whole(ys),
                                            .z_range = range_of(values),
                                            .log_z = all_of(values, &FigureValue::mean),
                                            .ticks_at_values = true}});
  }
  for (std::size_t c = 0; c < values.contours.size(); ++c) {
    std::vector<double> x, y;
    for (const auto& [across, up] : values.contours[c].places) x.push_back(across), y.push_back(up);
    if (x.empty()) continue;
    const std::string across = fmt::format("contour_x_{}", c + 1), up = fmt::format("contour_y_{}", c + 1);
    table.all.emplace_back(across, x), table.all.emplace_back(up, y);
    for (Panel& panel : result.panels)
      panel.series.push_back({.csv = csv,
                              .x = across,
                              .y = up,
                              .title = gnuplot_text(values.contours[c].title),
                              .colour = colour::grey,
                              .stroke = c > 0 ? Stroke::dashed : Stroke::solid});
  }
  numerics::write_file(csv, table.csv());
  return result;
}

/// For who does not see it.
std::string in_words(const TheoremFigure& figure, const FigureValues& values) {
  std::string text = figure.heat.value
                         ? fmt::format("Heat map of {} over {} and {}.", figure.heat.source.text,
                                       figure.x.source.text, figure.y.source.text)
                         : fmt::format("Curves over {}.", figure.x.source.text);
  for (const FigureSeries& series : values.series)
    text += fmt::format(" {}: {} points.", series.title, series.values.size());
  for (const FigureContour& contour : values.contours)
    text += fmt::format(" Contour {}{}.", contour.title, contour.places.empty() ? ", outside" : "");
  return text;
}

}  // namespace

std::vector<Picture> draw_theorem_figures(const Theorem& theorem, const TheoremOptions& options,
                                          const std::filesystem::path& stem, bool draw, std::string& why) {
  std::vector<Picture> pictures;
  for (const TheoremFigure& figure : theorem.figures) {
    const FigureValues values = values_of(figure, theorem, options);
    Picture picture{.title = title_of(figure, theorem),
                    .alternative = in_words(figure, values),
                    .csv = stem.string() + ".csv",
                    .svg = {}};
    if (values.series.empty()) {
      why = fmt::format("{}: [figure] is not drawn, no point of the domain is within the assumptions",
                        theorem.id);
      continue;
    }
    Figure drawn =
        figure.heat.value ? heat(figure, values, picture.csv) : curves(figure, values, picture.csv);
    if (!figure.title.empty() && drawn.panels.size() == 1)
      drawn.panels.front().title = gnuplot_text(figure.title);
    if (draw && verify::draw(drawn, stem, false, why)) picture.svg = stem.string() + ".svg";
    pictures.push_back(std::move(picture));
  }
  return pictures;
}

}  // namespace featdyn::verify
