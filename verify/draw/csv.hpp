#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace featdyn::verify {

/// A CSV file of numbers, read back; empty fields are NaN, lines before the header that start with # are
/// comments.
class Csv {
 public:
  explicit Csv(const std::filesystem::path& file);

  /// Throws logic_error when there is no column of that name, or nothing under it.
  const std::vector<double>& column(const std::string& name) const;
  /// Where a column stands, counted from 1; throws logic_error when there is none of that name.
  std::size_t number(const std::string& name) const;
  std::size_t rows() const { return columns_.empty() ? 0 : columns_[0].size(); }
  double first(const std::string& name) const { return column(name).front(); }
  double last(const std::string& name) const { return column(name).back(); }
  double least(const std::string& name) const;
  double greatest(const std::string& name) const;
  /// The value where another column is nearest to `at`.
  double where(const std::string& key, double at, const std::string& name) const;

 private:
  std::vector<std::string> names_;
  std::vector<std::vector<double>> columns_;
};

/// A field of such a file: 9 significant digits, nothing for NaN.
std::string csv_field(double value);

}  // namespace featdyn::verify
