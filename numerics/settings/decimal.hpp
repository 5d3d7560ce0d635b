#pragma once

#include <string>

#include "theory/rational.hpp"

namespace featdyn::numerics {

/// A real setting: its exact value and the literal it was written with.
struct Decimal {
  theory::Rational value;
  std::string text;
};

}  // namespace featdyn::numerics
