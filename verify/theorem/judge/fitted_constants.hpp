#pragma once

#include "verify/theorem/judge/probability.hpp"
#include "verify/theorem/judge/trials.hpp"

namespace featdyn::verify {

/// Runs at points, and with which probability a statement is to hold at each.
struct Judged {
  const Trials& trials;
  const std::vector<std::size_t>& points;
  const std::vector<double>& probabilities;  ///< by point of the trials
};

/// c of `A = Theta(B)`: in the middle of the envelope of A/B, from which the share 1 - p of the runs of each point
/// may stay out; of O its upper end, of Omega its lower one.
struct OrderConstant {
  double constant, low, high;
  std::string low_where, high_where;
};
OrderConstant order_constant(const Judged& judged, std::size_t conclusion, formula::Growth growth);

/// A constant whose value was asked for: the smallest with which the statement holds, or the largest.
struct FittedConstant {
  double value;
  Range interval;  ///< an end that the runs cannot tell is infinite
  bool is_largest = false;
  std::string where;
  std::optional<std::size_t> point = {};  ///< the worst one
};
/// From what every run needs of it: the p-quantile at each point, then the worst point. Throws FormulaError where
/// the constant neither multiplies a side of a comparison nor is a tolerance.
FittedConstant fitted_constant(const Judged& judged, const Conclusion& conclusion, std::size_t number,
                               const Stated& stated);

}  // namespace featdyn::verify
