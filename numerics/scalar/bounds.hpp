#pragma once

#include "theory/rational.hpp"

namespace featdyn::numerics {

/// The two ends of an enclosure, exactly.
struct Bounds {
  theory::Rational lower, upper;
};

}  // namespace featdyn::numerics
