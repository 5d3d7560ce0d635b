#pragma once

#include <vector>

#include "numerics/settings/data_settings.hpp"

namespace featdyn::numerics {

/// Where each block of a spectrum over that many coordinates ends: the fractions so far, times the
/// coordinates, rounded to the nearest integer.
std::vector<long> block_ends(const NoiseSpectrum& spectrum, long coordinates);

/// The standard deviation of each coordinate in units of sigma_xi: the square roots of Sigma's eigenvalues.
std::vector<double> noise_deviations(const NoiseSpectrum& spectrum, long coordinates);

}  // namespace featdyn::numerics
