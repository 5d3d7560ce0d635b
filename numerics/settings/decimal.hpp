#pragma once

#include <string>

#include "theory/rational.hpp"

namespace featdyn::numerics {

/// A real setting: its exact value and the literal it was written with.
struct Decimal {
  theory::Rational value;
  std::string text;
};
/// A default of what multiplies.
inline const Decimal decimal_one{.value = 1, .text = "1"};

}  // namespace featdyn::numerics
