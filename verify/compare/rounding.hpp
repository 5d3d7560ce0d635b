#pragma once

#include <vector>

#include "verify/compare/series.hpp"

namespace featdyn::verify {

/// How far rounding may drive two exact methods apart, per record and quantity (in the order of quantities()):
/// measured, not guessed, by following along the recurrence what rounding becomes.
struct RoundingExpectation {
  std::vector<std::vector<double>> by_quantity;  ///< [quantity][record]; infinite where nothing is known
  double unit;                                   ///< relative size of one step's rounding
};

/// The larger of two tangents of the recurrence (numerics/training/rounding_growth.hpp), each with errors of
///   delta |w_r| |x_p| (A),  delta |w_r| |w_s| (G),  delta = 2^-53 sqrt(d + N + m)
/// (and likewise with a second layer's vectors) put in at every step: the probabilistic bound on the rounding
/// of a dot product of that length (Higham and Mary, SIAM J. Sci. Comput. 41, 2019). Never below one fresh
/// rounding.
RoundingExpectation expect_rounding(const numerics::Problem& problem, const RunSeries& reference);

}  // namespace featdyn::verify
