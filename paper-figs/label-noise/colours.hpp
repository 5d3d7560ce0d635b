#pragma once

#include "verify/draw/plot.hpp"

/// What the figures of arXiv:2510.17526 tell apart, in all of them alike.
namespace featdyn::figures::label_noise_colour {

inline constexpr const char *descent = verify::colour::sequence[2], *flips = verify::colour::sequence[3];

}  // namespace featdyn::figures::label_noise_colour
