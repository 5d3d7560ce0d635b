#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "verify/grid/measurement.hpp"

namespace featdyn::verify {

/// Remembers the rows of finished runs by their keys. Safe to use from many threads. Every failure (disk
/// full, not a store) throws numerics::InputError that names the file; rows remembered before stay. A row
/// whose bits are not those that were remembered counts as none.
class RunStore {
 public:
  /// Forgets everything when it is gone.
  static RunStore in_memory();
  /// An SQLite file, made where it is not there; a row is on the disk when remember() returns. Several
  /// processes may use one file at the same time, where its file system has locks. A file that is no store is
  /// refused and not touched.
  static RunStore open(const std::filesystem::path& file);
  /// The refusals of open() that can be known before anything is touched: a file that is no store.
  static void require_store_or_nothing(const std::filesystem::path& file);

  RunStore(RunStore&&) noexcept;
  RunStore& operator=(RunStore&&) noexcept;
  ~RunStore();

  std::optional<Row> find(const std::string& key) const;
  void remember(const std::string& key, const Row& row);
  /// What whoever uses the store should know about its file system; empty where there is nothing to say.
  const std::string& remark() const;

 private:
  struct Storage;
  explicit RunStore(std::unique_ptr<Storage> storage);
  std::unique_ptr<Storage> storage_;
};

}  // namespace featdyn::verify
