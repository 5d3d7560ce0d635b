#pragma once

#include <string>

namespace featdyn::verify {

/// ":12: ", as it stands between a file's name and what is said of its line.
struct LineNumber {
  std::size_t at, size;
};

/// The first in a message; at npos where there is none.
LineNumber line_number(const std::string& message);

}  // namespace featdyn::verify
