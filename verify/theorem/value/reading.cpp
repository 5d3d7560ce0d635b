#include "verify/theorem/value/reading.hpp"

#include <algorithm>

namespace featdyn::verify {
namespace {

/// What does not hold is worse than what does, then the smaller margin; a NaN is the worst.
bool is_worse(const Reading& one, const Reading& other) {
  if (one.holds != other.holds) return !one.holds;
  if (std::isnan(one.margin) || std::isnan(other.margin)) return std::isnan(one.margin);
  return one.margin < other.margin;
}

void extend(Reading& result, const Reading& other) {
  const bool lower = std::isnan(other.low) || other.low < result.low;
  const bool higher = std::isnan(other.high) || other.high > result.high;
  if (!std::isnan(result.low) && lower) result.low = other.low, result.low_spot = other.low_spot;
  if (!std::isnan(result.high) && higher) result.high = other.high, result.high_spot = other.high_spot;
  result.log_ratio += other.log_ratio;
  result.log_law += other.log_law;
  result.count += other.count;
}

}  // namespace

Reading all_of_none() {
  return {};
}
Reading any_of_none() {
  Reading none;
  none.holds = false;
  none.margin = -HUGE_VAL;
  none.needed = HUGE_VAL;
  return none;
}

Reading all(const Reading& one, const Reading& other) {
  const bool first = !is_worse(other, one);
  Reading result = first ? one : other;
  extend(result, first ? other : one);
  result.needed = larger(one.needed, other.needed);
  result.met = one.met + other.met;
  result.asked = one.asked + other.asked;
  return result;
}

Reading any(const Reading& one, const Reading& other) {
  Reading result = is_worse(one, other) ? other : one;
  result.needed = std::isnan(one.needed) ? other.needed : std::fmin(one.needed, other.needed);
  result.met = one.met + other.met;
  result.asked = one.asked + other.asked;
  return result;
}

Reading without_law(Reading reading) {
  reading.low = HUGE_VAL, reading.high = -HUGE_VAL;
  reading.log_ratio = reading.log_law = reading.count = 0;
  reading.needed = -HUGE_VAL;
  return reading;
}

void write(const Reading& x, std::vector<double>& row) {
  row.insert(row.end(), {x.holds ? 1.0 : 0.0, x.margin, x.left, x.right, x.low, x.high, x.log_ratio,
                         x.log_law, x.count, x.needed, x.met, x.asked});
  for (const Spot* spot : {&x.spot, &x.low_spot, &x.high_spot})
    row.insert(row.end(), spot->begin(), spot->end());
}

Reading read_reading(const std::vector<double>& row, std::size_t& at) {
  const auto next = [&] { return row.at(at++); };
  Reading x;
  x.holds = next() != 0;
  for (double* part : {&x.margin, &x.left, &x.right, &x.low, &x.high, &x.log_ratio, &x.log_law, &x.count,
                       &x.needed, &x.met, &x.asked})
    *part = next();
  for (Spot* spot : {&x.spot, &x.low_spot, &x.high_spot})
    for (double& value : *spot) value = next();
  return x;
}

}  // namespace featdyn::verify
