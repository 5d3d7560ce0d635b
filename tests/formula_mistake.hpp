#pragma once

#include <ostream>

namespace featdyn::testing {

/// A text with a mistake: the column that is named, and a part of the message.
struct Mistake {
  const char* text;
  int column;
  const char* message;
};
inline std::ostream& operator<<(std::ostream& stream, const Mistake& mistake) {
  return stream << mistake.text;
}

}  // namespace featdyn::testing
