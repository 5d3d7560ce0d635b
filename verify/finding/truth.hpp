#pragma once

#include <algorithm>

namespace featdyn::verify {

/// What is certain of a statement about numbers that are known by enclosures.
enum class Truth { no, unknown, yes };

inline Truth opposite(Truth truth) {
  return truth == Truth::yes ? Truth::no : truth == Truth::no ? Truth::yes : Truth::unknown;
}
inline Truth both(Truth one, Truth other) {
  return std::min(one, other);
}
inline Truth either(Truth one, Truth other) {
  return std::max(one, other);
}
inline Truth truth(bool is_certain, bool is_impossible) {
  return is_certain ? Truth::yes : is_impossible ? Truth::no : Truth::unknown;
}

}  // namespace featdyn::verify
