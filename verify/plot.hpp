#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace featdyn::verify {

/// The colours of the project, distinguishable with every kind of colour vision (Okabe and Ito).
namespace colour {
inline constexpr const char *signal = "#0072B2", *noise = "#D55E00", *other = "#009E73", *grey = "#707070";
}

/// One curve of a CSV file, by column names. With `low` and `high` a band is drawn around it.
struct Series {
  std::filesystem::path csv;
  std::string x, y;
  std::string title;
  std::string colour;
  bool dashed = false;
  std::string low = {}, high = {};
};

struct Panel {
  std::string title, x_label, y_label;
  bool log_x = false, log_y = false;
  std::vector<Series> series;
};

/// Panels in rows, with a caption below them.
struct Figure {
  int columns = 1;
  std::vector<Panel> panels;
  std::string caption;
};

/// Draws <stem>.svg and <stem>.png, for papers also <stem>.pdf, with gnuplot; files appear whole or not at
/// all. False when gnuplot is missing or failed; `why` then says so in one line.
bool draw(const Figure& figure, const std::filesystem::path& stem, bool pdf, std::string& why);

}  // namespace featdyn::verify
