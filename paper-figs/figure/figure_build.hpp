#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "paper-figs/figure/figure.hpp"
#include "verify/output/output_folder.hpp"

namespace featdyn::figures {

/// Where figures are made, and how.
struct FigureBuild {
  verify::OutputFolder& folder;
  verify::RunStore& store;
  bool quiet = false, plots = true;
  std::string label = {};  ///< of progress bars, before the table's name
};

/// What was done for a figure.
struct FigureResult {
  int computed = 0;  ///< CSV files that were not up to date
  bool drawn = false;
  std::string why;  ///< why there is no picture
};

/// Makes what is not up to date of a figure: those of its CSV files that are missing, changed, or result from
/// other settings; its pictures, when data or their drawing changed; and its side file <name>.json, which
/// says what all of them were result from. `repeat` is the command that makes it again.
FigureResult make(const FigureSpec& spec, const Request& request, const FigureBuild& build,
                  const std::string& repeat);

/// Every file that a figure leaves: patterns of verify::Intent.
std::vector<std::string> names_of(const FigureSpec& spec);

/// A figure's side file; null where there is none that can be read.
nlohmann::ordered_json read_side_file(const std::filesystem::path& directory, const std::string& figure);

}  // namespace featdyn::figures
