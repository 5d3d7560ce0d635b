#include "numerics/files/npy.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <fstream>
#include <numeric>
#include <stdexcept>
#include <string_view>

#include "numerics/files/npy_header.hpp"

static_assert(std::endian::native == std::endian::little, "NPY files are written as they stand in memory");

namespace featdyn::numerics {
namespace {

constexpr std::size_t preamble = 10;              // magic, version, length of a version 1 header
constexpr std::uint64_t header_bytes = 128;       // what we write: room for every shape
constexpr std::uint64_t longest_header = 10'000;  // NumPy's own limit

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& why) {
  throw std::runtime_error(fmt::format("{}: {}", path.string(), why));
}

std::uint64_t entry_count(const std::vector<std::uint64_t>& shape) {
  std::uint64_t count = 1;
  for (const std::uint64_t extent : shape)
    if (__builtin_mul_overflow(count, extent, &count) || count > (std::uint64_t{1} << 60U))
      throw std::runtime_error("an array of more than 2^60 entries");
  return count;
}

/// The header whose text follows the length, with that version.
NpyHeader parse_header(std::string_view text, int version, const std::filesystem::path& path) {
  auto header = parse_npy_dictionary(text, version);
  if (!header) refuse(path, "its NPY header cannot be read");
  for (const std::uint64_t extent : header->shape)
    if (extent >= 1'000'000'000'000'000'000) refuse(path, "its NPY header has a shape beyond all memory");
  return *std::move(header);
}

/// One of NumPy's little-endian number types: how many bytes, and how to read one.
struct NumberType {
  const char* name;
  std::size_t bytes;
  double (*read)(const char*);
};

template <class T>
T load(const char* bytes) {
  T value;
  std::memcpy(&value, bytes, sizeof value);
  return value;
}

template <class T>
double read_as(const char* bytes) {
  return static_cast<double>(load<T>(bytes));
}

constexpr NumberType number_types[] = {
    {"<f8", 8, read_as<double>},        {"<f4", 4, read_as<float>},        {"|b1", 1, read_as<std::uint8_t>},
    {"|i1", 1, read_as<std::int8_t>},   {"|u1", 1, read_as<std::uint8_t>}, {"<i2", 2, read_as<std::int16_t>},
    {"<u2", 2, read_as<std::uint16_t>}, {"<i4", 4, read_as<std::int32_t>}, {"<u4", 4, read_as<std::uint32_t>},
    {"<i8", 8, read_as<std::int64_t>},  {"<u8", 8, read_as<std::uint64_t>}};

const NumberType& number_type(const NpyHeader& header, const std::filesystem::path& path) {
  for (const NumberType& type : number_types)
    if (header.type == type.name) return type;
  refuse(path, fmt::format("entries of type '{}', where little-endian real numbers are needed", header.type));
}

/// Entries in Fortran order put into C order.
std::vector<double> to_c_order(const std::vector<double>& values, const std::vector<std::uint64_t>& shape) {
  std::vector<double> result(values.size());
  std::vector<std::uint64_t> at(shape.size(), 0);
  for (const double value : values) {
    std::uint64_t place = 0;
    for (std::size_t k = 0; k < shape.size(); ++k) place = place * shape[k] + at[k];
    result[place] = value;
    for (std::size_t k = 0; k < shape.size() && ++at[k] == shape[k]; ++k) at[k] = 0;
  }
  return result;
}

std::string make_header(const std::vector<std::uint64_t>& shape) {
  std::string extents;
  for (const std::uint64_t extent : shape) extents += fmt::format("{}, ", extent);
  if (shape.size() > 1) extents.resize(extents.size() - 2);
  std::string text = fmt::format("{{'descr': '<f8', 'fortran_order': False, 'shape': ({}), }}", extents);
  text.resize(header_bytes - preamble - 1, ' ');
  constexpr std::uint16_t length = header_bytes - preamble;
  std::string header("\x93NUMPY\x01\x00", 8);
  header += {static_cast<char>(length & 0xFFU), static_cast<char>(length >> 8U)};
  return header + text + '\n';
}

}  // namespace

