// Which files a sweep writes: its table, and the store of its rows.
#include <boost/test/unit_test.hpp>

#include "tests/program_folder.hpp"

BOOST_FIXTURE_TEST_SUITE(program_sweep_files, ProgramFolder)

using namespace featdyn;
using namespace featdyn::testing;
using numerics::read_file;
using numerics::write_file;

namespace {

const char* const other_settings = "results of other settings are there";

}  // namespace

BOOST_AUTO_TEST_CASE(a_sweep_of_other_settings_or_method_needs_another_folder) {
  write_file(*this / "g.toml", std::string(small_settings) + "[sweep]\nseeds = 2\n");
  succeeds("sweep g.toml");
  succeeds("sweep g.toml --set sweep.seeds=3");
  refuses("sweep g.toml --method network", other_settings);
  succeeds("sweep g.toml --method network --overwrite");
  succeeds("sweep g-sweep/settings.toml --out g-sweep --method network");
}

/// The rows of another grid are remembered; those of other settings would be gone without a word.
BOOST_AUTO_TEST_CASE(a_table_is_replaced_by_another_grid_of_its_settings_only) {
  write_file(*this / "g.toml", std::string(small_settings) + "[sweep]\nseeds = 2\n");
  succeeds("sweep g.toml --out d");
  const std::string rows = read_file(*this / "d/sweep.csv");
  for (const char* other : {"--set network.width=4", "--steps 7", "--set init.std=0.2", "--seed 5"})
    refuses("sweep g.toml --out d " + std::string(other), other_settings);
  BOOST_TEST(read_file(*this / "d/sweep.csv") == rows);
  succeeds("sweep g.toml --out d --set 'sweep.network.width=[2, 4]'");
  succeeds("sweep g.toml --out d --set network.width=4 --overwrite");
  BOOST_TEST(read_file(*this / "d/sweep.csv") != rows);
}

/// File systems of networks and of other machines.
BOOST_AUTO_TEST_CASE(stores_work_without_locks_and_without_shared_memory) {
  write_file(*this / "g.toml", std::string(small_settings) + "[sweep]\nseeds = 3\n");
  succeeds("sweep g.toml --out fresh");
  const auto there = [&](const std::string& lacks, const std::string& arguments) {
    return shell(*this, "LD_PRELOAD='" FEATDYN_HOSTILE_SYSTEM
                        "' ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0 " +
                            lacks + " '" + FEATDYN_PROGRAM + "' sweep g.toml --no-plots --quiet " +
                            arguments);
  };
  const std::string no_locks = "FEATDYN_TEST_NO_LOCKS=1", no_memory = "FEATDYN_TEST_NO_SHARED_MEMORY=1";
  for (const std::string& lacks : {no_locks, no_memory, no_locks + " " + no_memory}) {
    std::filesystem::remove_all(*this / "d");
    const Printed printed = there(lacks, "--out d"), again = there(lacks, "--out d");
    BOOST_TEST(printed.code == 0, lacks + ": " + printed.err);
    BOOST_TEST(again.code == 0, lacks + ": " + again.err);
    BOOST_TEST(
        (contains(printed.err, "the file system has no locks: let one command at a time write there") ==
         contains(lacks, no_locks)));
    BOOST_TEST(read_file(*this / "d/sweep.csv") == read_file(*this / "fresh/sweep.csv"));
    succeeds("sweep g.toml --out d");  // and back on a file system that has all
    BOOST_TEST(there(lacks, "--out d").code == 0);
  }
}

BOOST_AUTO_TEST_SUITE_END()
