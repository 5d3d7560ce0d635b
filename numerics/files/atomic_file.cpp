#include "numerics/files/atomic_file.hpp"

#include <sstream>
#include <stdexcept>

#include "numerics/settings/input_error.hpp"

namespace featdyn::numerics {

AtomicFile::AtomicFile(std::filesystem::path path) : path_(std::move(path)), part_(path_.string() + ".part") {
  if (std::filesystem::is_directory(path_))
    throw InputError({path_.string(), 1}, "cannot be written, read a folder, allowed: a file");
  stream_.open(part_, std::ios::binary | std::ios::out | std::ios::trunc);
  check();
}

AtomicFile::AtomicFile(std::filesystem::path path, std::uintmax_t keep)
    : path_(std::move(path)), part_(path_.string() + ".part"), size_(keep) {
  std::error_code error;
  if (const auto size = std::filesystem::file_size(part_, error); error || size < keep)
    throw InputError({part_.string(), 1},
                     "shorter than its checkpoint says, read " + std::to_string(error ? 0 : size) +
                         " bytes, allowed: " + std::to_string(keep) + ", or start without --resume");
  std::filesystem::resize_file(part_, keep);
  stream_.open(part_, std::ios::binary | std::ios::out | std::ios::in);
  stream_.seekp(0, std::ios::end);
  check();
}

AtomicFile::~AtomicFile() {
  stream_.close();
  std::error_code ignored;
  if (!committed_ && !keep_part_) std::filesystem::remove(part_, ignored);
}

void AtomicFile::check() const {
  if (!stream_)
    throw InputError(
        {path_.string(), 1},
        "cannot be written, read no permission or no space on the disk, allowed: a folder that can "
        "be written and has room");
}

void AtomicFile::write(std::string_view bytes) {
  stream_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  size_ += bytes.size();
  check();
}

void AtomicFile::write_at_start(std::string_view bytes) {
  stream_.seekp(0);
  stream_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream_.seekp(0, std::ios::end);
  check();
}

void AtomicFile::flush() {
  stream_.flush();
  check();
}

void AtomicFile::commit() {
  stream_.close();
  check();
  std::filesystem::rename(part_, path_);
  committed_ = true;
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
  AtomicFile file(path);
  file.write(bytes);
  file.commit();
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << stream.rdbuf();  // of an empty file this sets bytes' failbit
  if (!stream.is_open() || stream.bad()) throw std::runtime_error(path.string() + ": cannot be read");
  return bytes.str();
}

}  // namespace featdyn::numerics
