#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace featdyn::verify {

/// The colours of the project, distinguishable with every kind of colour vision (Okabe and Ito).
namespace colour {
inline constexpr const char *signal = "#0072B2", *noise = "#D55E00", *other = "#009E73", *grey = "#707070";
inline constexpr std::array sequence{"#0072B2", "#D55E00", "#009E73", "#CC79A7",
                                     "#E69F00", "#56B4E9", "#000000"};
}  // namespace colour

/// One curve of a CSV file in the picture's folder, by column names. With `low` and `high` a line has a band around it, and points
/// have error bars.
struct Series {
  std::filesystem::path csv;
  std::string x, y;
  std::string title;
  std::string colour;
  bool dashed = false, points = false;
  std::string low = {}, high = {};
};

/// A distance of ticks that gives four to six of them from 0 to `end`: 1, 2 or 5 times a power of ten.
double tick_distance(double end);

struct Interval {
  double low, high;
};

/// Coloured cells of a CSV file, by column names; cells without a value stay grey.
struct HeatMap {
  std::filesystem::path csv;
  std::string x, y, x_low, x_high, y_low, y_high;  ///< centre and edges
  std::string z, z_label;
  Interval x_range, y_range, z_range;
  bool log_z = false;
  bool diverging = false;  ///< from noise's colour over white to signal's
};

/// Pictures of a CSV file, one pixel a row, by column names: column x from the left, row y from the top.
/// Pixels without a value stay white.
struct Pixels {
  std::filesystem::path csv;
  std::string x, y, z;
  bool diverging = false;  ///< from noise's colour over white to signal's; else from white to black
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
  double x_tick = 0;   ///< distance of the ticks on a linear x axis; 0: gnuplot's choice
  std::vector<Series> series;
  std::optional<HeatMap> map = {};    ///< below the curves
  std::optional<Pixels> pixels = {};  ///< instead of curves
};

/// Panels in rows, with a caption below them.
struct Figure {
  int columns = 1;
  std::vector<Panel> panels;
  std::string caption;
};

/// What a picture is drawn into: a file of a folder, of the kind ".svg", ".png" or ".pdf".
struct PictureFile {
  std::filesystem::path folder;
  std::string name, kind = ".svg";
};

/// The gnuplot commands, to be run in that folder, that draw a figure of the CSV files in it: the same text,
/// the same picture of the same data. Texts are gnuplot's enhanced text; what others have written into them
/// has gone through gnuplot_plain(). Reads the CSV files.
std::string plot_script(const Figure& figure, const PictureFile& file);

/// The files of a figure's pictures: <stem>.svg, <stem>.png, for papers also <stem>.pdf.
std::vector<std::filesystem::path> pictures_of(const std::filesystem::path& stem, bool pdf = false);

/// Draws them, in place of those that are there; all appear, whole, or none.
/// False where they cannot be drawn, whatever the reason; `why` then says it in one line.
bool draw(const Figure& figure, const std::filesystem::path& stem, bool pdf, std::string& why);

}  // namespace featdyn::verify
