#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verify/draw/drawable.hpp"
#include "verify/draw/gnuplot_text.hpp"
#include "verify/draw/plot.hpp"

namespace featdyn::verify {
namespace {

constexpr double panel_width_cm = 8.6, panel_height_cm = 6.8, caption_line_cm = 0.45, colour_bar_cm = 2.2;
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

/// Points, with error bars where there are any.
std::string points_script(const Series& series, PlotData& data) {
  const auto at = [&](const std::string& name) { return column(series.csv, name, data); };
  const bool bars = !series.low.empty();
  const std::string ends = bars ? ":" + at(series.low) + ":" + at(series.high) : "";
  return fmt::format("{} using {}:{}{} with {} pt 7 ps 0.8 lc rgb {} title {}", file(series.csv, data),
                     at(series.x), at(series.y), ends, bars ? "yerrorbars" : "points",
                     gnuplot_string(series.colour), gnuplot_string(series.title));
}

std::string line_script(const Series& series, PlotData& data) {
  const auto at = [&](const std::string& name) { return column(series.csv, name, data); };
  const std::string source = file(series.csv, data) + thinned(series, data),
                    colour = gnuplot_string(series.colour);
  std::string plots;
  if (!series.low.empty())
    plots += fmt::format(
        "{} using {}:{}:{} with filledcurves fc rgb {} fs transparent solid 0.2 noborder notitle, ", source,
        at(series.x), at(series.low), at(series.high), colour);
  return plots + fmt::format("{} using {}:{} with lines lw 2 dt {} lc rgb {} title {}", source, at(series.x),
                             at(series.y), series.dashed ? "(6,3)" : "1", colour,
                             gnuplot_string(series.title));
}

/// An entry of the legend for what the axes cannot show.
std::string absent_script(const Series& series) {
  return fmt::format("NaN with lines lw 2 lc rgb {} title {}", gnuplot_string(series.colour),
                     gnuplot_string(series.title.empty() ? "" : series.title + " (0 or no value)"));
}

std::string script(const Series& series, long points, PlotData& data) {
  if (points == 0) return absent_script(series);
  return series.points || points == 1 ? points_script(series, data) : line_script(series, data);
}

/// Viridis: as bright to every kind of colour vision as in grey.
const char* const palette =
    "set palette defined (0 '#440154', 1 '#472c7a', 2 '#3b518b', 3 '#2c718e', 4 '#21908d', 5 '#27ad81', "
    "6 '#5cc863', 7 '#aadc32', 8 '#fde725')\n";

const char* const diverging_palette =
    "set palette defined (0 '#a63d00', 1 '#D55E00', 2 '#f0b07a', 3 '#ffffff', 4 '#86bfe0', 5 '#0072B2', 6 "
    "'#004a75')\n";

std::string range(const char* axis, const Interval& interval) {
  return fmt::format("set {}range [{:.17g}:{:.17g}]\n", axis, interval.low, interval.high);
}

/// Ticks at 1, 2 and 5 times powers of ten: on a logarithmic axis of less than two decades.
std::string close_ticks(const char* axis, const Interval& interval) {
  std::string places;
  for (double power = std::pow(10, std::floor(std::log10(interval.low))); power <= interval.high; power *= 10)
    for (const double factor : {1.0, 2.0, 5.0})
      if (factor * power >= interval.low && factor * power <= interval.high)
        places += fmt::format("{}{:g}", places.empty() ? "" : ", ", factor * power);
  return fmt::format("set {0}tics ({1})\nset format {0} '%g'\n", axis, places);
}

bool is_short(const Interval& interval) {
  return interval.low > 0 && interval.high < 100 * interval.low;
}

std::string script(const HeatMap& map, PlotData& data) {
  const auto at = [&](const std::string& name) { return column(map.csv, name, data); };
  return std::string(map.diverging ? diverging_palette : palette) +
         (map.log_z ? "set logscale cb\n" : "unset logscale cb\n") + range("x", map.x_range) +
         range("y", map.y_range) + range("cb", map.z_range) +
         fmt::format(
             "set cblabel {}\nunset grid\n"
             "set object 1 rectangle from graph 0,0 to graph 1,1 behind fc rgb '#dddddd' fs noborder\n"
             "plot {} using {}:{}:{}:{}:{}:{}:{} with boxxyerror fs solid noborder fc palette notitle",
             gnuplot_string(map.z_label), file(map.csv, data), at(map.x), at(map.y), at(map.x_low),
             at(map.x_high), at(map.y_low), at(map.y_high), at(map.z));
}

std::string script(const Pixels& pixels, PlotData& data) {
  const auto at = [&](const std::string& name) { return column(pixels.csv, name, data); };
  return std::string(pixels.diverging ? diverging_palette : "set palette defined (0 'white', 1 'black')\n") +
         fmt::format(
             "unset logscale cb\nset cbrange [{}:1]\nunset colorbox\nunset grid\nunset border\nunset tics\n"
             "set size ratio -1\nset yrange [*:*] reverse\nset xrange [*:*]\n"
             "plot {} using {}:{}:{} with image notitle\nset yrange [*:*] noreverse\n",
             pixels.diverging ? -1 : 0, file(pixels.csv, data), at(pixels.x), at(pixels.y), at(pixels.z));
}

/// In place of axes without anything on them.
const char* const nothing_script =
    "set label 2 'nothing to draw: no finite values' at graph 0.5,0.5 center\n"
    "unset logscale xy\nset format '%g'\nset xrange [0:1]\nset yrange [0:1]\n"
    "plot NaN notitle\nunset label 2\nset xrange [*:*]\nset yrange [*:*]\n";

/// Entries of the legend stand in at most two columns.
long key_rows(const Panel& panel) {
  const auto keys =
      std::ranges::count_if(panel.series, [](const Series& series) { return !series.title.empty(); });
  return keys <= 2 ? keys : (keys + 1) / 2;
}

std::string axes_script(const Panel& panel, const Drawable& drawn) {
  std::string text;
  text += drawn.log_x ? "set logscale x; set format x '10^{%L}'\n" : "unset logscale x; set format x '%g'\n";
  text += drawn.log_y ? "set logscale y; set format y '10^{%L}'\n" : "unset logscale y; set format y '%g'\n";
  text += drawn.log_y && panel.y_least > 0 ? fmt::format("set yrange [{:g}<*:*]\n", panel.y_least)
                                           : "set yrange [*:*]\n";
  return text + (panel.x_tick > 0 ? fmt::format("set xtics {}\n", panel.x_tick) : "set xtics autofreq\n");
}

bool has_something(const Panel& panel, const Drawable& drawn, PlotData& data) {
  return drawn.any() || (panel.map && finite_values(panel.map->csv, panel.map->z, data) > 0) ||
         (panel.pixels && finite_values(panel.pixels->csv, panel.pixels->z, data) > 0);
}

std::string script(const Panel& panel, PlotData& data) {
  const Drawable drawn = drawable(panel, data);
  const long rows = key_rows(panel);
  std::string text =
      fmt::format("set title {} offset 0,{}\nset xlabel {}\nset ylabel {}\n", gnuplot_string(panel.title),
                  static_cast<double>(rows), gnuplot_string(panel.x_label), gnuplot_string(panel.y_label));
  text += axes_script(panel, drawn) + fmt::format("set key maxrows {}\n", std::max(rows, 1L));
  if (!has_something(panel, drawn, data)) return text + nothing_script;
  if (panel.pixels) return text + script(*panel.pixels, data);
  if (panel.map && panel.log_x && is_short(panel.map->x_range)) text += close_ticks("x", panel.map->x_range);
  if (panel.map && panel.log_y && is_short(panel.map->y_range)) text += close_ticks("y", panel.map->y_range);
  text += panel.map ? script(*panel.map, data) : "plot ";
  for (std::size_t i = 0; i < panel.series.size(); ++i)
    text += (i > 0 || panel.map ? ", " : "") + script(panel.series[i], drawn.points[i], data);
  return text + "\n";
}

/// The caption in lines of about `width` characters.
std::vector<std::string> lines_of(const std::string& caption, std::size_t width) {
  std::vector<std::string> lines;
  for (std::size_t start = 0; start < caption.size();) {
    const std::size_t end = std::min(caption.find(' ', start), caption.size());
    const std::string word = caption.substr(start, end - start);
    if (lines.empty() || (!lines.back().empty() && lines.back().size() + word.size() + 1 > width))
      lines.emplace_back();
    lines.back() += (lines.back().empty() ? "" : " ") + word;
    start = end + 1;
  }
  return lines;
}

/// As one label at the bottom.
std::string caption_script(const std::vector<std::string>& lines, double height) {
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : R"(."\n".)") + gnuplot_string(line);
  return text.empty() ? "" : fmt::format("set label 1 {} at screen 0.02, screen {:.4f} left\n", text, height);
}

/// What is around the axes of a panel and between panels, in cm.
struct Layout {
  double panel_height, left, right, bottom, top, x_gap, y_gap;
};
Layout layout_of(const Figure& figure, double colour_bar) {
  const auto is_picture = [](const Panel& panel) { return panel.pixels.has_value(); };
  if (std::ranges::all_of(figure.panels, is_picture))
    return {.panel_height = 4.9,
            .left = 0.3,
            .right = 0.3,
            .bottom = 0.15,
            .top = 0.75,
            .x_gap = 0.5,
            .y_gap = 0.9};
  long legend = 0;
  for (const Panel& panel : figure.panels) legend = std::max(legend, key_rows(panel));
  const double keys = 0.42 * static_cast<double>(legend);
  return {.panel_height = panel_height_cm,
          .left = 1.75,
          .right = 0.5 + colour_bar,
          .bottom = 1.2,
          .top = 0.95 + keys,
          .x_gap = 2.1 + colour_bar,
          .y_gap = 2.3 + keys};
}

std::string terminal_script(std::string_view kind, double width, double height) {
  if (kind == ".png")
    return fmt::format("set terminal pngcairo size {:.0f},{:.0f} fontscale 1.85 linewidth 2.2\n", width * 100,
                       height * 100);
  if (kind == ".svg")
    return fmt::format("set terminal svg size {:.0f},{:.0f} font ',10' background 'white'\n", width * 37.8,
                       height * 37.8);
  return fmt::format("set terminal pdfcairo size {:.2f}cm,{:.2f}cm fontscale 0.42\n", width, height);
}

const char* const style_script =
    "set encoding utf8\nset datafile separator ','\nset datafile columnheaders\n"
    "set border 3 lw 0.8\nset tics nomirror\nset grid lw 0.4 lc rgb '#dddddd'\n"
    "set key at graph 0.5, graph 1.02 center bottom vertical Left reverse samplen 2 width -1\n";

}  // namespace

