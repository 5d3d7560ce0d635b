#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "numerics/files/checksum.hpp"

namespace featdyn::numerics {

/// A file that appears whole or not at all: written beside its final place as "<name>.part" and renamed by
/// commit(). Without commit() the part is removed. Every failure (disk full, no permission) throws
/// InputError that names the file.
class AtomicFile {
 public:
  /// Of its first `head` bytes, one write of their own, the last word comes at the end (finish).
  explicit AtomicFile(std::filesystem::path path, std::uint64_t head = 0);
  /// Goes on with the first bytes of a part that an interrupted run has left: kept.bytes, whose checksum is
  /// taken after the head. Where they are not those, it throws and leaves the part as it is.
  AtomicFile(std::filesystem::path path, const Content& kept, std::uint64_t head = 0);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  void write(std::string_view bytes);
  /// Flushes to the operating system: what was written so far survives the end of this process, and a later
  /// one can go on with it.
  Content flush();
  std::uint64_t size() const { return size_; }
  /// Writes the head; the part, which stays, is what the file is to be.
  Content finish(std::string_view head = {});
  /// Puts the file in its place.
  void commit();
  /// Leaves the part on disk for a later run to go on with.
  void keep_part() { keep_part_ = true; }

 private:
  void check() const;
  void open(std::ios::openmode mode);
  std::filesystem::path path_, part_;
  std::vector<char> buffer_;  ///< of the stream, so that a record is not a call of the system
  std::fstream stream_;
  std::uint64_t head_, size_ = 0;
  std::uint32_t checksum_ = 0;  ///< of what follows the head
  bool keep_part_ = false;
};

/// Writes a whole file atomically.
void write_file(const std::filesystem::path& path, std::string_view bytes);

/// A whole file as bytes; throws std::runtime_error when it cannot be read.
std::string read_file(const std::filesystem::path& path);

}  // namespace featdyn::numerics
