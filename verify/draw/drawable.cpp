#include "verify/draw/drawable.hpp"

#include <algorithm>
#include <cmath>

namespace featdyn::verify {
namespace {

constexpr double largest = 1e300;  ///< of values that gnuplot's ranges take

bool shows(double value, bool logarithmic) {
  return std::abs(value) <= largest && (!logarithmic || value > 0);
}

long points_of(const Series& series, bool log_x, bool log_y, PlotData& data) {
  const Csv& csv = data.of(series.csv);
  if (csv.rows() == 0) return 0;
  const auto &x = csv.column(series.x), &y = csv.column(series.y);
  long count = 0;
  for (std::size_t k = 0; k < x.size(); ++k) count += shows(x[k], log_x) && shows(y[k], log_y);
  return count;
}

}  // namespace

const Csv& PlotData::of(const std::filesystem::path& file) {
  return files.try_emplace(file, file).first->second;
}

bool Drawable::any() const {
  return std::ranges::any_of(points, [](long count) { return count > 0; });
}

Drawable drawable(const Panel& panel, PlotData& data) {
  Drawable result{};
  const std::pair<bool, bool> axes[] = {
      {panel.log_x, panel.log_y}, {panel.log_x, false}, {false, panel.log_y}, {false, false}};
  for (const auto& [log_x, log_y] : axes) {
    result = {.log_x = log_x, .log_y = log_y, .points = {}};
    for (const Series& series : panel.series) result.points.push_back(points_of(series, log_x, log_y, data));
    if (result.any()) return result;
  }
  return result;
}

long finite_values(const std::filesystem::path& csv, const std::string& column, PlotData& data) {
  const Csv& file = data.of(csv);
  if (file.rows() == 0) return 0;
  return std::ranges::count_if(file.column(column), [](double value) { return shows(value, false); });
}

}  // namespace featdyn::verify