std::string plot_script(const Figure& figure, const PictureFile& file) {
  PlotData data{.folder = file.folder};
  const int columns = figure.columns, rows = (static_cast<int>(figure.panels.size()) + columns - 1) / columns;
  const auto caption = lines_of(figure.caption, static_cast<std::size_t>(columns) * 52);
  const bool maps =
      std::ranges::any_of(figure.panels, [](const Panel& panel) { return panel.map.has_value(); });
  const double colour_bar = maps ? colour_bar_cm : 0, width = columns * (panel_width_cm + colour_bar);
  const Layout layout = layout_of(figure, colour_bar);
  const double caption_height =
      static_cast<double>(caption.size()) * caption_line_cm + (caption.empty() ? 0 : 0.3);
  const double height = rows * layout.panel_height + caption_height;
  std::string text = "reset\n" + terminal_script(file.kind, width, height) +
                     fmt::format("set output {}\n", gnuplot_file(file.name)) + style_script +
                     caption_script(caption, (caption_height - 0.35) / height);
  text += fmt::format(
      "set multiplot layout {},{} margins {:.4f},{:.4f},{:.4f},{:.4f} spacing {:.4f},{:.4f}\n", rows, columns,
      layout.left / width, 1 - layout.right / width, (caption_height + layout.bottom) / height,
      1 - layout.top / height, layout.x_gap / width, layout.y_gap / height);
  for (std::size_t i = 0; i < figure.panels.size(); ++i)
    text += script(figure.panels[i], data) + (i == 0 ? "unset label 1\n" : "");
  return text + "unset multiplot\nset output\n";
}

double tick_distance(double end) {
  const double least = end / 6, power = std::pow(10, std::floor(std::log10(std::max(least, 1e-300))));
  for (const double factor : {1.0, 2.0, 5.0})
    if (factor * power >= least) return factor * power;
  return 10 * power;
}

}  // namespace featdyn::verify
