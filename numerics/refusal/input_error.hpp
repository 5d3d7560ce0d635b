#pragma once

#include <stdexcept>
#include <string>

namespace featdyn::numerics {

/// Where a setting was written: a file and line, or the option that gave it.
struct Origin {
  std::string file = "featdyn";
  int line = 1;
};

/// A user's mistake; what() is the one line "FILE:LINE: what is wrong, what was read, what is allowed".
class InputError : public std::runtime_error {
 public:
  InputError(const Origin& origin, const std::string& message)
      : std::runtime_error(origin.file + ":" + std::to_string(origin.line) + ": " + message) {}
};

}  // namespace featdyn::numerics
