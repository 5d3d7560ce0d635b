#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "verify/experiment/points.hpp"
#include "verify/points/branching.hpp"

namespace featdyn::verify {

/// A run of the denoiser that settled, the branch it ended on and that branch's law.
struct End {
  Point point;
  double ratio;
  Branching branch;
  double law = std::nan("");
};

/// The ends of training around a base setting, at many n SNR^2.
struct Ends {
  std::vector<End> ends;
  long unsettled = 0;  ///< runs
  long steps;          ///< of training, at most
};

/// Trains until the runs settle: n SNR^2 along its range, also at other d, n, m and t; under a changed
/// assumption at the base's. The law of every end is the ratio at its branch of the merged problem
/// (branch_law.hpp), NaN where it is not known: neurons with both overlaps turned, and under a changed
/// assumption all branches but the symmetric one.
Ends ends_of_training(const Study& study, const numerics::Settings& base);

/// A setting whatever its seeds.
std::string without_seeds(numerics::Settings settings);

}  // namespace featdyn::verify
