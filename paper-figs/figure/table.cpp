#include "paper-figs/figure/table.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "verify/draw/csv.hpp"
#include "verify/grid/run_key.hpp"
#include "verify/sha256.hpp"

namespace featdyn::figures {
namespace {

using verify::Row;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// The rows of one group.
struct Measured {
  std::vector<Row> rows;
  std::size_t columns;

  std::size_t lines() const {
    std::size_t most = 0;
    for (const Row& row : rows) most = std::max(most, row.values.size() / columns);
    return most;
  }
  double at(std::size_t run, std::size_t line, std::size_t column) const {
    const auto& values = rows[run].values;
    return line < values.size() / columns ? values[line * columns + column] : nan;
  }
};

std::string header(const Table& table) {
  std::vector<std::string> names = table.keys;
  if (table.lines == Lines::runs) names.emplace_back("seed");
  for (std::size_t c = 0; c < table.measurement.columns.size(); ++c) {
    const std::string& name = table.measurement.columns[c];
    names.push_back(name);
    if (table.lines == Lines::bands && c >= table.shared) {
      names.push_back(name + "_least");
      names.push_back(name + "_greatest");
    }
  }
  return fmt::format("{}\n", fmt::join(names, ","));
}

/// ",mean,least,greatest" over the runs that have the value.
std::string band(const Measured& measured, std::size_t line, std::size_t column) {
  double sum = 0, least = nan, greatest = nan, count = 0;
  for (std::size_t run = 0; run < measured.rows.size(); ++run) {
    const double value = measured.at(run, line, column);
    if (std::isnan(value)) continue;
    sum += value, count += 1;
    least = std::fmin(least, value);
    greatest = std::fmax(greatest, value);
  }
  return fmt::format(",{},{},{}", verify::csv_field(count > 0 ? sum / count : nan), verify::csv_field(least),
                     verify::csv_field(greatest));
}

double first_of(const Measured& measured, std::size_t line, std::size_t column) {
  for (std::size_t run = 0; run < measured.rows.size(); ++run)
    if (const double value = measured.at(run, line, column); !std::isnan(value)) return value;
  return nan;
}

std::string key_fields(const Group& group) {
  std::string text;
  for (const double value : group.key) text += verify::csv_field(value) + ",";
  return text;
}

std::string bands(const Table& table, const Group& group, const Measured& measured) {
  std::string text;
  for (std::size_t line = 0; line < measured.lines(); ++line) {
    std::string fields;
    for (std::size_t c = 0; c < measured.columns; ++c)
      fields +=
          c < table.shared ? "," + verify::csv_field(first_of(measured, line, c)) : band(measured, line, c);
    text += key_fields(group) + fields.substr(1) + "\n";
  }
  return text;
}

std::string runs(const Group& group, const Measured& measured) {
  std::string text;
  for (std::size_t run = 0; run < measured.rows.size(); ++run)
    for (std::size_t line = 0; line < measured.rows[run].values.size() / measured.columns; ++line) {
      text += key_fields(group) + std::to_string(group.runs[run].data_seed);
      for (std::size_t c = 0; c < measured.columns; ++c)
        text += "," + verify::csv_field(measured.at(run, line, c));
      text += "\n";
    }
  return text;
}

}  // namespace

std::string compute_csv(const Table& table, verify::RunStore& store, const verify::GridOptions& options) {
  std::vector<numerics::Settings> points;
  for (const Group& group : table.groups) points.insert(points.end(), group.runs.begin(), group.runs.end());
  const std::vector<Row> rows = verify::run_grid(points, table.measurement, store, options);
  std::string text = header(table);
  auto next = rows.begin();
  for (const Group& group : table.groups) {
    const auto end = next + static_cast<std::ptrdiff_t>(group.runs.size());
    const Measured measured{.rows = {next, end}, .columns = table.measurement.columns.size()};
    text += table.lines == Lines::bands ? bands(table, group, measured) : runs(group, measured);
    next = end;
  }
  return text;
}

std::string fingerprint(const Table& table) {
  verify::RunKeys keys(table.measurement.work());
  std::string text = header(table);
  for (const Group& group : table.groups) {
    text += key_fields(group) + "\n";
    for (const numerics::Settings& run : group.runs) text += keys.of(run) + "\n";
  }
  return verify::sha256(text);
}

}  // namespace featdyn::figures
