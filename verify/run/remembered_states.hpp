#pragma once

#include <limits>

#include "numerics/linear/matrix.hpp"

namespace featdyn::verify {

/// The recorded state with the smallest loss so far: where a later divergence is explained.
struct Best {
  double loss = std::numeric_limits<double>::infinity();
  long step = 0;
  numerics::Matrix<double> A, G;
  void offer(double candidate, long at, const numerics::Matrix<double>& overlaps,
             const numerics::Matrix<double>& gram) {
    if (candidate < loss) *this = {.loss = candidate, .step = at, .A = overlaps, .G = gram};
  }
};

/// The recorded state of the largest weights: where quadrature over noise is least accurate.
struct Widest {
  numerics::Matrix<double> A, G;
  void offer(const numerics::Matrix<double>& overlaps, const numerics::Matrix<double>& gram) {
    if (G.size() == 0 || gram.trace() > G.trace()) A = overlaps, G = gram;
  }
};

}  // namespace featdyn::verify