std::uint64_t NpyHeader::count() const {
  return entry_count(shape);
}

NpyHeader read_npy_header(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::string start(12, '\0');
  if (!stream.read(start.data(), preamble) || start.compare(0, 6, "\x93NUMPY") != 0)
    refuse(path, "not an NPY file");
  const int version = static_cast<unsigned char>(start[6]), minor = start[7];
  if (version < 1 || version > 3 || minor != 0)
    refuse(path, fmt::format("of NPY version {}.{}, where 1.0, 2.0 and 3.0 are known", version, minor));
  std::uint64_t length = load<std::uint16_t>(start.data() + 8), offset = preamble;
  if (version > 1) {
    if (!stream.read(start.data() + preamble, 2)) refuse(path, "truncated in its NPY header");
    length = load<std::uint32_t>(start.data() + 8);
    offset = preamble + 2;
  }
  if (length > longest_header) refuse(path, "its NPY header cannot be read");
  std::string dictionary(length, '\0');
  if (!stream.read(dictionary.data(), static_cast<std::streamsize>(length)))
    refuse(path, "truncated in its NPY header");
  NpyHeader header = parse_header(dictionary, version, path);
  header.data_offset = offset + length;
  return header;
}

NpyArray read_npy(const std::filesystem::path& path) {
  NpyArray array{.header = read_npy_header(path), .values = {}};
  const NumberType& type = number_type(array.header, path);
  const std::uint64_t count = array.header.count(),
                      have = std::filesystem::file_size(path) - array.header.data_offset;
  if (have != count * type.bytes)
    refuse(path, fmt::format("{}: {} bytes of data where shape ({}) of '{}' needs {}",
                             have < count * type.bytes ? "truncated" : "too long", have,
                             fmt::join(array.header.shape, ", "), type.name, count * type.bytes));
  std::ifstream stream(path, std::ios::binary);
  stream.seekg(static_cast<std::streamoff>(array.header.data_offset));
  std::vector<char> chunk(type.bytes << 16U);
  array.values.reserve(count);
  while (array.values.size() < count) {
    const std::uint64_t entries = std::min<std::uint64_t>(count - array.values.size(), 1U << 16U);
    if (!stream.read(chunk.data(), static_cast<std::streamsize>(entries * type.bytes)))
      refuse(path, "cannot be read");
    for (std::uint64_t i = 0; i < entries; ++i)
      array.values.push_back(type.read(chunk.data() + i * type.bytes));
  }
  if (array.header.fortran_order && array.header.shape.size() > 1)
    array.values = to_c_order(array.values, array.header.shape);
  return array;
}

NpyWriter::NpyWriter(const std::filesystem::path& path, std::vector<std::uint64_t> row_shape)
    : row_shape_(std::move(row_shape)), file_(path, header_bytes) {
  file_.write(std::string(header_bytes, ' '));
}

NpyWriter::NpyWriter(const std::filesystem::path& path, std::vector<std::uint64_t> row_shape,
                     const Content& kept)
    : row_shape_(std::move(row_shape)), file_(path, kept, header_bytes) {}

void NpyWriter::write(const double* values, std::uint64_t count) {
  file_.write({reinterpret_cast<const char*>(values), count * sizeof(double)});
}

std::uint64_t NpyWriter::rows() const {
  return (file_.size() - header_bytes) / (8 * std::max<std::uint64_t>(entry_count(row_shape_), 1));
}

Content NpyWriter::finish() {
  std::vector<std::uint64_t> shape{rows()};
  shape.insert(shape.end(), row_shape_.begin(), row_shape_.end());
  return file_.finish(make_header(shape));
}

void NpyWriter::commit() {
  finish();
  file_.commit();
}

void write_npy(const std::filesystem::path& path, const std::vector<std::uint64_t>& shape,
               const double* values) {
  AtomicFile file(path);
  file.write(make_header(shape));
  file.write({reinterpret_cast<const char*>(values), entry_count(shape) * sizeof(double)});
  file.commit();
}

}  // namespace featdyn::numerics
