#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "verify/grid/measurement.hpp"

namespace featdyn::verify {

/// Remembers the rows of finished runs by their keys. Safe to use from many threads. Every failure (disk
/// full, not a store) throws numerics::InputError that names the file; rows remembered before stay.
class RunStore {
 public:
  /// Forgets everything when it is gone.
  static RunStore in_memory();
  /// An SQLite file, made where it is not there; a row is on the disk when remember() returns. Several
  /// processes may use one file at the same time.
  static RunStore open(const std::filesystem::path& file);

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
