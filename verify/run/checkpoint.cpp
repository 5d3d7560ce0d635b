#include "verify/run/checkpoint.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "numerics/files/atomic_file.hpp"
#include "numerics/scalar/arb_number.hpp"

namespace featdyn::verify {
namespace {

using numerics::BigReal;
using numerics::Index;
using numerics::Matrix;

constexpr const char* magic = "featdyn-checkpoint-5";
constexpr std::uint64_t most_files = 16;

void put(std::string& bytes, std::uint64_t word) {
  bytes.append(reinterpret_cast<const char*>(&word), sizeof word);
}

void put(std::string& bytes, const std::string& text) {
  put(bytes, text.size());
  bytes += text;
}

void put_number(std::string& bytes, double number) {
  bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

void put_number(std::string& bytes, const BigReal& number) {
  put(bytes, number.dump());
}

/// What is wrong with a checkpoint.
struct Refusal : std::runtime_error {
  using std::runtime_error::runtime_error;
};
[[noreturn]] void refuse(const char* what) {
  throw Refusal(what);
}

/// FNV-1a: a change of any one byte changes it.
std::uint64_t checksum(std::string_view bytes) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return hash;
}

/// The bytes in front of their checksum.
std::string_view verified(std::string_view bytes) {
  std::uint64_t sum = 0;
  if (bytes.size() < sizeof sum) refuse("a damaged one");
  const std::string_view content = bytes.substr(0, bytes.size() - sizeof sum);
  std::memcpy(&sum, bytes.data() + content.size(), sizeof sum);
  if (sum != checksum(content)) refuse("a damaged one");
  return content;
}

/// Reads what `put` wrote and throws where bytes are missing.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : rest_(bytes) {}
  std::string_view take(std::uint64_t count) {
    if (count > rest_.size()) refuse("a damaged one");
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  std::uint64_t word() {
    std::uint64_t value = 0;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return value;
  }
  /// So many numbers, each of at least eight bytes, are still to come.
  void require_numbers(std::uint64_t count) const {
    if (count > rest_.size() / sizeof(double)) refuse("a damaged one");
  }
  std::string text() { return std::string(take(word())); }
  void number(double& value) { std::memcpy(&value, take(sizeof value).data(), sizeof value); }
  void number(BigReal& value) { value = BigReal::load(text()); }

 private:
  std::string_view rest_;
};

}  // namespace

template <class R>
std::string pack(const Matrix<R>& matrix) {
  std::string bytes;
  put(bytes, static_cast<std::uint64_t>(matrix.rows()));
  put(bytes, static_cast<std::uint64_t>(matrix.cols()));
  for (Index i = 0; i < matrix.size(); ++i) put_number(bytes, matrix.data()[i]);
  return bytes;
}

template <class R>
Matrix<R> unpack(std::string_view bytes) {
  Cursor cursor(bytes);
  const auto rows = static_cast<Index>(cursor.word()), columns = static_cast<Index>(cursor.word());
  cursor.require_numbers(static_cast<std::uint64_t>(rows * columns));
  Matrix<R> matrix(rows, columns);
  for (Index i = 0; i < matrix.size(); ++i) cursor.number(matrix.data()[i]);
  return matrix;
}

template std::string pack<double>(const Matrix<double>&);
template std::string pack<BigReal>(const Matrix<BigReal>&);
template Matrix<double> unpack<double>(std::string_view);
template Matrix<BigReal> unpack<BigReal>(std::string_view);

void write_checkpoint(const std::filesystem::path& directory, const Checkpoint& checkpoint) {
  std::string bytes;
  put(bytes, magic);
  put(bytes, checkpoint.key);
  put(bytes, static_cast<std::uint64_t>(checkpoint.step));
  put(bytes, checkpoint.progress.size());
  for (const numerics::Content& file : checkpoint.progress) {
    put(bytes, file.bytes);
    put(bytes, std::uint64_t{file.checksum});
  }
  for (const auto* matrices : {&checkpoint.state, &checkpoint.beside}) {
    put(bytes, matrices->size());
    for (const std::string& matrix : *matrices) put(bytes, matrix);
  }
  put(bytes, checksum(bytes));
  numerics::write_file(directory / checkpoint_name, bytes);
}

namespace {

Checkpoint parse_checkpoint(const std::string& bytes, const std::string& key) {
  Cursor cursor(verified(bytes));
  if (cursor.text() != magic) refuse("one of another program");
  Checkpoint checkpoint{.key = cursor.text(), .step = 0, .progress = {}, .state = {}, .beside = {}};
  if (checkpoint.key != key) refuse("one of other settings, data, digits or another method");
  checkpoint.step = static_cast<long>(cursor.word());
  checkpoint.progress.resize(std::min<std::uint64_t>(cursor.word(), most_files));
  for (numerics::Content& file : checkpoint.progress) {
    file.bytes = cursor.word();
    file.checksum = static_cast<std::uint32_t>(cursor.word());
  }
  for (auto* matrices : {&checkpoint.state, &checkpoint.beside}) {
    const std::uint64_t count = cursor.word();
    for (std::uint64_t i = 0; i < count; ++i) matrices->push_back(cursor.text());
  }
  return checkpoint;
}

}  // namespace

std::optional<Checkpoint> read_checkpoint(const std::filesystem::path& directory, const std::string& key) {
  const std::filesystem::path file = directory / checkpoint_name;
  if (!std::filesystem::exists(file)) return std::nullopt;
  try {
    return parse_checkpoint(numerics::read_file(file), key);
  } catch (const Refusal& refusal) {
    throw numerics::InputError(
        {file.string(), 1},
        std::string("no checkpoint to go on from, read ") + refusal.what() +
            ", allowed: one of this run, or --overwrite in place of --resume, which begins again");
  }
}

void remove_checkpoint(const std::filesystem::path& directory) {
  std::error_code ignored;
  std::filesystem::remove(directory / checkpoint_name, ignored);
}

}  // namespace featdyn::verify
