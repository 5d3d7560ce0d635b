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
/// bytes, it has not `dimensions` extents or one is 0, it is truncated or too long, and before anything is
/// unpacked where its header promises more than 8 GiB, than half the memory, or than the file can hold.
IdxArray read_idx(const std::filesystem::path& path, std::size_t dimensions);

/// Its extents alone, with the same refusals of a header.
std::vector<std::uint32_t> read_idx_shape(const std::filesystem::path& path, std::size_t dimensions);

/// The bytes of an IDX file with this content.
std::string idx_bytes(const IdxArray& array);

}  // namespace featdyn::numerics
