#pragma once

#include "verify/draw/frame.hpp"

namespace featdyn::verify {

/// A distance of ticks that gives at most `most` of them over a length: 1, 2 or 5 times a power of ten.
double tick_distance(double length, double most);

/// The gnuplot commands for the ticks of an axis ('x' or 'y'), with room for the numbers of at most so many of
/// them; without numbers where a neighbour has them.
std::string ticks_script(char axis, const ShownAxis& shown, double most, bool numbers);

}  // namespace featdyn::verify
