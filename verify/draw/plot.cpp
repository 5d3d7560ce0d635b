#include "verify/draw/plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace featdyn::verify {
namespace {

constexpr double panel_width_cm = 8.6, panel_height_cm = 6.8, caption_line_cm = 0.45, colour_bar_cm = 2.2;

/// Text inside gnuplot's single quotes.
std::string quoted(const std::string& text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? std::string("''") : std::string{c};
  return result + "'";
}

std::string column(const std::string& name) {
  return "(column(\"" + name + "\"))";
}

/// Points, with error bars where there are any.
std::string points_script(const Series& series) {
  const bool bars = !series.low.empty();
  const std::string ends = bars ? ":" + column(series.low) + ":" + column(series.high) : "";
  return fmt::format("{} using {}:{}{} with {} pt 7 ps 0.8 lc rgb '{}' title {}", quoted(series.csv.string()),
                     column(series.x), column(series.y), ends, bars ? "yerrorbars" : "points", series.colour,
                     quoted(series.title));
}

std::string script(const Series& series) {
  if (series.points) return points_script(series);
  const std::string file = quoted(series.csv.string()), x = column(series.x);
  std::string plots;
  if (!series.low.empty())
    plots += fmt::format(
        "{} using {}:{}:{} with filledcurves fc rgb '{}' fs transparent solid 0.2 noborder notitle, ", file,
        x, column(series.low), column(series.high), series.colour);
  return plots + fmt::format("{} using {}:{} with lines lw 2 dt {} lc rgb '{}' title {}", file, x,
                             column(series.y), series.dashed ? "(6,3)" : "1", series.colour,
                             quoted(series.title));
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

std::string script(const HeatMap& map) {
  return std::string(map.diverging ? diverging_palette : palette) +
         (map.log_z ? "set logscale cb\n" : "unset logscale cb\n") + range("x", map.x_range) +
         range("y", map.y_range) + range("cb", map.z_range) +
         fmt::format(
             "set cblabel {}\nunset grid\n"
             "set object 1 rectangle from graph 0,0 to graph 1,1 behind fc rgb '#dddddd' fs noborder\n"
             "plot {} using {}:{}:{}:{}:{}:{}:{} with boxxyerror fs solid noborder fc palette notitle",
             quoted(map.z_label), quoted(map.csv.string()), column(map.x), column(map.y), column(map.x_low),
             column(map.x_high), column(map.y_low), column(map.y_high), column(map.z));
}

std::string script(const Pixels& pixels) {
  return std::string(pixels.diverging ? diverging_palette : "set palette defined (0 'white', 1 'black')\n") +
         fmt::format(
             "unset logscale cb\nset cbrange [{}:1]\nunset colorbox\nunset grid\nunset border\nunset tics\n"
             "set size ratio -1\nset yrange [*:*] reverse\nset xrange [*:*]\n"
             "plot {} using {}:{}:{} with image notitle\nset yrange [*:*] noreverse\n",
             pixels.diverging ? -1 : 0, quoted(pixels.csv.string()), column(pixels.x), column(pixels.y),
             column(pixels.z));
}

/// Entries of the legend stand in at most two columns.
long key_rows(const Panel& panel) {
  const auto keys =
      std::ranges::count_if(panel.series, [](const Series& series) { return !series.title.empty(); });
  return keys <= 2 ? keys : (keys + 1) / 2;
}

std::string script(const Panel& panel) {
  const long rows = key_rows(panel);
  std::string text =
      fmt::format("set title {} offset 0,{}\nset xlabel {}\nset ylabel {}\n", quoted(panel.title),
                  static_cast<double>(rows), quoted(panel.x_label), quoted(panel.y_label));
  text += panel.log_x ? "set logscale x; set format x '10^{%L}'\n" : "unset logscale x; set format x '%g'\n";
  text += panel.log_y ? "set logscale y; set format y '10^{%L}'\n" : "unset logscale y; set format y '%g'\n";
  text += panel.log_y && panel.y_least > 0 ? fmt::format("set yrange [{:g}<*:*]\n", panel.y_least)
                                           : "set yrange [*:*]\n";
  text += panel.x_tick > 0 ? fmt::format("set xtics {}\n", panel.x_tick) : "set xtics autofreq\n";
  text += fmt::format("set key maxrows {}\n", std::max(rows, 1L));
  if (panel.pixels) return text + script(*panel.pixels);
  if (panel.map && panel.log_x && is_short(panel.map->x_range)) text += close_ticks("x", panel.map->x_range);
  if (panel.map && panel.log_y && is_short(panel.map->y_range)) text += close_ticks("y", panel.map->y_range);
  text += panel.map ? script(*panel.map) : "plot ";
  for (std::size_t i = 0; i < panel.series.size(); ++i)
    text += (i > 0 || panel.map ? ", " : "") + script(panel.series[i]);
  return text + "\n";
}

/// The caption, wrapped at about `width` characters, as one bottom label.
std::string wrapped(const std::string& caption, std::size_t width, int& lines) {
  std::string result, line;
  lines = 0;
  const auto finish = [&] {
    result += (lines++ > 0 ? "\\n" : "") + line;
    line.clear();
  };
  for (std::size_t start = 0; start < caption.size();) {
    const std::size_t end = std::min(caption.find(' ', start), caption.size());
    const std::string word = caption.substr(start, end - start);
    if (!line.empty() && line.size() + word.size() + 1 > width) finish();
    line += (line.empty() ? "" : " ") + word;
    start = end + 1;
  }
  if (!line.empty()) finish();
  return result;
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

std::string script(const Figure& figure, const std::string& terminal, const std::filesystem::path& output) {
  const int columns = figure.columns, rows = (static_cast<int>(figure.panels.size()) + columns - 1) / columns;
  int lines = 0;
  const std::string caption = wrapped(figure.caption, static_cast<std::size_t>(columns) * 52, lines);
  const bool maps =
      std::ranges::any_of(figure.panels, [](const Panel& panel) { return panel.map.has_value(); });
  const double colour_bar = maps ? colour_bar_cm : 0, width = columns * (panel_width_cm + colour_bar);
  const Layout layout = layout_of(figure, colour_bar);
  const double caption_height = lines * caption_line_cm + (lines > 0 ? 0.3 : 0),
               height = rows * layout.panel_height + caption_height;
  std::string text;
  if (terminal == "pngcairo")
    text = fmt::format("set terminal pngcairo size {:.0f},{:.0f} fontscale 1.85 linewidth 2.2\n", width * 100,
                       height * 100);
  else if (terminal == "svg")
    text = fmt::format("set terminal svg size {:.0f},{:.0f} font ',10' background 'white'\n", width * 37.8,
                       height * 37.8);
  else
    text = fmt::format("set terminal pdfcairo size {:.2f}cm,{:.2f}cm fontscale 0.42\n", width, height);
  text += fmt::format(
      "set output {}\nset encoding utf8\nset datafile separator ','\nset datafile columnheaders\n"
      "set border 3 lw 0.8\nset tics nomirror\nset grid lw 0.4 lc rgb '#dddddd'\n"
      "set key at graph 0.5, graph 1.02 center bottom vertical Left reverse samplen 2 width -1\n",
      quoted(output.string()));
  if (!caption.empty()) {
    std::string escaped;
    for (const char c : caption) escaped += c == '"' ? std::string("\\\"") : std::string{c};
    text += fmt::format("set label 1 \"{}\" at screen 0.02, screen {:.4f} left\n", escaped,
                        (caption_height - 0.35) / height);
  }
  text += fmt::format(
      "set multiplot layout {},{} margins {:.4f},{:.4f},{:.4f},{:.4f} spacing {:.4f},{:.4f}\n", rows, columns,
      layout.left / width, 1 - layout.right / width, (caption_height + layout.bottom) / height,
      1 - layout.top / height, layout.x_gap / width, layout.y_gap / height);
  for (std::size_t i = 0; i < figure.panels.size(); ++i)
    text += script(figure.panels[i]) + (i == 0 ? "unset label 1\n" : "");
  return text + "unset multiplot\nset output\n";
}

/// Runs a script. gnuplot warns of empty ranges and the like; whether it failed its exit status says.
bool run_gnuplot(const std::string& text) {
  FILE* pipe = popen("gnuplot 2>/dev/null", "w");
  if (pipe == nullptr) return false;
  const bool written = std::fwrite(text.data(), 1, text.size(), pipe) == text.size();
  return pclose(pipe) == 0 && written;
}

}  // namespace

double tick_distance(double end) {
  const double least = end / 6, power = std::pow(10, std::floor(std::log10(std::max(least, 1e-300))));
  for (const double factor : {1.0, 2.0, 5.0})
    if (factor * power >= least) return factor * power;
  return 10 * power;
}

std::string plot_script(const Figure& figure) {
  return script(figure, "svg", "");
}

bool draw(const Figure& figure, const std::filesystem::path& stem, bool pdf, std::string& why) {
  if (std::system("command -v gnuplot >/dev/null 2>&1") != 0) {
    why = "no pictures: gnuplot is missing (Debian: apt-get install gnuplot-nox)";
    return false;
  }
  std::vector<std::pair<const char*, const char*>> formats{{"svg", ".svg"}, {"pngcairo", ".png"}};
  if (pdf) formats.emplace_back("pdfcairo", ".pdf");
  for (const auto& [terminal, extension] : formats) {
    const std::filesystem::path picture = stem.string() + extension, part = picture.string() + ".part";
    const bool drawn = run_gnuplot(script(figure, terminal, part));
    std::error_code error;
    if (!drawn || std::filesystem::file_size(part, error) == 0 || error) {
      std::filesystem::remove(part, error);
      why = "no picture " + picture.string() + ": gnuplot failed";
      return false;
    }
    std::filesystem::rename(part, picture);
  }
  return true;
}

}  // namespace featdyn::verify
