#pragma once

#include <algorithm>

#include "numerics/enclosure/enclosure.hpp"
#include "verify/certificate/certificate.hpp"
#include "verify/certificate/decimal_grid.hpp"

namespace featdyn::verify {

/// How near to a decimal of the grid, in places beyond it, a value must be for the next one to be accepted too.
inline constexpr long places_of_slack = 20;

/// What is asked of the enclosure that bounds on the grid are read from. It is computed so much narrower than
/// the grid that its ends round to the same decimals in every arithmetic, unless the exact value is a decimal
/// of the grid itself.
inline numerics::EnclosureRequest request(const DecimalGrid& grid, long steps, const StepProgress& progress) {
  constexpr long places_beyond_grid = 25;
  // what enclosures of small networks lose on their way; where more is lost, a second attempt finds out how much
  constexpr long steps_a_digit = 200;
  const long places = grid.places() + places_beyond_grid;
  return {.steps = steps,
          .places = places,
          .first_digits = places + numerics::guard_digits + std::min(steps / steps_a_digit, places / 2),
          .progress = progress};
}

}  // namespace featdyn::verify
