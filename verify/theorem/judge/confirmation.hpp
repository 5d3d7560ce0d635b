#pragma once

#include "verify/theorem/judge/inquiry.hpp"

namespace featdyn::verify {

/// What the network in R^d, and the recurrence with 40 digits, say of the run with the least margin; where that one
/// takes them too long, of the cheapest.
struct Confirmed {
  bool agrees = false;
  double margin_error = 0;  ///< the largest difference of a conclusion's margin
  std::string detail;       ///< which of the two were asked, and how they compare; why not, where none was
};
/// Each is asked where it exists and costs less than a minute.
Confirmed confirmed(const Inquiry& inquiry);

}  // namespace featdyn::verify
