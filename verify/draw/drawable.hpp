#pragma once

#include <map>

#include "verify/draw/csv.hpp"
#include "verify/draw/plot.hpp"

namespace featdyn::verify {

/// The CSV files of a figure, each read once.
struct PlotData {
  std::filesystem::path folder;  ///< of the pictures
  std::map<std::filesystem::path, Csv> files = {};
  const Csv& of(const std::filesystem::path& file);
};

/// On which axes a panel has something to show, and how many points of each of its series: logarithmic where
/// it asks for it and a value is above 0, else linear.
struct Drawable {
  bool log_x, log_y;
  std::vector<long> points;
  bool any() const;
};
Drawable drawable(const Panel& panel, PlotData& data);

/// How many values of a column are finite.
long finite_values(const std::filesystem::path& csv, const std::string& column, PlotData& data);

}  // namespace featdyn::verify
