#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "numerics/observables.hpp"

namespace featdyn::figures {

/// Runs the recurrence of a settings text for seeds 0 .. seeds - 1 added to both its seeds, on all cores;
/// result per seed in order.
std::vector<std::vector<numerics::Record<double>>> run_seeds(const std::string& settings, int seeds);

/// A CSV with columns step, then for each of signal_mean and noise_mean: mean over seeds, least, greatest.
void write_bands(const std::filesystem::path& csv,
                 const std::vector<std::vector<numerics::Record<double>>>& runs);

/// The side file of a figure: its settings files, seeds, program version and the command that repeats it.
void write_side_file(const std::filesystem::path& json, const std::vector<std::string>& settings, int seeds,
                     const std::string& command);

}  // namespace featdyn::figures
