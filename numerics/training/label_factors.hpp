#pragma once

#include <cstdint>
#include <vector>

#include "numerics/linear/matrix.hpp"
#include "numerics/settings/settings.hpp"

namespace featdyn::numerics {

/// What the labels of a step are multiplied by: a number for every sample, from the stream (init.seed, "label
/// factors", step). Flips: -1 with the given probability, else 1; a larger probability flips the same ones and
/// more.
class LabelFactors {
 public:
  /// Of settings that draw them.
  LabelFactors(const Settings& settings, Index samples);
  /// n doubles, the same on every machine for flips.
  std::vector<double> of_step(long step) const;

 private:
  LabelFactorSettings law_;
  std::uint64_t seed_, last_flipped_;  ///< the largest 64-bit word that means -1
  Index samples_;
  double first_, second_;
};

}  // namespace featdyn::numerics
