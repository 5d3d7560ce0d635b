#pragma once

#include "theory/rational.hpp"

namespace featdyn::numerics {

/// The two ends of an enclosure, exactly.
struct Bounds {
  theory::Rational lower, upper;
};

/// integer 2^exponent
inline theory::Rational dyadic(const theory::Integer& integer, long exponent) {
  const theory::Integer power = theory::Integer(1)
                                << static_cast<unsigned>(exponent < 0 ? -exponent : exponent);
  return exponent < 0 ? theory::Rational(integer, power) : theory::Rational(integer * power);
}

}  // namespace featdyn::numerics
