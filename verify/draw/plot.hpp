#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "verify/draw/look.hpp"

namespace featdyn::verify {

/// The colours of the project, distinguishable with every kind of colour vision (Okabe and Ito). Each means one
/// thing in all pictures: those of `sequence` but the first two tell other things apart; `plain` is for what is neither.
namespace colour {
inline constexpr const char *signal = "#0072B2", *noise = "#D55E00", *denoiser = "#009E73",
                            *classifier = "#CC79A7", *other = "#009E73", *law = "#000000", *plain = "#000000",
                            *grey = "#707070", *nothing = "#d8d8d8";
/// Things without an order, none of them signal or noise.
inline constexpr std::array sequence{"#009E73", "#CC79A7", "#E69F00", "#56B4E9",
                                     "#000000", "#999933", "#882255"};
/// Things with an order, such as digits or eigenvalues: from dark to bright.
inline constexpr std::array ordered{"#0d0887", "#6a00a8", "#b12a90", "#e16462", "#f2a134", "#c9c400"};
}  // namespace colour

enum class Stroke { solid, dashed, dotted, dash_dot, dash_dots };
inline constexpr std::size_t strokes = 5;

/// One curve of a CSV file in the picture's folder, by column names. With `low` and `high` a line has a band around
/// it, and points have error bars.
struct Series {
  std::filesystem::path csv;
  std::string x, y;
  std::string title;
  std::string colour;
  Stroke stroke = Stroke::solid;
  bool points = false;
  std::string low = {}, high = {};
};

struct Interval {
  double low, high;
};

/// Coloured cells of a CSV file, by column names; cells without a value stay grey, which the legend says.
struct HeatMap {
  std::filesystem::path csv;
  std::string x, y, x_low, x_high, y_low, y_high;  ///< centre and edges
  std::string z, z_label;
  Interval x_range, y_range, z_range;
  bool log_z = false;
  bool diverging = false;        ///< from noise's colour over white to signal's
  bool ticks_at_values = false;  ///< the axes' ticks are at the cells' centres
  std::string absent = "no value";
};

/// Pictures of a CSV file, one pixel a row, by column names: column x from the left, row y from the top.
/// Pixels without a value are what separates pictures.
struct Pixels {
  std::filesystem::path csv;
  std::string x, y, z;
  bool diverging = false;  ///< from noise's colour over white to signal's; else from white to black
  std::vector<std::string> rows = {};  ///< what the rows of pictures are, from the top
};

/// Where a logarithmic axis of overlaps ends: nine decades below the largest. What a network forgets falls to
/// 1e-300 in the recurrence, and in R^d to the rounding of its weights.
constexpr double least_overlap_drawn(double largest) {
  return 1e-9 * largest;
}

struct Panel {
  std::string title, x_label, y_label;
  bool log_x = false, log_y = false;
  double y_least = 0;  ///< a logarithmic y axis ends there where values go on below; 0: it has no end
  std::vector<Series> series;
  std::optional<HeatMap> map = {};    ///< below the curves
  std::optional<Pixels> pixels = {};  ///< instead of curves
};

/// Panels in rows, lettered (a), (b), ... where there are several, under one legend of all their series. Panels
/// whose axes have the same label show the same range there, and say its numbers once.
struct Figure {
  int columns = 1;
  std::vector<Panel> panels;
  std::string caption;              ///< below them; not on paper
  std::vector<Series> legend = {};  ///< entries of the legend that no single series has
};

/// What a picture is drawn into: a file of a folder, of the kind ".svg", ".png" or ".pdf".
struct PictureFile {
  std::filesystem::path folder;
  std::string name, kind = ".svg";
  Look look = look_in_use();
};

/// The gnuplot commands, to be run in that folder, that draw a figure of the CSV files in it: the same text,
/// the same picture of the same data. Texts are gnuplot's enhanced text; what others have written into them
/// has gone through gnuplot_plain(). Reads the CSV files.
std::string plot_script(const Figure& figure, const PictureFile& file);

/// The files of a figure's pictures: <stem>.svg, <stem>.png, and <stem>.pdf where it is asked for or the look in
/// use is that of papers.
std::vector<std::filesystem::path> pictures_of(const std::filesystem::path& stem, bool pdf = false);

/// Draws them, in place of those that are there; all appear, whole, or none.
/// False where they cannot be drawn, whatever the reason; `why` then says it in one line.
bool draw(const Figure& figure, const std::filesystem::path& stem, bool pdf, std::string& why);

}  // namespace featdyn::verify
