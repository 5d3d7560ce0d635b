// One file in its place, whatever stands or comes there.
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <optional>
#include <thread>

#include "numerics/files/atomic_file.hpp"
#include "tests/problems.hpp"
#include "tests/refusal.hpp"
#include "verify/output/new_file.hpp"
#include "verify/output/output_file.hpp"

BOOST_FIXTURE_TEST_SUITE(verify_output_file, testing::TemporaryFolder)

using namespace featdyn;
using namespace featdyn::verify;
using numerics::read_file;
using numerics::write_file;
using testing::contains;
using testing::refusal;

BOOST_AUTO_TEST_CASE(a_single_file_is_judged_before_it_is_replaced) {
  const auto file = *this / "x.json";
  Earlier found = Earlier::foreign;
  const auto judge = [&](const std::filesystem::path&) { return found; };
  OutputFile(file, {}, judge, false).write("first");
  BOOST_TEST(read_file(file) == "first");
  BOOST_TEST(contains(refusal([&] { OutputFile(file, {}, judge, true); }), "x.json:1: a file is in the way"));
  found = Earlier::other_settings;
  BOOST_TEST(contains(refusal([&] { OutputFile(file, {}, judge, false); }), "--overwrite"));
  OutputFile(file, {}, judge, true).write("second");
  found = Earlier::same_settings;
  BOOST_TEST(
      contains(refusal([&] { OutputFile(file, {file}, judge, true); }), "what is read would be written"));
  {
    OutputFile first(file, {}, judge, false);
    BOOST_TEST(
        contains(refusal([&] { OutputFile(file, {}, judge, false); }), "another run is writing there"));
    first.write("third");
  }
  BOOST_TEST(read_file(file) == "third");
  OutputFile late(file, {}, judge, false);
  write_file(file, "mine");
  BOOST_TEST(contains(refusal([&] { late.write("fourth"); }), "come there meanwhile"));
  for (const char* other : {"/dev/null", "."})
    BOOST_TEST(contains(refusal([&] { OutputFile(other, {}, judge, true); }), "no plain file"));
}

/// Of two commands for one file the second waits, and then judges what the first has left.
BOOST_AUTO_TEST_CASE(a_single_file_that_comes_while_its_place_is_waited_for_is_judged) {
  using std::chrono::milliseconds;
  const auto file = *this / "x.json";
  const auto comes = [&](Earlier found) {
    std::filesystem::remove(file);
    std::optional<FileLock> theirs;
    theirs.emplace(*this / ".x.json.featdyn-lock", file, milliseconds(0));
    std::jthread leaves([&] {
      std::this_thread::sleep_for(milliseconds(100));
      write_file(file, "theirs");
      theirs.reset();
    });
    const auto judge = [&](const std::filesystem::path&) { return found; };
    return refusal([&] { OutputFile(file, {}, judge, false).write("mine"); });
  };
  BOOST_TEST(comes(Earlier::same_settings) == "nothing was thrown");
  BOOST_TEST(read_file(file) == "mine");
  for (const Earlier found : {Earlier::foreign, Earlier::other_settings}) {
    const std::string message = comes(found);
    BOOST_TEST(!contains(message, "meanwhile"), message);
    BOOST_TEST(contains(message, "x.json:1: "), message);
    BOOST_TEST(read_file(file) == "theirs");
  }
}

BOOST_AUTO_TEST_CASE(a_new_file_is_whole_and_never_in_place_of_another) {
  BOOST_TEST(make_new_file(*this / "x", "abc"));
  BOOST_TEST(!make_new_file(*this / "x", "def"));
  BOOST_TEST(read_file(*this / "x") == "abc");
  replace_file(*this / "x", "ghi");
  BOOST_TEST(read_file(*this / "x") == "ghi");
  BOOST_TEST(std::distance(std::filesystem::directory_iterator(path()), {}) == 1);
  BOOST_TEST(has_locks(path()));
}

BOOST_AUTO_TEST_SUITE_END()
