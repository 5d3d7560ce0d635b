#pragma once

#include <memory>
#include <optional>
#include <string>

#include "verify/grid/measurement.hpp"

namespace featdyn::verify {

/// What names a remembered row: the measurement with its version, the numerics version, and the complete
/// setting, files by their content.
std::string run_key(const Measurement& measurement, const numerics::Settings& settings);

/// Remembers the rows of finished runs. Safe to use from many threads.
class RunStore {
 public:
  /// Forgets everything when it is gone.
  static RunStore in_memory();

  RunStore(RunStore&&) noexcept;
  RunStore& operator=(RunStore&&) noexcept;
  ~RunStore();

  std::optional<Row> find(const std::string& key) const;
  void remember(const std::string& key, const Row& row);

 private:
  struct Storage;
  explicit RunStore(std::unique_ptr<Storage> storage);
  std::unique_ptr<Storage> storage_;
};

}  // namespace featdyn::verify
