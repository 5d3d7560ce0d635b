#include "verify/draw/legend.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "verify/draw/gnuplot_text.hpp"

namespace featdyn::verify {
namespace {

constexpr const char* dashes[strokes] = {"1", "(6,3)", "(2,4)", "(7,2.5,1.5,2.5)", "(7,2.5,1.5,2.5,1.5,2.5)"};

struct Entry {
  std::string title, script;
  bool operator==(const Entry&) const = default;
};

Entry entry_of(const Series& series, const Measures& measures, bool dots) {
  const std::string look = dots ? fmt::format("points pt 7 ps 0.55 lc rgb {}", gnuplot_string(series.colour))
                                : "lines " + stroke_of(series, measures.line);
  return {.title = series.title, .script = look};
}

void add(std::vector<Entry>& entries, Entry entry) {
  if (!entry.title.empty() && std::ranges::find(entries, entry) == entries.end())
    entries.push_back(std::move(entry));
}

/// An entry is said to be without a value where no panel can show it.
void add_series(std::vector<Entry>& entries, const Figure& figure, const std::vector<PanelFrame>& frames,
                const Measures& measures) {
  std::vector<Entry> absent;
  for (std::size_t p = 0; p < figure.panels.size(); ++p)
    for (std::size_t i = 0; i < figure.panels[p].series.size(); ++i) {
      const Series& series = figure.panels[p].series[i];
      const long points = frames[p].drawn.points[i];
      add(points > 0 ? entries : absent, entry_of(series, measures, series.points || points == 1));
    }
  for (Entry& entry : absent) {
    const auto is_same = [&](const Entry& other) { return other.title == entry.title; };
    if (std::ranges::none_of(entries, is_same))
      entries.push_back({.title = entry.title + " (0 or no value)", .script = std::move(entry.script)});
  }
}

bool has_holes(const HeatMap& map, PlotData& data) {
  const Csv& csv = data.of(map.csv);
  if (csv.rows() == 0) return false;
  const auto &x = csv.column(map.x), &y = csv.column(map.y), &z = csv.column(map.z);
  std::set<std::pair<double, double>> cells, filled;  // a file may hold several maps below each other
  for (std::size_t k = 0; k < z.size(); ++k) {
    if (std::isfinite(x[k]) && std::isfinite(y[k])) cells.emplace(x[k], y[k]);
    if (std::isfinite(z[k])) filled.emplace(x[k], y[k]);
  }
  return !filled.empty() && filled.size() < cells.size();
}

}  // namespace

std::string stroke_of(const Series& series, double width) {
  return fmt::format("lw {:.3g} dt {} lc rgb {}", width, dashes[static_cast<std::size_t>(series.stroke)],
                     gnuplot_string(series.colour));
}

std::size_t shown_characters(const std::string& text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool is_markup = std::string_view("{}^_").find(text[i]) != std::string_view::npos;
    if (text[i] == '\\' && i + 1 < text.size())
      ++i, ++count;
    else if (!is_markup && (byte & 0xC0U) != 0x80U)
      ++count;
  }
  return count;
}

Legend legend_of(const Figure& figure, const std::vector<PanelFrame>& frames, const Measures& measures,
                 double width, PlotData& data) {
  std::vector<Entry> entries;
  for (const Series& series : figure.legend) add(entries, entry_of(series, measures, series.points));
  add_series(entries, figure, frames, measures);
  for (const Panel& panel : figure.panels)
    if (panel.map && has_holes(*panel.map, data))
      add(entries, {.title = panel.map->absent,
                    .script = fmt::format("boxes fs solid noborder fc rgb '{}'", colour::nothing)});
  Legend legend;
  std::size_t longest = 0;
  for (const auto& [title, script] : entries) {
    longest = std::max(longest, shown_characters(title));
    legend.entries.push_back(fmt::format("NaN with {} title {}", script, gnuplot_string(title)));
  }
  if (entries.empty()) return legend;
  const double entry_width = measures.em() * (3.6 + 0.56 * static_cast<double>(longest));
  const auto count = static_cast<int>(entries.size());
  const int most = std::clamp(static_cast<int>(0.97 * width / entry_width), 1, count);
  legend.rows = (count + most - 1) / most;
  legend.columns = (count + legend.rows - 1) / legend.rows;
  return legend;
}

}  // namespace featdyn::verify
