#include "verify/command/line_number.hpp"

namespace featdyn::verify {

LineNumber line_number(const std::string& message) {
  for (std::size_t at = message.find(':'); at != std::string::npos; at = message.find(':', at + 1)) {
    const std::size_t end = message.find_first_not_of("0123456789", at + 1);
    if (end != std::string::npos && end > at + 1 && message.compare(end, 2, ": ") == 0)
      return {.at = at, .size = end + 2 - at};
  }
  return {.at = std::string::npos, .size = 0};
}

}  // namespace featdyn::verify
