#pragma once

#include "verify/draw/frame.hpp"

namespace featdyn::verify {

/// The one legend of a figure: what its series are called, each look once, in rows of equal columns.
struct Legend {
  std::vector<std::string> entries;  ///< as parts of a plot command that show nothing
  int columns = 1, rows = 0;
};
Legend legend_of(const Figure& figure, const std::vector<PanelFrame>& frames, const Measures& measures,
                 double width, PlotData& data);

/// How a curve is drawn: "dt 1 lc rgb '#000000'", with its width in units of the look's.
std::string stroke_of(const Series& series, double width);

/// How many characters of a text in gnuplot's markup stand beside each other, about.
std::size_t shown_characters(const std::string& text);

}  // namespace featdyn::verify
