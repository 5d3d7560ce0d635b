#pragma once

#include <cmath>
#include <numbers>
#include <type_traits>

namespace featdyn::numerics {

/// cos(pi x). Scalars of our own have theirs beside them.
template <class R>
R cos_pi(const R& x) {
  using std::acos, std::cos;
  if constexpr (std::is_floating_point_v<R>)
    return cos(std::numbers::pi_v<R> * x);
  else
    return cos(R(acos(R(-1)) * x));
}

}  // namespace featdyn::numerics
