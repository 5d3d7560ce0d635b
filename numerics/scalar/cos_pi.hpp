#pragma once

#include <boost/math/constants/constants.hpp>
#include <cmath>

namespace featdyn::numerics {

/// cos(pi x). Scalars of our own have theirs beside them.
template <class R>
R cos_pi(const R& x) {
  using std::cos;
  return cos(R(boost::math::constants::pi<R>() * x));
}

}  // namespace featdyn::numerics
