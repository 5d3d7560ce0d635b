#include "verify/run/trajectory_file.hpp"

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

Record<double> parse_record(const std::string& line) {
  std::vector<std::optional<double>> fields;
  std::istringstream stream(line + ",");
  for (std::string field; std::getline(stream, field, ',');) fields.push_back(number(field));
  fields.resize(11);
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
          .converged = fields[10] == 1};
}

}  // namespace

std::vector<Record<double>> read_trajectory(const std::filesystem::path& csv) {
  std::istringstream stream(numerics::read_file(csv));
  std::vector<Record<double>> records;
  bool header = true;
  for (std::string line; std::getline(stream, line);) {
    if (line.empty() || line[0] == '#') continue;
    if (!header) records.push_back(parse_record(line));
    header = false;
  }
  return records;
}

}  // namespace featdyn::verify
