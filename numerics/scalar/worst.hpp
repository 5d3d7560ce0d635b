#pragma once

namespace featdyn::numerics {

/// The greater of two errors; NaN, which no comparison finds, is worse than any number.
template <class R>
R worst_of(const R& one, const R& other) {
  return one != one || one >= other ? one : other;
}

}  // namespace featdyn::numerics
