#pragma once

#include "verify/draw/layout.hpp"

namespace featdyn::verify {

/// The place of a panel: its letter, where there are several, its axes and its colour bar, in a picture of that size.
struct PanelPlace {
  std::string letter;  ///< "(a)"; empty: alone
  bool titled;
  Box axes;
  bool colour_bar;
  double width, height;  ///< of the picture
  const Measures& measures;
};

/// The gnuplot commands that draw one panel.
std::string panel_script(const Panel& panel, const PanelFrame& frame, const PanelPlace& place,
                         PlotData& data);

/// Sets the margins of what is drawn next.
std::string margins_script(const Box& box, double width, double height);

}  // namespace featdyn::verify
