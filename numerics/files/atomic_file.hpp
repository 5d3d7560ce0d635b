#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace featdyn::numerics {

/// A file that appears whole or not at all: written beside its final place as "<name>.part" and renamed by
/// commit(). Without commit() the part is removed. Every failure (disk full, no permission) throws
/// std::runtime_error that names the file.
class AtomicFile {
 public:
  explicit AtomicFile(std::filesystem::path path);
  /// Goes on with the first `keep` bytes of a part that an interrupted run has left.
  AtomicFile(std::filesystem::path path, std::uintmax_t keep);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  void write(std::string_view bytes);
  /// Overwrites bytes at the beginning, for headers that state a length.
  void write_at_start(std::string_view bytes);
  /// Flushes to the operating system; what was written so far survives the end of this process.
  void flush();
  std::uintmax_t size() const { return size_; }
  /// Puts the file in its place.
  void commit();
  /// Leaves the part on disk for a later run to go on with.
  void keep_part() { keep_part_ = true; }

 private:
  void check() const;
  std::filesystem::path path_, part_;
  std::fstream stream_;
  std::uintmax_t size_ = 0;
  bool committed_ = false, keep_part_ = false;
};

/// Writes a whole file atomically.
void write_file(const std::filesystem::path& path, std::string_view bytes);

/// A whole file as bytes; throws std::runtime_error when it cannot be read.
std::string read_file(const std::filesystem::path& path);

}  // namespace featdyn::numerics
