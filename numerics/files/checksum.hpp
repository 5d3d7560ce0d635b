#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace featdyn::numerics {

/// CRC-32 of bytes that follow others whose checksum is `before`: a change of any 32 neighbouring bits or
/// fewer changes it.
std::uint32_t checksum(std::string_view bytes, std::uint32_t before = 0);

/// Of two texts in a row: the checksum of each, and the length of the second.
std::uint32_t joined_checksum(std::uint32_t first, std::uint32_t second, std::uint64_t second_bytes);

/// What a file holds, as far as it takes to recognise it.
struct Content {
  std::uint64_t bytes = 0;
  std::uint32_t checksum = 0;
  bool operator==(const Content&) const = default;
};

/// Of a file from byte `start` to byte `end` or its own end; `bytes` counts what is there. Throws
/// std::runtime_error where it cannot be read.
Content content_of(const std::filesystem::path& file, std::uint64_t start = 0,
                   std::uint64_t end = UINT64_MAX);

}  // namespace featdyn::numerics
