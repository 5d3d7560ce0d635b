#pragma once

#include "numerics/scalar/arb_number.hpp"
#include "numerics/scalar/interval.hpp"

/// What both enclosures can, by one name.
namespace featdyn::numerics {

/// What holds both.
Ball hull(const Ball& x, const Ball& y);
Interval hull(const Interval& x, const Interval& y);
/// What lies in both; x where that is nothing, or unknown.
Ball common(const Ball& x, const Ball& y);
Interval common(const Interval& x, const Interval& y);
/// Every real number.
template <class R>
R whole_line();
/// Whether it is 0 and nothing else.
bool is_zero(const Ball& x);
bool is_zero(const Interval& x);
/// Whether both its ends are finite.
bool is_bounded(const Ball& x);
bool is_bounded(const Interval& x);
/// A double near the middle; nothing may rest on which.
double midpoint(const Ball& x);
double midpoint(const Interval& x);
Interval log(const Interval& x);
Interval abs(const Interval& x);

}  // namespace featdyn::numerics
