#include "numerics/files/atomic_file.hpp"

#include <sstream>
#include <stdexcept>

#include "numerics/refusal/input_error.hpp"

namespace featdyn::numerics {
namespace {

std::filesystem::path part_of(const std::filesystem::path& path) {
  return path.string() + ".part";
}

[[noreturn]] void refuse_part(const std::filesystem::path& part, const std::string& what) {
  throw InputError({part.string(), 1}, what + ", or --overwrite in place of --resume, which begins again");
}

}  // namespace

AtomicFile::AtomicFile(std::filesystem::path path, std::uint64_t head)
    : path_(std::move(path)), part_(part_of(path_)), head_(head) {
  if (std::filesystem::is_directory(path_))
    throw InputError({path_.string(), 1}, "cannot be written, read a folder, allowed: a file");
  open(std::ios::out | std::ios::trunc);
}

AtomicFile::AtomicFile(std::filesystem::path path, const Content& kept, std::uint64_t head)
    : path_(std::move(path)),
      part_(part_of(path_)),
      head_(head),
      size_(kept.bytes),
      checksum_(kept.checksum),
      keep_part_(true) {
  std::error_code error;
  if (const auto size = std::filesystem::file_size(part_, error); error || size < kept.bytes)
    refuse_part(part_, "shorter than its checkpoint says, read " + std::to_string(error ? 0 : size) +
                           " bytes, allowed: " + std::to_string(kept.bytes));
  if (content_of(part_, head_, kept.bytes) != Content{kept.bytes - head_, kept.checksum})
    refuse_part(part_, "not what its checkpoint says, read a damaged file, allowed: the one that was left");
  std::filesystem::resize_file(part_, kept.bytes);
  open(std::ios::out | std::ios::in);
  stream_.seekp(0, std::ios::end);
  check();
}

AtomicFile::~AtomicFile() {
  stream_.close();
  std::error_code ignored;
  if (!keep_part_) std::filesystem::remove(part_, ignored);
}

void AtomicFile::open(std::ios::openmode mode) {
  buffer_.resize(std::size_t{1} << 16U);
  stream_.rdbuf()->pubsetbuf(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  stream_.open(part_, std::ios::binary | mode);
  check();
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
  if (size_ >= head_) checksum_ = checksum(bytes, checksum_);
  size_ += bytes.size();
  check();
}

Content AtomicFile::flush() {
  stream_.flush();
  check();
  return {size_, checksum_};
}

Content AtomicFile::finish(std::string_view head) {
  if (stream_.is_open()) {
    stream_.seekp(0);
    stream_.write(head.data(), static_cast<std::streamsize>(head.size()));
    stream_.close();
    check();
  }
  keep_part_ = true;
  return {size_, joined_checksum(checksum(head), checksum_, size_ - head_)};
}

void AtomicFile::commit() {
  if (stream_.is_open()) {
    stream_.close();
    check();
  }
  std::filesystem::rename(part_, path_);
  keep_part_ = true;
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
