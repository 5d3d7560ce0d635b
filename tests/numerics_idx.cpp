#include <zlib.h>

#include <boost/test/unit_test.hpp>

#include "numerics/files/atomic_file.hpp"
#include "numerics/files/idx.hpp"
#include "tests/bytes.hpp"
#include "tests/problems.hpp"
#include "tests/refusal.hpp"

BOOST_AUTO_TEST_SUITE(numerics_idx)

using namespace featdyn;
using testing::contains;
using testing::idx;

namespace {

const std::string pixels("\x00\x01\x02\x7F\x80\xFF", 6);

numerics::IdxArray read(const std::string& bytes, std::size_t dimensions) {
  const testing::TemporaryFolder folder;
  numerics::write_file(folder / "x", bytes);
  return numerics::read_idx(folder / "x", dimensions);
}

std::string gzipped(const std::string& bytes) {
  const testing::TemporaryFolder folder;
  const gzFile file = gzopen((folder / "x.gz").c_str(), "wb");
  gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size()));
  gzclose(file);
  return numerics::read_file(folder / "x.gz");
}

std::string message(const std::string& bytes, std::size_t dimensions = 3) {
  return testing::refusal([&] { read(bytes, dimensions); });
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_written_is_read_again) {
  const numerics::IdxArray array{.shape = {2, 3}, .values = {0, 1, 2, 127, 128, 255}};
  BOOST_TEST(numerics::idx_bytes(array) == idx({2, 3}, pixels));
  BOOST_TEST(read(numerics::idx_bytes(array), 2).values == array.values);
}

BOOST_AUTO_TEST_CASE(plain_and_gzipped_files_hold_the_same_array) {
  for (const std::string& file : {idx({1, 2, 3}, pixels), gzipped(idx({1, 2, 3}, pixels))}) {
    const auto array = read(file, 3);
    BOOST_TEST((array.shape == std::vector<std::uint32_t>{1, 2, 3}));
    BOOST_TEST((array.values == std::vector<std::uint8_t>{0, 1, 2, 127, 128, 255}));
  }
}

BOOST_AUTO_TEST_CASE(damaged_files_are_refused_with_the_reason) {
  const std::string whole = idx({1, 2, 3}, pixels);
  BOOST_TEST(contains(message(whole.substr(0, 20)), "truncated: 4 bytes of 6"));
  BOOST_TEST(contains(message(whole + "x"), "longer than its IDX header says"));
  BOOST_TEST(contains(message(whole, 1), "an IDX array of 3 dimensions, where 1 are needed"));
  BOOST_TEST(contains(message("hello world"), "not an IDX file of bytes"));
  BOOST_TEST(contains(message(whole.substr(0, 7)), "truncated in its IDX header"));
  BOOST_TEST(contains(message(idx({1U << 31U, 1U << 31U, 1U << 31U}, "")), "promises more than 8 GiB"));
  std::string floats = whole;
  floats[2] = '\x0D';
  BOOST_TEST(contains(message(floats), "not an IDX file of bytes"));
}

BOOST_AUTO_TEST_CASE(an_array_of_nothing_is_refused) {
  BOOST_TEST(contains(message(idx({0, 28, 28}, "")), "an empty IDX array, shape (0, 28, 28)"));
  BOOST_TEST(contains(message(idx({3, 0, 28}, "")), "an empty IDX array"));
  BOOST_TEST(contains(message(idx({0}, ""), 1), "an empty IDX array, shape (0)"));
}

/// What a header promises is held against the file's bytes before anything is unpacked; what follows beyond the
/// promise is not unpacked.
BOOST_AUTO_TEST_CASE(a_compressed_file_that_grows_beyond_measure_is_refused_before_it_is_unpacked) {
  BOOST_TEST(
      contains(message(gzipped(idx({2000, 1000, 1000}, pixels))), "promises more than the file can hold"));
  BOOST_TEST(contains(message(gzipped(idx({1, 2, 3}, std::string(50'000'000, '\0')))),
                      "longer than its IDX header says"));
  BOOST_TEST(read(gzipped(idx({500, 1000}, std::string(500'000, '\0'))), 2).values.size() == 500'000U);
}

BOOST_AUTO_TEST_CASE(the_extents_are_read_alone) {
  const testing::TemporaryFolder folder;
  numerics::write_file(folder / "x", idx({1, 2, 3}, pixels));
  BOOST_TEST((numerics::read_idx_shape(folder / "x", 3) == std::vector<std::uint32_t>{1, 2, 3}));
}

BOOST_AUTO_TEST_CASE(damaged_compression_is_refused) {
  std::string data(4000, '\0');
  for (std::size_t i = 0; i < data.size(); ++i) data[i] = static_cast<char>((i * i * 31 + i) >> 3);
  const std::string whole = gzipped(idx({4000}, data));
  std::string flipped = whole;
  for (std::size_t i = 100; i < 140; ++i) flipped[i] = static_cast<char>(~flipped[i]);
  BOOST_TEST(message(whole, 1) == "nothing was thrown");
  BOOST_TEST(message(flipped, 1) != "nothing was thrown");
  const std::string cut = message(whole.substr(0, whole.size() / 2), 1);
  BOOST_TEST((contains(cut, "truncated") || contains(cut, "damaged gzip data")), cut);
}

/// Also where all data can be had: nothing then says that they are right.
BOOST_AUTO_TEST_CASE(compressed_data_without_their_checksum_are_refused) {
  const std::string whole = gzipped(idx({1, 2, 3}, pixels));
  BOOST_TEST(message(whole) == "nothing was thrown");
  for (std::size_t length = 0; length < whole.size(); ++length)
    BOOST_TEST(message(whole.substr(0, length)) != "nothing was thrown", length);
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_there_cannot_be_read) {
  BOOST_TEST(testing::refusal([] { numerics::read_idx("/nonexistent", 1); }) ==
             "/nonexistent: cannot be read");
}

BOOST_AUTO_TEST_SUITE_END()
