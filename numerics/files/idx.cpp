#include "numerics/files/idx.hpp"

#include <fmt/ranges.h>
#include <zlib.h>

#include <array>
#include <memory>
#include <stdexcept>

#include "numerics/refusal/memory.hpp"

namespace featdyn::numerics {
namespace {

constexpr std::uint8_t type_byte = 0x08;
constexpr std::uint64_t largest_array = std::uint64_t{1} << 33U;

/// zlib reads plain files as they are.
class Stream {
 public:
  explicit Stream(const std::filesystem::path& path)
      : path_(path), file_(gzopen(path.c_str(), "rb"), &gzclose) {
    if (!file_) refuse("cannot be read");
  }

  [[noreturn]] void refuse(const std::string& why) const {
    throw std::runtime_error(fmt::format("{}: {}", path_.string(), why));
  }

  /// How many of the bytes asked for there were.
  std::size_t read(std::uint8_t* bytes, std::size_t count) {
    const int got = gzread(file_.get(), bytes, static_cast<unsigned>(count));
    if (got < 0) refuse("damaged gzip data");
    return static_cast<std::size_t>(got);
  }

  /// After the last byte: compressed data end with their checksum, which a truncated file has lost.
  void require_end() {
    int error = Z_OK;
    gzerror(file_.get(), &error);
    if (error != Z_OK) refuse("truncated gzip data");
  }

  std::uint32_t big_endian_word() {
    std::array<std::uint8_t, 4> bytes{};
    if (read(bytes.data(), 4) != 4) refuse("truncated in its IDX header");
    return std::uint32_t{bytes[0]} << 24U | std::uint32_t{bytes[1]} << 16U | std::uint32_t{bytes[2]} << 8U |
           bytes[3];
  }

 private:
  std::filesystem::path path_;
  std::unique_ptr<gzFile_s, int (*)(gzFile)> file_;
};

/// Before anything is read: what the file could hold, compressed as well as can be, and memory too.
void require_plausible(const Stream& stream, std::uint64_t count, std::uint64_t file_bytes) {
  constexpr std::uint64_t best_ratio = 1032;  // of deflate
  if (count > best_ratio * file_bytes) stream.refuse("its IDX header promises more than the file can hold");
  const std::uint64_t memory = available_memory();
  if (count > memory / 2)
    stream.refuse(
        fmt::format("its IDX header promises {} bytes, of {} that there is memory for", count, memory / 2));
}

/// The header: extents, and how many entries they are.
std::pair<std::vector<std::uint32_t>, std::uint64_t> read_shape(Stream& stream, std::size_t dimensions,
                                                                const std::filesystem::path& path) {
  const std::uint32_t magic = stream.big_endian_word();
  if (magic >> 16U != 0 || ((magic >> 8U) & 0xFFU) != type_byte) stream.refuse("not an IDX file of bytes");
  if ((magic & 0xFFU) != dimensions)
    stream.refuse(
        fmt::format("an IDX array of {} dimensions, where {} are needed", magic & 0xFFU, dimensions));
  std::vector<std::uint32_t> shape;
  std::uint64_t count = 1;
  for (std::size_t k = 0; k < dimensions; ++k) {
    shape.push_back(stream.big_endian_word());
    if (__builtin_mul_overflow(count, shape.back(), &count) || count > largest_array)
      stream.refuse("its IDX header promises more than 8 GiB");
  }
  if (count == 0) stream.refuse(fmt::format("an empty IDX array, shape ({})", fmt::join(shape, ", ")));
  require_plausible(stream, count, std::filesystem::file_size(path));
  return {std::move(shape), count};
}

}  // namespace

std::vector<std::uint32_t> read_idx_shape(const std::filesystem::path& path, std::size_t dimensions) {
  Stream stream(path);
  return read_shape(stream, dimensions, path).first;
}

IdxArray read_idx(const std::filesystem::path& path, std::size_t dimensions) {
  Stream stream(path);
  const auto [shape, count] = read_shape(stream, dimensions, path);
  IdxArray array{.shape = shape, .values = {}};
  array.values.reserve(count);
  std::array<std::uint8_t, 1U << 16U> chunk{};
  while (const std::size_t got = stream.read(chunk.data(), chunk.size())) {
    if (array.values.size() + got > count) stream.refuse("longer than its IDX header says");
    array.values.insert(array.values.end(), chunk.begin(), chunk.begin() + static_cast<std::ptrdiff_t>(got));
  }
  if (array.values.size() < count)
    stream.refuse(fmt::format("truncated: {} bytes of {}", array.values.size(), count));
  stream.require_end();
  return array;
}

std::string idx_bytes(const IdxArray& array) {
  std::string bytes{'\0', '\0', static_cast<char>(type_byte), static_cast<char>(array.shape.size())};
  for (const std::uint32_t extent : array.shape)
    for (const unsigned shift : {24U, 16U, 8U, 0U}) bytes += static_cast<char>((extent >> shift) & 0xFFU);
  return bytes.append(array.values.begin(), array.values.end());
}

}  // namespace featdyn::numerics
