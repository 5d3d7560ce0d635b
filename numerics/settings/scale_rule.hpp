#pragma once

#include <vector>

#include "numerics/settings/spectrum_settings.hpp"

namespace featdyn::numerics {

inline constexpr long scale_nodes_a_panel = 15;

/// A rule for integrals over ln s between the least and the largest noise scale, and a coarser one on some of the
/// same scales: their difference is the error that is stated.
struct ScaleRule {
  std::vector<Decimal> scales;          ///< s, increasing
  std::vector<double> weights, coarse;  ///< as many
};

/// { from, to, panels }: in each panel of equal length Kronrod's 15 nodes, of which 7 are Gauss's. A list: the
/// trapezoidal rule, with twice the step beside it; of fewer than three scales the latter is 0.
ScaleRule rule_of(const ScalesSettings& settings);

}  // namespace featdyn::numerics
