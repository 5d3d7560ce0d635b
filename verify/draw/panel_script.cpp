#include "verify/draw/panel_script.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verify/draw/gnuplot_text.hpp"
#include "verify/draw/ticks.hpp"

namespace featdyn::verify {
namespace {

constexpr std::size_t most_points = 4000;  ///< of a line: more than a picture can show

/// Where a column of a file stands.
std::string column(const std::filesystem::path& csv, const std::string& name, PlotData& data) {
  return fmt::format("(column({}))", data.of(csv).number(name));
}

std::string file(const std::filesystem::path& csv, const PlotData& data) {
  return gnuplot_file(csv.lexically_relative(data.folder).string());
}

/// Lines of very many points are drawn through some of them.
std::string thinned(const Series& series, PlotData& data) {
  const std::size_t rows = data.of(series.csv).rows();
  return rows > most_points ? fmt::format(" every {}", (rows + most_points - 1) / most_points) : "";
}

/// A column along an axis; what a logarithm has no place for is left out.
std::string along(const std::filesystem::path& csv, const std::string& name, const ShownAxis& axis,
                  PlotData& data) {
  const std::size_t number = data.of(csv).number(name);
  return axis.logarithmic ? fmt::format("(column({0}) > 0 ? column({0}) : NaN)", number)
                          : fmt::format("(column({}))", number);
}

/// An end of a band, which goes on below the axis.
std::string end_of_band(const std::filesystem::path& csv, const std::string& name, const ShownAxis& axis,
                        PlotData& data) {
  const std::size_t number = data.of(csv).number(name);
  return axis.logarithmic
             ? fmt::format("(column({0}) < {1:.6g} ? {1:.6g} : column({0}))", number, axis.range.low / 10)
             : fmt::format("(column({}))", number);
}

/// Points, with error bars where there are any; hollow for a line of one point.
std::string points_script(const Series& series, const PanelFrame& frame, PlotData& data) {
  const auto end = [&](const std::string& name) { return end_of_band(series.csv, name, frame.y, data); };
  const bool bars = !series.low.empty();
  const std::string ends = bars ? ":" + end(series.low) + ":" + end(series.high) : "";
  return fmt::format("{} using {}:{}{} with {} pt {} ps 0.45 lw 0.8 lc rgb {} notitle",
                     file(series.csv, data), along(series.csv, series.x, frame.x, data),
                     along(series.csv, series.y, frame.y, data), ends, bars ? "yerrorbars" : "points",
                     series.points ? 7 : 6, gnuplot_string(series.colour));
}

bool is_block(const Series& series, bool log_y, PlotData& data) {
  if (!log_y) return false;
  const Csv& csv = data.of(series.csv);
  const auto &low = csv.column(series.low), &high = csv.column(series.high);
  for (std::size_t k = 0; k < low.size(); ++k)
    if (high[k] > widest_band * low[k]) return true;
  return false;
}

/// The band around a line; its edges alone where it would cover what is below it.
std::string band_script(const Series& series, const std::string& source, const PanelFrame& frame,
                        const Measures& measures, PlotData& data) {
  const auto end = [&](const std::string& name) { return end_of_band(series.csv, name, frame.y, data); };
  const std::string x = along(series.csv, series.x, frame.x, data);
  if (!is_block(series, frame.y.logarithmic, data))
    return fmt::format(
        "{} using {}:{}:{} with filledcurves fc rgb {} fs transparent solid 0.2 noborder notitle, ", source,
        x, end(series.low), end(series.high), gnuplot_string(series.colour));
  Series edge = series;
  edge.stroke = Stroke::dotted;
  std::string edges;
  for (const std::string& y : {series.low, series.high})
    edges += fmt::format("{} using {}:{} with lines {} notitle, ", source, x, end(y),
                         stroke_of(edge, measures.line / 2));
  return edges;
}

std::string line_script(const Series& series, const PanelFrame& frame, const Measures& measures,
                        PlotData& data) {
  const std::string source = file(series.csv, data) + thinned(series, data);
  return (series.low.empty() ? "" : band_script(series, source, frame, measures, data)) +
         fmt::format("{} using {}:{} with lines {} notitle", source,
                     along(series.csv, series.x, frame.x, data), along(series.csv, series.y, frame.y, data),
                     stroke_of(series, measures.line));
}

/// Viridis: as bright to every kind of colour vision as in grey.
const char* const palette =
    "set palette defined (0 '#440154', 1 '#472c7a', 2 '#3b518b', 3 '#2c718e', 4 '#21908d', 5 '#27ad81', "
    "6 '#5cc863', 7 '#aadc32', 8 '#fde725')\n";

const char* const diverging_palette =
    "set palette defined (0 '#a63d00', 1 '#D55E00', 2 '#f0b07a', 3 '#ffffff', 4 '#86bfe0', 5 '#0072B2', 6 "
    "'#004a75')\n";

/// A label of the panel's own at a place in cm: the same in every kind of picture.
std::string label_script(int tag, const std::string& text, const PanelPlace& place, double x, double y,
                         const char* how) {
  if (text.empty()) return fmt::format("unset label {}\n", tag);
  return fmt::format("set label {} {} at screen {:.5f}, screen {:.5f} {}\n", tag, gnuplot_string(text),
                     x / place.width, y / place.height, how);
}

/// The bar of colours beside the axes.
std::string bar_script(const PanelPlace& place, const std::string& label) {
  if (!place.colour_bar) return "unset colorbox\nunset label 5\n";
  const double em = place.measures.em(), left = place.axes.right + 0.7 * em;
  return fmt::format(
             "set colorbox vertical user origin screen {:.5f}, screen {:.5f} size screen {:.5f}, screen "
             "{:.5f}\n",
             left / place.width, place.axes.bottom / place.height, 0.8 * em / place.width,
             (place.axes.top - place.axes.bottom) / place.height) +
         label_script(5, label, place, left + 4.6 * em, (place.axes.bottom + place.axes.top) / 2,
                      "center rotate by 90");
}

const char* const holes =
    "set object 1 rectangle from graph 0,0 to graph 1,1 behind fc rgb '{}' fs solid noborder\n";

std::string map_script(const HeatMap& map, const PanelPlace& place, PlotData& data) {
  const auto at = [&](const std::string& name) { return column(map.csv, name, data); };
  return std::string(map.diverging ? diverging_palette : palette) + (map.log_z ? "set" : "unset") +
         fmt::format(" logscale cb\nset cbrange [{:.17g}:{:.17g}]\nset cbtics autofreq\nset format cb '{}'\n",
                     map.z_range.low, map.z_range.high,
                     map.log_z && map.z_range.high > 100 * map.z_range.low ? "10^{%L}" : "%g") +
         bar_script(place, map.z_label) + "unset grid\n" + fmt::format(fmt::runtime(holes), colour::nothing) +
         fmt::format(
             "plot {} using {}:{}:{}:{}:{}:{}:{} with boxxyerror fs solid noborder fc palette notitle",
             file(map.csv, data), at(map.x), at(map.y), at(map.x_low), at(map.x_high), at(map.y_low),
             at(map.y_high), at(map.z));
}

/// Rows of pictures, named at the left; what has no value lies between pictures.
std::string pixels_script(const Pixels& pixels, const PanelPlace& place, PlotData& data) {
  const auto at = [&](const std::string& name) { return column(pixels.csv, name, data); };
  const Csv& csv = data.of(pixels.csv);
  const double right = csv.greatest(pixels.x), bottom = csv.greatest(pixels.y),
               row = (bottom + 2) / static_cast<double>(std::max<std::size_t>(pixels.rows.size(), 1));
  std::string rows;
  for (std::size_t k = 0; k < pixels.rows.size(); ++k)
    rows += fmt::format("{}{} {:.4g}", k > 0 ? ", " : "", gnuplot_string(pixels.rows[k]),
                        (static_cast<double>(k) + 0.5) * row - 1);
  return std::string(pixels.diverging ? diverging_palette : "set palette defined (0 'white', 1 'black')\n") +
         fmt::format("unset logscale\nset cbrange [{0}:1]\nset cbtics 1\nset format cb '%g'\n",
                     pixels.diverging ? -1 : 0) +
         bar_script(place, "") + "unset grid\nunset border\nunset xtics\n" +
         (rows.empty() ? "unset ytics\n" : "set ytics nomirror scale 0 (" + rows + ")\n") +
         fmt::format(fmt::runtime(holes), colour::grey) +
         fmt::format(
             "set xrange [-0.5:{}]\nset yrange [{}:-0.5]\nplot {} using {}:{}:(valid({}) ? column({}) : NaN) "
             "with image notitle\n"
             "unset object 1\nset border 3\n",
             right + 0.5, bottom + 0.5, file(pixels.csv, data), at(pixels.x), at(pixels.y),
             csv.number(pixels.z), csv.number(pixels.z));
}

/// In place of axes without anything on them.
const char* const nothing_script =
    "set label 2 'nothing to draw: no finite values' at graph 0.5,0.5 center\n"
    "unset logscale xy\nset format '%g'\nset xrange [0:1]\nset yrange [0:1]\nset xtics autofreq\nset ytics "
    "autofreq\n"
    "plot NaN notitle\nunset label 2\n";

/// Series that the axes cannot show, which the legend cannot say of one panel among several.
std::string absent_script(const Panel& panel, const PanelFrame& frame) {
  std::string names;
  for (std::size_t i = 0; i < panel.series.size(); ++i)
    if (frame.drawn.points[i] == 0 && !panel.series[i].title.empty())
      names += (names.empty() ? "" : ", ") + panel.series[i].title;
  if (names.empty()) return "";
  return fmt::format("set label 2 {} at graph 0.04, graph 0.93 left\n",
                     gnuplot_string(names + ": 0 or no value"));
}

std::string title_script(const Panel& panel, const PanelPlace& place) {
  std::string title = place.titled ? panel.title : "";
  if (!place.letter.empty()) title = "{/:Bold " + place.letter + "}" + (title.empty() ? "" : " ") + title;
  return label_script(1, title, place, place.axes.left, place.axes.top + 0.75 * place.measures.em(), "left");
}

/// The names of the axes, beside their numbers.
std::string names_script(const Panel& panel, const PanelFrame& frame, const PanelPlace& place) {
  const Box& axes = place.axes;
  const double em = place.measures.em();
  return label_script(3, frame.x_numbers ? panel.x_label : "", place, (axes.left + axes.right) / 2,
                      axes.bottom - 2.65 * em, "center") +
         label_script(4, frame.y_numbers ? panel.y_label : "", place, axes.left - 4.3 * em,
                      (axes.bottom + axes.top) / 2, "center rotate by 90");
}

std::string axes_script(const Panel& panel, const PanelFrame& frame, const PanelPlace& place) {
  const double em = place.measures.em(), wide = (place.axes.right - place.axes.left) / em,
               high = (place.axes.top - place.axes.bottom) / em;
  constexpr double x_number = 3.4, y_number = 2.0;  // heights of the text that a number takes
  return names_script(panel, frame, place) + ticks_script('x', frame.x, wide / x_number, frame.x_numbers) +
         ticks_script('y', frame.y, high / y_number, frame.y_numbers);
}

}  // namespace

std::string margins_script(const Box& box, double width, double height) {
  return fmt::format(
      "set lmargin at screen {:.5f}\nset rmargin at screen {:.5f}\nset bmargin at screen {:.5f}\nset tmargin "
      "at screen {:.5f}\n",
      box.left / width, box.right / width, box.bottom / height, box.top / height);
}

std::string panel_script(const Panel& panel, const PanelFrame& frame, const PanelPlace& place,
                         PlotData& data) {
  std::string text =
      margins_script(place.axes, place.width, place.height) + title_script(panel, place) +
      "set grid lt 1 lw 0.4 lc rgb '#e2e2e2'\nunset colorbox\nunset object 1\nunset label 2\nunset label 5\n";
  if (panel.pixels && !frame.empty)
    return text + "unset label 3\nunset label 4\n" + pixels_script(*panel.pixels, place, data);
  text += axes_script(panel, frame, place);
  if (frame.empty) return text + nothing_script;
  text += absent_script(panel, frame) + (panel.map ? map_script(*panel.map, place, data) : "plot ");
  bool first = !panel.map;
  for (std::size_t i = 0; i < panel.series.size(); ++i) {
    const long points = frame.drawn.points[i];
    if (points == 0) continue;
    const Series& series = panel.series[i];
    text += (first ? "" : ", ") + (series.points || points == 1
                                       ? points_script(series, frame, data)
                                       : line_script(series, frame, place.measures, data));
    first = false;
  }
  return text + "\n";
}

}  // namespace featdyn::verify
