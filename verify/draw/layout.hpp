#pragma once

#include "verify/draw/legend.hpp"

namespace featdyn::verify {

/// A part of a picture, in cm from its left and its lower edge.
struct Box {
  double left, right, bottom, top;
};

/// Where everything is, in cm.
struct Layout {
  double width, height;
  double legend_top, caption_top;
  std::vector<Box> axes;             ///< of each panel
  std::vector<bool> colour_bars;     ///< whether a panel has one of its own, or that of all, at its right
  std::vector<std::string> caption;  ///< its lines
  Legend legend;
};
Layout layout_of(const Figure& figure, const std::vector<PanelFrame>& frames, const Measures& measures,
                 bool caption, PlotData& data);

}  // namespace featdyn::verify
