// Runs that were broken off, and what goes on from them.
#include <boost/test/unit_test.hpp>

#include "tests/program.hpp"
#include "tests/refusal.hpp"

BOOST_FIXTURE_TEST_SUITE(program_resume, TemporaryFolder)

using namespace featdyn;
using namespace featdyn::testing;

namespace {

Printed run(const TemporaryFolder& folder, const std::string& arguments) {
  return featdyn::testing::featdyn(folder, "run " + arguments + " --no-plots");
}

/// Into the folder d, however fast the machine is.
void kill_at_checkpoint(const TemporaryFolder& folder, const std::string& arguments) {
  shell(folder,
        std::string("'") + FEATDYN_PROGRAM + "' run " + arguments +
            " --no-plots --checkpoint-seconds 0.01 & run=$!; while kill -0 $run && ! [ -e d/checkpoint ]; "
            "do sleep 0.01; done; kill -KILL $run; wait");
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_killed_run_resumes_to_the_same_bytes) {
  init(*this, "figure-2-low", "low.toml");
  const std::string common =
      "low.toml --quiet --set training.steps=60000 --set training.record_every=500 --out ";
  BOOST_TEST(run(*this, common + "whole").code == 0);
  kill_at_checkpoint(*this, common + "d");
  BOOST_TEST(std::filesystem::exists(*this / "d/checkpoint"));
  BOOST_TEST(!std::filesystem::exists(*this / "d/trajectory.csv"));
  BOOST_TEST(run(*this, common + "d --resume").code == 0);
  for (const char* file : {"trajectory.csv", "overlaps.npy", "gram.npy"})
    BOOST_TEST((numerics::read_file(*this / "whole" / file) == numerics::read_file(*this / "d" / file)));
  BOOST_TEST(!std::filesystem::exists(*this / "d/checkpoint"));
}

/// Finished is finished: --resume shows it again, byte for byte, and never writes over another run.
BOOST_AUTO_TEST_CASE(a_finished_run_is_shown_and_not_run_again) {
  numerics::write_file(*this / "small.toml", small_settings);
  const Printed first = run(*this, "small.toml --json"), again = run(*this, "small.toml --json --resume");
  BOOST_TEST(again.code == 0);
  BOOST_TEST(again.out == first.out);
  const Printed text = run(*this, "small.toml --resume");
  BOOST_TEST(text.out.find("recurrence: finished") != std::string::npos);
  for (const char* other : {"--method network", "--set init.seed=9", "--ratio-limit 0.5", "--digits 30"}) {
    const Printed refused = run(*this, std::string("small.toml --resume --out small-run ") + other);
    BOOST_TEST(refused.code == 3, other);
    BOOST_TEST(refused.err.find("small-run:1: results of other settings are there") != std::string::npos,
               refused.err);
  }
  BOOST_TEST(run(*this, "small.toml --json --resume").out == first.out);
}

/// What was computed so far is not lost without a word, whichever run begins.
BOOST_AUTO_TEST_CASE(an_unfinished_run_is_gone_on_with_or_begun_again_and_the_user_says_which) {
  init(*this, "figure-2-low", "low.toml");
  const std::string common = "low.toml --quiet --set training.record_every=500 --out d --steps ";
  BOOST_TEST(run(*this, common + "60000").code == 0);
  const std::string whole = numerics::read_file(*this / "d/trajectory.csv");
  std::filesystem::remove_all(*this / "d");
  kill_at_checkpoint(*this, common + "60000");
  const auto left = [&] {
    return numerics::read_file(*this / "d/checkpoint") + numerics::read_file(*this / "d/trajectory.csv.part");
  };
  const std::string before = left();
  for (const char* other : {"60000", "5", "5 --method ode", "60000 --seed 7", "5 --digits 30"}) {
    const Printed refused = run(*this, common + other);
    BOOST_TEST(refused.code == 3, other);
    BOOST_TEST(contains(refused.err, "d/checkpoint:1: an unfinished run is there"), refused.err);
    BOOST_TEST(contains(refused.err, "--resume"), refused.err);
    BOOST_TEST(contains(refused.err, "--overwrite"), refused.err);
  }
  BOOST_TEST((left() == before));
  BOOST_TEST(run(*this, common + "60000 --resume").code == 0);
  BOOST_TEST((numerics::read_file(*this / "d/trajectory.csv") == whole));
  BOOST_TEST(run(*this, common + "60000").code == 0);  // finished: nothing is in the way
}

BOOST_AUTO_TEST_CASE(an_unfinished_run_is_begun_again_where_that_is_asked_for) {
  init(*this, "figure-2-low", "low.toml");
  const std::string common = "low.toml --quiet --out d --steps ";
  BOOST_TEST(run(*this, common + "7").code == 0);
  kill_at_checkpoint(*this, common + "100000000 --set training.record_every=100000 --overwrite");
  BOOST_TEST(std::filesystem::exists(*this / "d/checkpoint"));
  BOOST_TEST(featdyn::testing::featdyn(*this, "run " + common + "7 --resume").code == 0);  // shown and drawn
  BOOST_TEST(std::filesystem::exists(*this / "d/checkpoint"));
  BOOST_TEST(run(*this, common + "7").code == 3);
  BOOST_TEST(run(*this, common + "7 --overwrite").code == 0);
  BOOST_TEST(!std::filesystem::exists(*this / "d/checkpoint"));
}

/// What --resume refuses stays as it was, settings and data included.
BOOST_AUTO_TEST_CASE(a_refused_resume_writes_nothing) {
  init(*this, "figure-2-low", "low.toml");
  const std::string common =
      "low.toml --quiet --out d --set training.steps=100000000 --set training.record_every=100000";
  kill_at_checkpoint(*this, common);
  const auto left = [&] {
    std::string bytes;
    for (const char* file : {"checkpoint", "trajectory.csv.part", "overlaps.npy.part", "gram.npy.part"})
      bytes += numerics::read_file(*this / "d" / file);
    return bytes;
  };
  const std::string before = left();
  const Printed refused = run(*this, common + " --resume --seed 7");
  BOOST_TEST(refused.code == 3);
  BOOST_TEST(refused.err.find("d/checkpoint:1: no checkpoint to go on from") != refused.err.npos,
             refused.err);
  BOOST_TEST((left() == before));
}

BOOST_AUTO_TEST_CASE(two_runs_do_not_share_a_folder) {
  init(*this, "figure-2-low", "low.toml");
  const std::string program =
      std::string("'") + FEATDYN_PROGRAM + "' run low.toml --no-plots --quiet --out d ";
  const Printed second =
      shell(*this,
            program +
                "--set training.steps=100000000 --set training.record_every=100000 & first=$!; while kill -0 "
                "$first && ! [ -e d/trajectory.csv.part ]; do sleep 0.01; done; " +
                program + "; code=$?; kill -KILL $first; wait; exit $code");
  BOOST_TEST(second.code == 3);
  BOOST_TEST(second.err.find("d:1: another run is writing there") != second.err.npos, second.err);
  BOOST_TEST(shell(*this, program).code == 0);  // a killed run holds nothing
}

/// Killed after the summary and before the pictures: they are drawn.
BOOST_AUTO_TEST_CASE(resuming_draws_the_curves_that_are_missing) {
  numerics::write_file(*this / "small.toml", small_settings);
  BOOST_TEST(run(*this, "small.toml --quiet").code == 0);
  BOOST_TEST(!std::filesystem::exists(*this / "small-run/curves.svg"));
  BOOST_TEST(featdyn::testing::featdyn(*this, "run small.toml --quiet --resume").code == 0);
  BOOST_TEST(std::filesystem::exists(*this / "small-run/curves.svg"));
  std::filesystem::remove(*this / "small-run/gram.npy");
  BOOST_TEST(run(*this, "small.toml --quiet --resume").code == 0);
  BOOST_TEST(std::filesystem::exists(*this / "small-run/gram.npy"));
}

BOOST_AUTO_TEST_SUITE_END()
