#include "verify/sweep/sweep_csv.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>

namespace featdyn::verify {
namespace {

/// A field of a CSV file (RFC 4180).
std::string field(const std::string& text) {
  if (text.find_first_of(",\"\n") == text.npos) return text;
  std::string quoted;
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string{c};
  return '"' + quoted + '"';
}

std::string field(double value) {
  return std::isnan(value) ? "" : fmt::format("{:.17g}", value);
}

}  // namespace

std::string sweep_csv(const Sweep& sweep, const Measurement& measurement, const std::vector<Row>& rows) {
  std::string text;
  for (const Sweep::Axis& axis : sweep.axes()) text += axis.key + ",";
  text += fmt::format("seed,{},status\n", fmt::join(measurement.columns, ","));
  for (std::size_t k = 0; k < rows.size(); ++k) {
    for (const std::string& value : sweep.values_at(k)) text += field(value) + ",";
    text += std::to_string(sweep.point(k).data_seed);
    for (const double value : rows[k].values) text += "," + field(value);
    text += "," + rows[k].status + "\n";
  }
  return text;
}

}  // namespace featdyn::verify
