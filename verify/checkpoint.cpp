#include "verify/checkpoint.hpp"

#include <cstring>
#include <stdexcept>

#include "numerics/files/atomic_file.hpp"

namespace featdyn::verify {
namespace {

using numerics::Index;
using numerics::Matrix;

constexpr const char* magic = "featdyn-checkpoint-1";

void put(std::string& bytes, std::uint64_t word) {
  bytes.append(reinterpret_cast<const char*>(&word), sizeof word);
}

void put(std::string& bytes, const std::string& text) {
  put(bytes, text.size());
  bytes += text;
}

/// FNV-1a: a change of any one byte changes it.
std::uint64_t checksum(std::string_view bytes) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return hash;
}

[[noreturn]] void refuse_damaged() {
  throw std::runtime_error("checkpoint: damaged; start without --resume");
}

/// The bytes in front of their checksum.
std::string_view verified(std::string_view bytes) {
  std::uint64_t sum = 0;
  if (bytes.size() < sizeof sum) refuse_damaged();
  const std::string_view content = bytes.substr(0, bytes.size() - sizeof sum);
  std::memcpy(&sum, bytes.data() + content.size(), sizeof sum);
  if (sum != checksum(content)) refuse_damaged();
  return content;
}

/// Reads what `put` wrote and throws where bytes are missing.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : rest_(bytes) {}
  std::string_view take(std::uint64_t count) {
    if (count > rest_.size()) refuse_damaged();
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  std::uint64_t word() {
    std::uint64_t value = 0;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return value;
  }
  std::string text() { return std::string(take(word())); }
  Matrix<double> matrix() {
    const auto rows = static_cast<Index>(word()), columns = static_cast<Index>(word());
    const std::string_view bytes = take(static_cast<std::uint64_t>(rows * columns) * sizeof(double));
    Matrix<double> result(rows, columns);
    std::memcpy(result.data(), bytes.data(), bytes.size());
    return result;
  }

 private:
  std::string_view rest_;
};

}  // namespace

void write_checkpoint(const std::filesystem::path& directory, const Checkpoint& checkpoint) {
  std::string bytes;
  put(bytes, magic);
  put(bytes, checkpoint.key);
  put(bytes, static_cast<std::uint64_t>(checkpoint.step));
  put(bytes, checkpoint.progress.csv_bytes);
  put(bytes, checkpoint.progress.records);
  put(bytes, checkpoint.state.size());
  for (const Matrix<double>& matrix : checkpoint.state) {
    put(bytes, static_cast<std::uint64_t>(matrix.rows()));
    put(bytes, static_cast<std::uint64_t>(matrix.cols()));
    bytes.append(reinterpret_cast<const char*>(matrix.data()),
                 static_cast<std::size_t>(matrix.size()) * sizeof(double));
  }
  put(bytes, checksum(bytes));
  numerics::write_file(directory / "checkpoint", bytes);
}

std::optional<Checkpoint> read_checkpoint(const std::filesystem::path& directory, const std::string& key) {
  if (!std::filesystem::exists(directory / "checkpoint")) return std::nullopt;
  const std::string bytes = numerics::read_file(directory / "checkpoint");
  Cursor cursor(verified(bytes));
  if (cursor.text() != magic)
    throw std::runtime_error("checkpoint: of another program; start without --resume");
  Checkpoint checkpoint{.key = cursor.text(), .step = 0, .progress = {}, .state = {}};
  if (checkpoint.key != key)
    throw std::runtime_error("checkpoint: of other settings or another method; start without --resume");
  checkpoint.step = static_cast<long>(cursor.word());
  checkpoint.progress.csv_bytes = cursor.word();
  checkpoint.progress.records = cursor.word();
  const std::uint64_t count = cursor.word();
  for (std::uint64_t i = 0; i < count; ++i) checkpoint.state.push_back(cursor.matrix());
  return checkpoint;
}

void remove_checkpoint(const std::filesystem::path& directory) {
  std::error_code ignored;
  std::filesystem::remove(directory / "checkpoint", ignored);
}

}  // namespace featdyn::verify
