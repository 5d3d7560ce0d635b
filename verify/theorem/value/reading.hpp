#pragma once

#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "verify/theorem/value/array_value.hpp"

namespace featdyn::verify {

/// The values of bound indices at a place, in the order of a list of their names; NaN where one is not bound.
inline constexpr std::size_t most_indices = 6;
using Spot = std::array<double, most_indices>;
inline Spot no_spot() {
  Spot spot;
  spot.fill(std::numeric_limits<double>::quiet_NaN());
  return spot;
}

/// What became of a relation at one place, or at the places that it was bound to so far. Left and right are
/// its two sides; the law is its right side without named constants.
struct Reading {
  bool holds = true;
  double margin = HUGE_VAL;  ///< (right - left) / max(|left|, |right|) where it is least
  double left = 0, right = 0;
  Spot spot = no_spot();
  double low = HUGE_VAL, high = -HUGE_VAL;  ///< of left / law
  Spot low_spot = no_spot(), high_spot = no_spot();
  double log_ratio = 0, log_law = 0, count = 0;  ///< sums over the places: log(left / law), log(law), 1
  double needed = -HUGE_VAL;                     ///< the smallest factor on the law with which it holds
  double met = 0, asked = 0;                     ///< at how many places a premise held, and was asked for
};

/// Nothing bound yet: what `all` and `any` begin with.
Reading all_of_none();
Reading any_of_none();
/// Both, where the worse one shows; either, where the better one does.
Reading all(const Reading& one, const Reading& other);
Reading any(const Reading& one, const Reading& other);

/// The same, telling nothing of left / law.
Reading without_law(Reading reading);

/// Readings with named axes, the last axis fastest.
struct Readings {
  std::vector<Axis> axes;
  std::vector<Reading> values;
};

/// As numbers, to be remembered with a run; reading moves `at` behind them.
void write(const Reading& reading, std::vector<double>& row);
Reading read_reading(const std::vector<double>& row, std::size_t& at);

}  // namespace featdyn::verify
