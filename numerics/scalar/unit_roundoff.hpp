#pragma once

namespace featdyn::numerics {

/// The distance of 1 to its neighbours, roughly.
template <class R>
R unit_roundoff() {
  R unit(1);
  while (R(1) + unit / R(2) != R(1)) unit /= R(2);
  return unit;
}

}  // namespace featdyn::numerics
