#pragma once

#include "verify/draw/drawable.hpp"

namespace featdyn::verify {

/// What an axis shows.
struct ShownAxis {
  bool logarithmic = false;
  Interval range{0, 1};
  std::vector<double> values = {};  ///< where ticks have to be; none: wherever they are round
};

/// The largest quotient of a band's ends on a logarithmic axis; a wider one would be a block of colour.
inline constexpr double widest_band = 1e3;

/// A panel's axes; those that a neighbour already labels have no numbers of their own.
struct PanelFrame {
  Drawable drawn;
  bool empty = false;  ///< nothing to show
  ShownAxis x, y;
  bool x_numbers = true, y_numbers = true;
};

/// The frames of a figure's panels: axes of the same label show the same range, the least that holds what all of
/// them show.
std::vector<PanelFrame> frames_of(const Figure& figure, PlotData& data);

/// Whether half of what some columns of a trajectory do, on a logarithmic scale, is over in the first tenth of
/// its steps: then a logarithmic axis shows the course and a linear one hides it.
bool happens_early(const Csv& trajectory, const std::string& steps, const std::vector<std::string>& columns);

}  // namespace featdyn::verify
