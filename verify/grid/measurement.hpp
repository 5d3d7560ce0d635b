#pragma once

#include <functional>
#include <string>
#include <vector>

#include "numerics/problem.hpp"

namespace featdyn::verify {

/// What came of one run of a grid.
struct Row {
  std::string status;          ///< "finished", "diverged", "failed"
  std::vector<double> values;  ///< one per column of the measurement; NaN where there is none
  bool operator==(const Row&) const = default;
};

/// What is measured of a run. Rows are remembered under its name and version: whoever changes what a column
/// means raises the version.
struct Measurement {
  std::string name;
  int version = 1;
  std::vector<std::string> columns;
  std::function<Row(const numerics::Problem&)> measure;  ///< trains, on one thread, and measures

  /// Where a column stands; throws logic_error when there is none of that name.
  std::size_t index(const std::string& column) const;
};

}  // namespace featdyn::verify
