#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "numerics/matrix.hpp"
#include "verify/run_directory.hpp"

namespace featdyn::verify {

/// Everything an interrupted run needs to go on to the same bytes.
struct Checkpoint {
  std::string key;  ///< settings and method: a run goes on only from its own checkpoint
  long step = 0;    ///< the state is that before this step
  Progress progress;
  std::vector<numerics::Matrix<double>> state;
};

/// Writes DIR/checkpoint atomically.
void write_checkpoint(const std::filesystem::path& directory, const Checkpoint& checkpoint);
/// The checkpoint in DIR, nothing where there is none. Throws std::runtime_error when it is damaged or
/// belongs to other settings.
std::optional<Checkpoint> read_checkpoint(const std::filesystem::path& directory, const std::string& key);
void remove_checkpoint(const std::filesystem::path& directory);

}  // namespace featdyn::verify
