#pragma once

#include "numerics/activation/averaged_function.hpp"
#include "theory/formula/function.hpp"

namespace featdyn::numerics {

/// f, f', f'', f''' of a function of z (formula::read_function), by Taylor arithmetic of order 3. Where a double
/// leaves its range on the way, as in z / (1 + exp(-z)) at -800, the place is computed once more in long double.
/// At a kink the slope is halfway.
std::function<Jet(double)> formula_jet(const formula::Expression& f);

/// The value of a formula without z: the double next to it where it is rational.
double constant_value(const formula::Expression& f);

/// Whether the slope jumps at a zero of what stands in relu, abs, min or max. A zero that cannot be found
/// counts, one of the second degree or less is looked at.
bool slope_jumps(const formula::Expression& f);

}  // namespace featdyn::numerics
