#pragma once

#include <optional>

#include "numerics/scalar/arb_number.hpp"

/// What formulas ask of balls and no recurrence does. A ball that is not finite, or a place where the function is not
/// defined, makes one that is not finite.
namespace featdyn::numerics {

Ball pi();
Ball largest(const Ball& x, const Ball& y);
Ball smallest(const Ball& x, const Ball& y);
/// x^y; of x that may be negative or 0 for an exact integer y alone.
Ball power(const Ball& x, const Ball& y);
Ball erf(const Ball& x);
Ball tanh(const Ball& x);
/// Of the standard normal distribution.
Ball distribution(const Ball& x);
/// Ei(x) for x that is not 0.
Ball exponential_integral(const Ball& x);
/// The integer next to every number of the ball, halves away from 0; nothing where there are two.
std::optional<long> nearest_integer(const Ball& x);

}  // namespace featdyn::numerics
