#pragma once

#include "numerics/training/observables.hpp"

namespace featdyn::numerics {

/// The largest |overlap| of one kind, signal or noise, and their sum.
template <class R>
struct OverlapSizes {
  R largest = R(0), sum = R(0);
  long count = 0;
  R mean() const { return count == 0 ? R(0) : R(sum / R(count)); }
};

template <class R>
struct SizesOfBothKinds {
  OverlapSizes<R> signal, noise;
};

/// Of the selected overlaps in A (neurons x N); larger(x, y) is the greater of two sizes in the arithmetic of R.
template <class R, class Larger>
SizesOfBothKinds<R> overlap_sizes(const Selection& selection, const Matrix<R>& A, Larger larger) {
  using std::abs;
  SizesOfBothKinds<R> result;
  for (const Selection::Column& column : selection.columns)
    for (Index r = 0; r < column.neurons; ++r) {
      OverlapSizes<R>& kind = column.is_signal ? result.signal : result.noise;
      const R size = abs(A(column.first_neuron + r, column.patch));
      kind.largest = larger(kind.largest, size);
      kind.sum += size;
      ++kind.count;
    }
  return result;
}

}  // namespace featdyn::numerics
