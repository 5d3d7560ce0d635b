#include "numerics/files/checksum.hpp"

#include <zlib.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <vector>

namespace featdyn::numerics {

std::uint32_t checksum(std::string_view bytes, std::uint32_t before) {
  return static_cast<std::uint32_t>(
      crc32_z(before, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

std::uint32_t joined_checksum(std::uint32_t first, std::uint32_t second, std::uint64_t second_bytes) {
  return static_cast<std::uint32_t>(crc32_combine(first, second, static_cast<z_off_t>(second_bytes)));
}

Content content_of(const std::filesystem::path& file, std::uint64_t start, std::uint64_t end) {
  constexpr std::uint64_t chunk_bytes = 1U << 20U;
  std::ifstream stream(file, std::ios::binary);
  stream.seekg(static_cast<std::streamoff>(start));
  std::vector<char> chunk(chunk_bytes);
  Content content;
  for (std::uint64_t at = start; stream && at < end;) {
    stream.read(chunk.data(), static_cast<std::streamsize>(std::min(chunk_bytes, end - at)));
    const auto count = static_cast<std::uint64_t>(stream.gcount());
    content.checksum = checksum({chunk.data(), count}, content.checksum);
    content.bytes += count;
    at += count;
  }
  if (!stream.is_open() || stream.bad()) throw std::runtime_error(file.string() + ": cannot be read");
  return content;
}

}  // namespace featdyn::numerics
