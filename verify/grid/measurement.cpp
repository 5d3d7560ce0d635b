#include "verify/grid/measurement.hpp"

#include <algorithm>
#include <stdexcept>

namespace featdyn::verify {

std::size_t Measurement::index(const std::string& column) const {
  const auto found = std::ranges::find(columns, column);
  if (found == columns.end()) throw std::logic_error(name + " has no column " + column);
  return static_cast<std::size_t>(found - columns.begin());
}

}  // namespace featdyn::verify
