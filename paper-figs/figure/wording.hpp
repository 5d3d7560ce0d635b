#pragma once

#include <string>
#include <vector>

#include "paper-figs/figure/figure.hpp"

namespace featdyn::figures {

/// The parameters of all runs of some tables in one sentence: those that all share with their value, those
/// that vary with their values or their range, those that denoiser and classifier do not share with both.
std::string setting_sentence(const std::vector<Table>& tables);

/// "mean and range over 5 seeds", by the largest group of the tables.
std::string seeds_phrase(const std::vector<Table>& tables);

/// One column of a CSV file against another: a line, a dashed one, points.
verify::Series line(const std::filesystem::path& csv, const std::string& x, const std::string& y,
                    const std::string& title, const std::string& colour);
verify::Series dashed(const std::filesystem::path& csv, const std::string& x, const std::string& y,
                      const std::string& title, const std::string& colour);
verify::Series dots(const std::filesystem::path& csv, const std::string& x, const std::string& y,
                    const std::string& title, const std::string& colour);
/// A line with a band of a table of Lines::bands.
verify::Series band_line(const std::filesystem::path& csv, const std::string& x, const std::string& y,
                         const std::string& title, const std::string& colour);

/// The branches of a table of ratio_by_branch that runs end on, as points of their colours.
std::vector<verify::Series> branch_dots(const Data& data, const std::string& table, const std::string& x);

/// A template's n SNR^2 as this setting has it.
double n_snr_squared(const numerics::Settings& settings);
/// "n SNR^2 = 0.75"
std::string n_snr_squared_phrase(const numerics::Settings& settings);

}  // namespace featdyn::figures
