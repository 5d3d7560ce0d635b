#pragma once

#include <functional>

#include "verify/theorem/domain/domain.hpp"

namespace featdyn::verify {

/// A direction in which a domain was enlarged: a name, upwards or downwards, from the end of [over].
struct Direction {
  std::string name;
  bool upwards;
  std::vector<DomainPoint> points = {};  ///< nearest first
  /// Why it ends where it does: an assumption, a setting that is refused, or that runs become too long.
  enum class End { looked_no_further, assumption, settings, cost } end = End::looked_no_further;
  double farthest = 0;  ///< the name's value there
};

/// What bounds an enlargement.
struct Room {
  std::function<bool(const DomainPoint&)> is_admitted;
  std::function<bool(const DomainPoint&)> is_affordable;
  int doublings = 2;
};

/// Along every axis that has numbers, beyond both of its ends and with the other axes in their middle, by
/// doubling and halving as far as there is room; the last admitted value is found by bisection.
std::vector<Direction> enlarged(const Domain& domain, const Room& room);

/// Every axis in its middle: of a range the geometric one, of a list the middle entry.
Coordinates middle_of(const Domain& domain);

}  // namespace featdyn::verify
