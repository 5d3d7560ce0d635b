#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

namespace featdyn::verify {

/// Why gnuplot did not do what it was asked, in a few words.
struct GnuplotFailure {
  std::string reason;
  bool hangs = false;  ///< it did not end in time and was stopped
};

/// Runs gnuplot on a script, in a folder and for a limited time: without the user's start-up files
/// and variables, so that pictures depend on the script and its data alone. Nothing when it ended well.
std::optional<GnuplotFailure> run_gnuplot(const std::string& script, const std::filesystem::path& folder,
                                          std::chrono::milliseconds allowed = std::chrono::seconds(20));

}  // namespace featdyn::verify
