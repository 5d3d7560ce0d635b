#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "numerics/linear/matrix.hpp"
#include "verify/run/run_directory.hpp"

namespace featdyn::verify {

inline constexpr const char* checkpoint_name = "checkpoint";

/// Everything an interrupted run needs to go on to the same bytes.
struct Checkpoint {
  std::string key;  ///< of the run, which goes on only from its own checkpoint
  long step = 0;    ///< the state is that before this step
  Progress progress;
  std::vector<std::string> state;  ///< the method's matrices, packed
  std::vector<std::string>
      beside;  ///< what the run has seen: stages, loss and step, A, G of its best record, A, G of the
               ///< largest, the gradient norm of rest, and what watches its rounding
};

/// A matrix as bytes, every number exact, and back. Throws std::runtime_error where bytes are missing.
template <class R>
std::string pack(const numerics::Matrix<R>& matrix);
template <class R>
numerics::Matrix<R> unpack(std::string_view bytes);

/// Writes DIR/checkpoint atomically.
void write_checkpoint(const std::filesystem::path& directory, const Checkpoint& checkpoint);
/// The checkpoint in DIR, nothing where there is none. Throws std::runtime_error when it is damaged or
/// belongs to other settings.
std::optional<Checkpoint> read_checkpoint(const std::filesystem::path& directory, const std::string& key);
void remove_checkpoint(const std::filesystem::path& directory);

}  // namespace featdyn::verify
