#pragma once

#include <vector>

#include "verify/compare/series.hpp"

namespace featdyn::verify {

/// How far rounding may drive two exact methods apart, per record and judged quantity (in the order of
/// quantities()): measured, not guessed, by running the recurrence again with the network's rounding put in.
struct RoundingExpectation {
  std::vector<std::vector<double>> by_quantity;  ///< [quantity][record]
  double unit;                                   ///< relative size of one step's rounding
};

/// Two twins of the recurrence. After every step each entry is moved by a normal number times
///   delta |w_r| |x_p| (A),  delta |w_r| |w_s| (G),  delta = 2^-53 sqrt(d + N + m)
/// (and likewise with a second layer's vectors):
/// the probabilistic bound on the rounding of a dot product of that length (Higham and Mary, SIAM J. Sci.
/// Comput. 41, 2019). The dynamics amplify it as they amplify the methods' own rounding. Never below one
/// fresh rounding.
RoundingExpectation expect_rounding(const numerics::Problem& problem, const RunSeries& reference);

}  // namespace featdyn::verify
