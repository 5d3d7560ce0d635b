#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "numerics/files/atomic_file.hpp"
#include "verify/draw/plot.hpp"
#include "verify/report/mathematics.hpp"
#include "verify/report/numbers.hpp"
#include "verify/report/report.hpp"

namespace featdyn::verify {
namespace {

/// A column of a chart's file: what it is called there, and its numbers.
struct Column {
  std::string name;
  const std::vector<double>* values;
};

/// "<part>, <curve>" with the curve's number where its title is not its own, without CSV's and gnuplot's
/// signs.
std::string column_name(const Chart& chart, std::size_t k, const std::string& part) {
  const std::string& title = chart.curves[k].title;
  const auto same = std::ranges::count(chart.curves, title, &Chart::Curve::title);
  std::string result = part + " of " + title + (title.empty() || same > 1 ? fmt::format("({})", k + 1) : "");
  std::ranges::replace_if(
      result, [](char c) { return c == ',' || c == '"' || c == '\\' || c == '\n' || c == '\r'; }, ';');
  return result;
}

std::vector<Column> columns_of(const Chart& chart) {
  std::vector<Column> columns;
  for (std::size_t k = 0; k < chart.curves.size(); ++k) {
    const Chart::Curve& curve = chart.curves[k];
    columns.push_back({column_name(chart, k, "x"), &curve.x});
    columns.push_back({column_name(chart, k, "y"), &curve.y});
    if (curve.low.empty()) continue;
    columns.push_back({column_name(chart, k, "low"), &curve.low});
    columns.push_back({column_name(chart, k, "high"), &curve.high});
  }
  return columns;
}

std::string csv(const Chart& chart) {
  const auto columns = columns_of(chart);
  std::size_t rows = 0;
  std::string text;
  for (const Column& column : columns) {
    rows = std::max(rows, column.values->size());
    text += (text.empty() ? "" : ",") + column.name;
  }
  for (std::size_t row = 0; row < rows; ++row) {
    text += '\n';
    for (std::size_t k = 0; k < columns.size(); ++k) {
      const auto& values = *columns[k].values;
      text += k > 0 ? "," : "";
      if (row < values.size() && std::isfinite(values[row])) text += fmt::format("{:.17g}", values[row]);
    }
  }
  std::string comment = fmt::format("# {}; x: {}; y: {}", chart.title, chart.x_label, chart.y_label);
  std::ranges::replace_if(
      comment, [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return comment + "\n" + text + "\n";
}

Panel panel(const Chart& chart, const std::filesystem::path& file) {
  Panel result{.title = gnuplot_text(chart.title),
               .x_label = gnuplot_text(chart.x_label),
               .y_label = gnuplot_text(chart.y_label),
               .log_x = chart.log_x,
               .log_y = chart.log_y,
               .series = {}};
  for (std::size_t k = 0; k < chart.curves.size(); ++k) {
    const Chart::Curve& curve = chart.curves[k];
    const bool ranged = !curve.low.empty();
    result.series.push_back({.csv = file,
                             .x = column_name(chart, k, "x"),
                             .y = column_name(chart, k, "y"),
                             .title = gnuplot_text(curve.title),
                             .colour = curve.colour,
                             .dashed = curve.dashed,
                             .points = curve.points,
                             .low = ranged ? column_name(chart, k, "low") : "",
                             .high = ranged ? column_name(chart, k, "high") : ""});
  }
  return result;
}

std::string extent(const std::vector<double>& values) {
  Range range{HUGE_VAL, -HUGE_VAL};
  for (const double value : values)
    if (std::isfinite(value)) range = {std::min(range.low, value), std::max(range.high, value)};
  return range.low <= range.high ? fmt::format("{:.3g} to {:.3g}", range.low, range.high) : "nothing";
}

/// For who does not see the picture: every curve with its extent.
std::string in_words(const Chart& chart) {
  std::string text = fmt::format("{}: {} against {}.", unicode_text(chart.title), unicode_text(chart.y_label),
                                 unicode_text(chart.x_label));
  for (const Chart::Curve& curve : chart.curves)
    text += fmt::format(" {}: {} {}, x {}, y {}.", unicode_text(curve.title), curve.x.size(),
                        curve.points ? "points" : "points of a line", extent(curve.x), extent(curve.y));
  return text;
}

}  // namespace

std::vector<Picture> draw_charts(const std::filesystem::path& directory, const Finding& finding, bool wanted,
                                 std::string& why) {
  std::vector<Picture> pictures;
  for (const Chart& chart : finding.charts) {
    const std::string number = pictures.empty() ? "" : fmt::format("-{}", pictures.size() + 1);
    const std::filesystem::path stem = directory / (finding.claim + number);
    Picture picture{
        .title = chart.title, .alternative = in_words(chart), .csv = stem.string() + ".csv", .svg = {}};
    numerics::write_file(picture.csv, csv(chart));
    const Figure figure{.columns = 1, .panels = {panel(chart, picture.csv)}, .caption = ""};
    if (wanted && draw(figure, stem, false, why)) picture.svg = stem.string() + ".svg";
    pictures.push_back(picture);
  }
  return pictures;
}

}  // namespace featdyn::verify
