#include <boost/test/unit_test.hpp>

#include "numerics/files/atomic_file.hpp"
#include "tests/problems.hpp"
#include "tests/refusal.hpp"
#include "verify/run/checkpoint.hpp"

BOOST_AUTO_TEST_SUITE(verify_checkpoint)

using namespace featdyn;
using testing::contains;
using testing::refusal;

namespace {

verify::Checkpoint example() {
  return {.key = "recurrence\n[data]\n",
          .step = 17,
          .progress = {{123, 4}, {5, 6}},
          .state = {verify::pack(testing::waves(2, 3, 1, 0)), verify::pack(numerics::Matrix<double>(0, 5)),
                    verify::pack(testing::waves(1, 1, 1e-300, 1))},
          .beside = {verify::pack(testing::waves(1, 4, 1, 2))}};
}

std::string message(const std::filesystem::path& folder) {
  return refusal([&] { verify::read_checkpoint(folder, example().key); });
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_checkpoint_is_read_back_bit_by_bit) {
  const testing::TemporaryFolder folder;
  verify::write_checkpoint(folder.path(), example());
  const auto read = verify::read_checkpoint(folder.path(), example().key);
  BOOST_REQUIRE(read.has_value());
  BOOST_TEST(read->step == 17);
  BOOST_TEST((read->progress == example().progress));
  BOOST_REQUIRE(read->state.size() == 3U);
  for (std::size_t i = 0; i < 3; ++i) BOOST_TEST((read->state[i] == example().state[i]));
  BOOST_TEST((verify::unpack<double>(read->state[0]) == testing::waves(2, 3, 1, 0)));
  BOOST_TEST((read->beside == example().beside));
  BOOST_TEST(verify::unpack<double>(read->state[1]).cols() == 5);
}

BOOST_AUTO_TEST_CASE(without_a_checkpoint_there_is_nothing_to_go_on_from) {
  const testing::TemporaryFolder folder;
  BOOST_TEST(!verify::read_checkpoint(folder.path(), "key").has_value());
  verify::write_checkpoint(folder.path(), example());
  verify::remove_checkpoint(folder.path());
  BOOST_TEST(!verify::read_checkpoint(folder.path(), example().key).has_value());
}

BOOST_AUTO_TEST_CASE(a_checkpoint_of_another_run_is_refused) {
  const testing::TemporaryFolder folder;
  verify::write_checkpoint(folder.path(), example());
  BOOST_TEST(
      refusal([&] { verify::read_checkpoint(folder.path(), "network\n"); }) ==
      (folder / "checkpoint").string() +
          ":1: no checkpoint to go on from, read one of other settings, data, digits or another method, "
          "allowed: one of this run, or --overwrite in place of --resume, which begins again");
}

BOOST_AUTO_TEST_CASE(a_checkpoint_cut_anywhere_is_refused) {
  const testing::TemporaryFolder folder;
  verify::write_checkpoint(folder.path(), example());
  const std::string whole = numerics::read_file(folder / "checkpoint");
  for (std::size_t length = 0; length < whole.size(); ++length) {
    numerics::write_file(folder / "checkpoint", whole.substr(0, length));
    BOOST_TEST(contains(message(folder.path()), "checkpoint:1: "), length);
  }
}

BOOST_AUTO_TEST_CASE(a_checkpoint_with_a_damaged_byte_is_refused) {
  const testing::TemporaryFolder folder;
  verify::write_checkpoint(folder.path(), example());
  const std::string whole = numerics::read_file(folder / "checkpoint");
  for (std::size_t place = 0; place < whole.size(); ++place) {
    std::string damaged = whole;
    damaged[place] = static_cast<char>(~damaged[place]);
    numerics::write_file(folder / "checkpoint", damaged);
    BOOST_TEST(contains(message(folder.path()), "--overwrite in place of --resume"), place);
  }
}

BOOST_AUTO_TEST_SUITE_END()
