#pragma once

#include <string>
#include <vector>

#include "paper-figs/figure/figure.hpp"

namespace featdyn::figures {

/// One model at one setting, as a panel of overlaps against step.
struct OverlapPart {
  std::string table;  ///< of its CSV file
  std::string title;
  numerics::Settings settings;
};

/// The table of a part: mean signal and noise overlaps over seeds.
Table overlap_table(const Request& request, const OverlapPart& part);

/// Its panel, overlaps on a log scale, against steps on a log scale where that is asked for.
verify::Panel overlap_panel(const Data& data, const OverlapPart& part, bool log_steps);

/// Where the overlaps with two signals and with the noise end (final_overlaps), against a key of the table.
struct Ends {
  std::string key, label;      ///< its column, and the name of the axis
  const char *first, *second;  ///< what the signals are called
};
verify::Panel ends_panel(const std::filesystem::path& csv, const std::string& title, const Ends& ends);

/// The parts' tables, their panels in so many columns, and a caption made by `caption`.
Plan overlap_plan(const Request& request, const std::vector<OverlapPart>& parts, int columns,
                  const std::function<std::string(const Data&)>& caption);

/// "0.78 (n SNR^2 = 0.75), 1.22 (n SNR^2 = 6.75)": the mean ratio at the last step of the parts for one
/// objective.
std::string end_ratios(const Data& data, const std::vector<OverlapPart>& parts, theory::Objective objective);

/// "tied, n SNR^2 = 0.75: 0.786; ...": title and mean ratio at the last step of every part.
std::string ends_of(const Data& data, const std::vector<OverlapPart>& parts);

/// The titles of the parts in which the overlaps of a seed end below what the panel shows.
std::string forgetting_parts(const Data& data, const std::vector<OverlapPart>& parts);

}  // namespace featdyn::figures
