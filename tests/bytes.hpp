#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace featdyn::testing {

/// Numbers as they stand in memory.
template <class T>
std::string bytes_of(const std::vector<T>& values) {
  std::string bytes(values.size() * sizeof(T), '\0');
  std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

/// An NPY file as numpy writes it, version 1 or 2.
inline std::string npy(const std::string& type, const std::string& shape, const std::string& data,
                       bool fortran = false, int version = 1) {
  std::string text = "{'descr': '" + type + "', 'fortran_order': " + (fortran ? "True" : "False") +
                     ", 'shape': " + shape + ", }";
  text.resize(100, ' ');
  text += '\n';
  std::string header("\x93NUMPY");
  header += {static_cast<char>(version), '\0', static_cast<char>(text.size()), '\0'};
  if (version > 1) header += std::string(2, '\0');
  return header + text + data;
}

/// An IDX file of bytes.
inline std::string idx(const std::vector<std::uint32_t>& shape, const std::string& data) {
  std::string file{'\0', '\0', '\x08', static_cast<char>(shape.size())};
  for (const std::uint32_t extent : shape)
    for (const int shift : {24, 16, 8, 0}) file += static_cast<char>((extent >> shift) & 0xFFU);
  return file + data;
}

}  // namespace featdyn::testing
