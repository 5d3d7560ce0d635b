#pragma once

#include "numerics/scalar/arb_number.hpp"

namespace featdyn::numerics {

/// The lines of a factor, rows of the left or columns of the right one: entry k of line i is at[i down + k across].
struct ArbLines {
  arb_srcptr at;
  Index down, across, lines, length;
  arb_srcptr entry(Index i, Index k) const { return at + i * down + k * across; }
  arf_srcptr mid(Index i, Index k) const { return arb_midref(entry(i, k)); }
};

/// Rows of x.
template <class R>
ArbLines lines_of(const Factor<R>& x) {
  static_assert(sizeof(R) == sizeof(arb_struct));
  const Index width = x.matrix.cols(), rows = x.matrix.rows();
  const arb_srcptr at = x.matrix.size() == 0 ? nullptr : x.matrix.data()->raw();
  return x.transposed ? ArbLines{.at = at, .down = 1, .across = width, .lines = width, .length = rows}
                      : ArbLines{.at = at, .down = width, .across = 1, .lines = rows, .length = width};
}

}  // namespace featdyn::numerics
