#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "numerics/files/atomic_file.hpp"

namespace featdyn::numerics {

/// What the header of an NPY file says.
struct NpyHeader {
  std::string type;  ///< "<f8", "<i8", "|i1", ...
  bool fortran_order = false;
  std::vector<std::uint64_t> shape;
  std::uint64_t data_offset = 0;
  /// Number of entries; throws std::runtime_error when it does not fit in 64 bits.
  std::uint64_t count() const;
};

/// An NPY array as doubles in C order. Integer types are converted, which is exact below 2^53.
struct NpyArray {
  NpyHeader header;
  std::vector<double> values;
};

/// Throws std::runtime_error saying what is wrong: not NPY, a header that cannot be read, a type that is not
/// a little-endian number, fewer or more bytes than the header says. Allocates nothing before the sizes
/// agree.
NpyHeader read_npy_header(const std::filesystem::path& path);
NpyArray read_npy(const std::filesystem::path& path);

/// Writes a float64 array row by row, so that it never need be whole in memory. Shape: rows x row_shape,
/// where the number of rows is what has been written when commit() is called.
class NpyWriter {
 public:
  NpyWriter(const std::filesystem::path& path, std::vector<std::uint64_t> row_shape);
  /// Goes on with what flush() said of an interrupted file.
  NpyWriter(const std::filesystem::path& path, std::vector<std::uint64_t> row_shape, const Content& kept);
  /// Appends entries; one row may come in several pieces.
  void write(const double* values, std::uint64_t count);
  Content flush() { return file_.flush(); }
  std::uint64_t rows() const;
  /// Leaves the whole file as its part.
  Content finish();
  void commit();
  void keep_part() { file_.keep_part(); }

 private:
  std::vector<std::uint64_t> row_shape_;
  AtomicFile file_;
};

/// Writes a whole float64 array atomically.
void write_npy(const std::filesystem::path& path, const std::vector<std::uint64_t>& shape,
               const double* values);

}  // namespace featdyn::numerics
