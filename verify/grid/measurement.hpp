#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "numerics/problem/problem.hpp"

namespace featdyn::verify {

/// What came of one run of a grid.
struct Row {
  std::string status;          ///< "finished", "diverged", "failed"
  std::vector<double> values;  ///< one per column of the measurement; NaN where there is none
  bool operator==(const Row&) const = default;
};

/// Numbers as one line that holds every bit of them: 17 significant digits, "nan" where there is none.
std::string text(const std::vector<double>& numbers);
std::vector<double> numbers_from_text(std::string_view text);

/// What is measured of a run. Rows are remembered under its name and version: whoever changes what a column
/// means raises the version.
struct Measurement {
  std::string name;
  int version = 1;
  std::vector<std::string> columns;                       ///< none: each row has a length of its own
  numerics::Vectors vectors = numerics::Vectors::needed;  ///< what `measure` needs of a problem
  std::function<Row(const numerics::Problem&)> measure;   ///< trains, on one thread, and measures

  /// Name and version, for run_key.
  std::string work() const;
  /// Where a column stands; throws logic_error when there is none of that name.
  std::size_t index(const std::string& column) const;
};

}  // namespace featdyn::verify
