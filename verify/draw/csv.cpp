#include "verify/draw/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>
#include <stdexcept>

#include "numerics/files/atomic_file.hpp"

namespace featdyn::verify {
namespace {

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields{""};
  for (const char c : line) {
    if (c == ',')
      fields.emplace_back();
    else
      fields.back() += c;
  }
  return fields;
}

bool is_less(double a, double b) {
  return std::isnan(b) ? !std::isnan(a) : a < b;
}
bool is_less_or_nan(double a, double b) {
  return std::isnan(a) ? !std::isnan(b) : a < b;
}

}  // namespace

Csv::Csv(const std::filesystem::path& file) {
  std::istringstream lines(numerics::read_file(file));
  std::string line;
  while (std::getline(lines, line) && line.starts_with('#')) {
  }
  names_ = fields_of(line);
  columns_.resize(names_.size());
  while (std::getline(lines, line)) {
    const auto fields = fields_of(line);
    for (std::size_t k = 0; k < columns_.size() && k < fields.size(); ++k)
      columns_[k].push_back(fields[k].empty() ? std::numeric_limits<double>::quiet_NaN()
                                              : std::strtod(fields[k].c_str(), nullptr));
  }
}

std::size_t Csv::number(const std::string& name) const {
  const auto found = std::ranges::find(names_, name);
  if (found == names_.end()) throw std::logic_error("no column " + name);
  return static_cast<std::size_t>(found - names_.begin()) + 1;
}

const std::vector<double>& Csv::column(const std::string& name) const {
  const auto& column = columns_[number(name) - 1];
  if (column.empty()) throw std::logic_error("no lines under " + name);
  return column;
}

double Csv::least(const std::string& name) const {
  return *std::ranges::min_element(column(name), is_less);
}

double Csv::greatest(const std::string& name) const {
  return *std::ranges::max_element(column(name), is_less_or_nan);
}

double Csv::where(const std::string& key, double at, const std::string& name) const {
  const auto& keys = column(key);
  const auto nearest = std::ranges::min_element(
      keys, [at](double a, double b) { return is_less(std::abs(a - at), std::abs(b - at)); });
  return column(name)[static_cast<std::size_t>(nearest - keys.begin())];
}

std::string csv_field(double value) {
  return std::isnan(value) ? "" : fmt::format("{:.9g}", value);
}

}  // namespace featdyn::verify
