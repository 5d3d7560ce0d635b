#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace featdyn::numerics {

/// An IDX array of bytes (the MNIST format): its extents and entries in C order.
struct IdxArray {
  std::vector<std::uint32_t> shape;
  std::vector<std::uint8_t> values;
};

/// Reads an IDX file, gzipped or not. Throws std::runtime_error when it is not IDX, its entries are not
/// bytes, it has not `dimensions` extents, or it is truncated or too long. Memory grows only with what is
/// really there.
IdxArray read_idx(const std::filesystem::path& path, std::size_t dimensions);

/// The bytes of an IDX file with this content.
std::string idx_bytes(const IdxArray& array);

}  // namespace featdyn::numerics
