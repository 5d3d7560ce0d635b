#pragma once

#include <functional>
#include <string>
#include <vector>

#include "verify/experiment/study.hpp"

namespace featdyn::verify {

/// What a second method and more digits say of a measurement.
struct Confirmation {
  double difference = 0;  ///< the largest, relative
  bool agrees = false;    ///< whether it is within the stated error
  std::string detail;
};

/// What is measured again, and how closely it must agree.
struct Repetition {
  std::function<Measurement(const Trainer&)> measurement;
  std::vector<numerics::Settings> points;
  std::vector<std::string> columns;
  double stated_error = 1e-8;  ///< relative; rounding of a run is far below, a wrong equation far above
};

/// Measures the points by the recurrence, by the d-dimensional network and with 40 digits, and compares the
/// columns. A NaN agrees with a NaN only.
Confirmation confirm(const Study& study, const Repetition& repetition);

/// Names the evidence, and adds the difference to the error of every conclusion, so that what is closer to
/// its bound than that is undecided. Does nothing where the study wants no confirmation.
void confirm(Finding& finding, const Study& study, const Repetition& repetition);

}  // namespace featdyn::verify
