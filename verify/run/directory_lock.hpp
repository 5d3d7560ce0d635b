#pragma once

#include <filesystem>

namespace featdyn::verify {

/// Keeps other processes that ask for the same lock out of a folder, until it is destroyed or the process
/// ends, however that ends. Throws InputError where another holds it. File systems without locks keep nobody
/// out.
class DirectoryLock {
 public:
  explicit DirectoryLock(const std::filesystem::path& directory);
  ~DirectoryLock();
  DirectoryLock(const DirectoryLock&) = delete;
  DirectoryLock& operator=(const DirectoryLock&) = delete;

 private:
  int descriptor_;
};

}  // namespace featdyn::verify
