#pragma once

#include <optional>
#include <string>
#include <vector>

#include "verify/grid/measurement.hpp"
#include "verify/sweep/sweep.hpp"

namespace featdyn::verify {

/// What to draw of a sweep: y against x as lines with bands over the seeds, or over the swept keys x and y a
/// heat map of z. Each is a swept key or a column.
struct PlotRequest {
  std::string x, y;
  std::optional<std::string> z;
};

/// A finished sweep.
struct SweepRows {
  const Sweep& sweep;
  const Measurement& measurement;
  const std::vector<Row>& rows;
};

/// The words of each plot among those of several: one that gives x, y or z again begins the next. "x=a y=b",
/// typed as one word, is two.
std::vector<std::vector<std::string>> plots_of(const std::vector<std::string>& words);

/// From "x=NAME", "y=NAME" and perhaps "z=NAME". Throws InputError naming --plot for other words, names that
/// the sweep does not have, keys without numbers, too many curves, and maps whose x and y are not two swept
/// keys.
PlotRequest plot_request(const std::vector<std::string>& words, const Sweep& sweep,
                         const Measurement& measurement);

/// "<y>-<x>", for a map "<z>-<y>-<x>".
std::string plot_name(const PlotRequest& request);

/// Draws <directory>/<plot_name>.svg and .png, and leaves their numbers beside them as CSV. False when there
/// is nothing to draw or that fails; `why` then says so.
bool draw_sweep(const PlotRequest& request, const SweepRows& finished, const std::filesystem::path& directory,
                std::string& why);

}  // namespace featdyn::verify
