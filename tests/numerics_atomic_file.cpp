#include <boost/test/unit_test.hpp>

#include "numerics/files/atomic_file.hpp"
#include "tests/problems.hpp"
#include "tests/refusal.hpp"

BOOST_AUTO_TEST_SUITE(numerics_atomic_file)

using namespace featdyn;
using numerics::AtomicFile;
using std::filesystem::exists;

BOOST_AUTO_TEST_CASE(a_file_that_is_not_committed_is_absent) {
  const testing::TemporaryFolder folder;
  {
    AtomicFile file(folder / "x");
    file.write("half");
    file.flush();
    BOOST_TEST(exists(folder / "x.part"));
    BOOST_TEST(!exists(folder / "x"));
  }
  BOOST_TEST(!exists(folder / "x"));
  BOOST_TEST(!exists(folder / "x.part"));
}

BOOST_AUTO_TEST_CASE(a_committed_file_is_whole_and_leaves_no_part) {
  const testing::TemporaryFolder folder;
  numerics::write_file(folder / "x", std::string("a\0b", 3));
  BOOST_TEST(numerics::read_file(folder / "x") == std::string("a\0b", 3));
  BOOST_TEST(!exists(folder / "x.part"));
}

BOOST_AUTO_TEST_CASE(an_old_file_stays_until_the_new_one_is_committed) {
  const testing::TemporaryFolder folder;
  numerics::write_file(folder / "x", "old");
  AtomicFile file(folder / "x");
  file.write("new");
  file.flush();
  BOOST_TEST(numerics::read_file(folder / "x") == "old");
  file.commit();
  BOOST_TEST(numerics::read_file(folder / "x") == "new");
}

BOOST_AUTO_TEST_CASE(a_part_is_gone_on_with_from_the_bytes_that_count) {
  const testing::TemporaryFolder folder;
  numerics::Content kept;
  {
    AtomicFile file(folder / "x", 2);
    file.write("  ");
    file.write("23");
    kept = file.flush();
    file.write("456789");
    file.keep_part();
  }
  AtomicFile file(folder / "x", kept, 2);
  BOOST_TEST(file.size() == 4U);
  file.write("abcd");
  const numerics::Content finished = file.finish("01");
  BOOST_TEST((finished == numerics::content_of(folder / "x.part")));
  BOOST_TEST(!exists(folder / "x"));
  file.commit();
  BOOST_TEST(numerics::read_file(folder / "x") == "0123abcd");
}

/// A disk that loses a bit, and whoever edits the part.
BOOST_AUTO_TEST_CASE(a_part_of_which_any_bit_is_another_is_refused_and_left) {
  const testing::TemporaryFolder folder;
  numerics::write_file(folder / "x.part", "some bytes, and more of them");
  const std::string whole = numerics::read_file(folder / "x.part");
  const numerics::Content kept{10, numerics::checksum("some bytes")};
  for (std::size_t bit = 0; bit < 8 * whole.size(); ++bit) {
    std::string flipped = whole;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1U << bit % 8));
    numerics::write_file(folder / "x.part", flipped);
    const std::string message = testing::refusal([&] { AtomicFile(folder / "x", kept); });
    if (bit < 80) {
      BOOST_TEST(testing::contains(message, "x.part:1: not what its checkpoint says"), message);
      BOOST_TEST(numerics::read_file(folder / "x.part") == flipped);
    } else {
      BOOST_TEST(message == "nothing was thrown");
    }
  }
}

BOOST_AUTO_TEST_CASE(checksums_of_pieces_join) {
  const std::string a = "featdyn", b(100'000, 'x');
  BOOST_TEST(numerics::checksum("123456789") == 0xCBF43926U);  // CRC-32's check value
  BOOST_TEST(numerics::checksum(b, numerics::checksum(a)) == numerics::checksum(a + b));
  BOOST_TEST(numerics::joined_checksum(numerics::checksum(a), numerics::checksum(b), b.size()) ==
             numerics::checksum(a + b));
}

BOOST_AUTO_TEST_CASE(a_part_shorter_than_its_checkpoint_is_refused) {
  const testing::TemporaryFolder folder;
  numerics::write_file(folder / "x.part", "01");
  BOOST_TEST(testing::contains(testing::refusal([&] {
                                 AtomicFile(folder / "x", numerics::Content{3, 0});
                               }),
                               "x.part:1: shorter than its checkpoint says, read 2 bytes, allowed: 3, or "
                               "--overwrite in place of --resume, which begins again"));
}

BOOST_AUTO_TEST_CASE(a_folder_that_is_not_there_is_an_error_that_names_the_file) {
  BOOST_TEST(testing::refusal([] { AtomicFile("/nonexistent/x"); }) ==
             "/nonexistent/x:1: cannot be written, read no permission or no space on the disk, allowed: a "
             "folder that can be written and has room");
  BOOST_TEST(testing::refusal([] { numerics::read_file("/nonexistent"); }) == "/nonexistent: cannot be read");
}

BOOST_AUTO_TEST_SUITE_END()
