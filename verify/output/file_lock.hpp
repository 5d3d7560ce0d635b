#pragma once

#include <chrono>
#include <filesystem>

namespace featdyn::verify {

/// Keeps other processes that ask for the same lock waiting, until it is destroyed or the process ends,
/// however that ends. File systems without locks keep nobody waiting.
class FileLock {
 public:
  /// Locks a file, which is made where it is not there. Throws InputError naming `what` where another process
  /// still holds it after `patience`, or the file cannot be made.
  FileLock(std::filesystem::path file, const std::filesystem::path& what, std::chrono::milliseconds patience);
  ~FileLock();
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&&) = delete;

  /// The file goes with the lock.
  void remove_file_at_end() { removes_ = true; }

 private:
  std::filesystem::path file_;
  int descriptor_;
  bool removes_ = false;
};

/// Whether no process holds a lock on the file, or it is not there; false also where that cannot be known.
bool is_known_to_be_free(const std::filesystem::path& file);

}  // namespace featdyn::verify
