#pragma once

#include "verify/theorem/run/plan.hpp"

namespace featdyn::verify {

/// What one run showed of what a plan asks for. Tables are empty and numbers NaN where the run did not get
/// there.
struct Recorded {
  Facts facts;
  long reached = 0;          ///< the last step with finite numbers
  bool diverged = false;     ///< it left the finite numbers at the next
  bool is_too_long = false;  ///< a step was asked for that no run gets to
  double eta_max = 0;
  struct Shot {
    double step = 0;
    Table2 table;
  };
  std::vector<Shot> snapshots = {};   ///< as in the plan
  std::vector<Array> found = {};      ///< one a passage: of a `first` or a reduction
  std::vector<Readings> judged = {};  ///< one a passage: of a quantifier
};

/// As numbers, to be remembered.
std::vector<double> row_of(const Recorded& recorded, const Plan& plan);
Recorded recorded_from(const std::vector<double>& row, const Plan& plan);

}  // namespace featdyn::verify
