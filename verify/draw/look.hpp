#pragma once

#include <optional>
#include <string>

namespace featdyn::verify {

/// How pictures look: `screen` has a caption with the settings in it; `paper` is as wide as a column or two of a
/// paper, in 8 point Times without a caption, which the paper has.
enum class Look { screen, paper };

/// What --style calls them: "default" and "paper".
inline constexpr const char *screen_style = "default", *paper_style = "paper";

/// What --style says in this command, as what --quiet says is the process's; and the look of pictures that follows.
std::optional<std::string>& wanted_style() noexcept;
Look look_in_use() noexcept;

/// Sizes in cm, text in points, lines in points.
struct Measures {
  double one_column, more_columns;  ///< width of the picture: of one panel a row, of two or three
  double many_columns;              ///< of four and more
  double text;
  double line, thin_line;  ///< of curves; of axes and the grid
  double dots_per_inch;    ///< of the PNG
  std::string font;
  double em() const { return text * 2.54 / 72; }
};
Measures measures_of(Look look);

/// The serif of papers: FEATDYN_FONT, else Times where it or a copy of its widths is installed, else Computer
/// Modern where that is, else what the system takes for Times.
std::string paper_font();

}  // namespace featdyn::verify
