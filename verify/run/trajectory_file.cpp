#include "verify/run/trajectory_file.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>
#include <sstream>

#include "numerics/files/atomic_file.hpp"

namespace featdyn::verify {
namespace {

using numerics::Record;

std::optional<double> number(std::string_view field) {
  double value = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
  if (error == std::errc::result_out_of_range && field.find("e-") != field.npos) return 0.0;
  return error == std::errc() && end == field.data() + field.size() ? std::optional(value) : std::nullopt;
}

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields;
  std::istringstream stream(line + ",");
  for (std::string field; std::getline(stream, field, ',');) fields.push_back(field);
  return fields;
}

/// Where a column stands that not every file has.
std::optional<std::size_t> place_of(const std::vector<std::string>& header, const char* column) {
  const auto found = std::ranges::find(header, column);
  return found == header.end() ? std::nullopt
                               : std::optional(static_cast<std::size_t>(found - header.begin()));
}

Record<double> parse_record(const std::string& line, const std::vector<std::string>& header) {
  std::vector<std::optional<double>> fields;
  for (const std::string& field : fields_of(line)) fields.push_back(number(field));
  fields.resize(std::max<std::size_t>(header.size(), 11));
  const auto named = [&](const char* column) {
    const auto place = place_of(header, column);
    return place ? fields[*place] : std::nullopt;
  };
  const auto at = [&](std::size_t i) { return fields[i].value_or(std::numeric_limits<double>::quiet_NaN()); };
  return {.step = static_cast<long>(at(0)),
          .time = at(1),
          .loss = at(2),
          .signal_max = at(3),
          .signal_mean = at(4),
          .noise_max = fields[5],
          .noise_mean = fields[6],
          .ratio = fields[7],
          .weight_norm_sq_mean = at(8),
          .gradient_norm = at(9),
          .converged = fields[10] == 1,
          .loss_told = named("loss_told"),
          .test_error = named("test_error")};
}

}  // namespace

std::vector<Record<double>> read_trajectory(const std::filesystem::path& csv) {
  std::istringstream stream(numerics::read_file(csv));
  std::vector<Record<double>> records;
  std::vector<std::string> header;
  for (std::string line; std::getline(stream, line);) {
    if (line.empty() || line[0] == '#') continue;
    if (header.empty())
      header = fields_of(line);
    else
      records.push_back(parse_record(line, header));
  }
  return records;
}

}  // namespace featdyn::verify
