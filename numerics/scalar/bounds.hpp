#pragma once

#include <concepts>

#include "theory/rational.hpp"

namespace featdyn::numerics {

/// The two ends of an enclosure, exactly.
struct Bounds {
  theory::Rational lower, upper;
};

/// A scalar that stands for a set of reals, by its ends, and not for a rounded number.
template <class R>
concept Encloses = requires(const R& x) {
  { bounds(x) } -> std::same_as<Bounds>;
};

}  // namespace featdyn::numerics
