#include <fmt/format.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <map>
#include <sstream>

#include "tests/program.hpp"
#include "tests/refusal.hpp"

BOOST_FIXTURE_TEST_SUITE(program_sweep, TemporaryFolder)

using namespace featdyn;
using namespace featdyn::testing;

namespace {

const char* const grid =
    "\n[sweep]\n\"training.learning_rate\" = [0.01, 5e-3]\n\"data.signal_norm\" = [1.5, 3]\nseeds = 2\n";

/// The small settings with a grid of eight runs.
void write_small(const TemporaryFolder& folder) {
  numerics::write_file(folder / "s.toml", std::string(small_settings) + grid);
}

Printed sweep(const TemporaryFolder& folder, const std::string& arguments) {
  return featdyn::testing::featdyn(folder, "sweep " + arguments);
}

std::vector<std::string> lines(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> result;
  for (std::string line; std::getline(stream, line);) result.push_back(line);
  return result;
}

std::string csv(const TemporaryFolder& folder, const std::string& directory) {
  return numerics::read_file(folder / (directory + "/sweep.csv"));
}

/// 48 runs of a size that takes seconds together.
const char* const many =
    "many.toml --quiet --set sweep.network.width=[8,12,16] --set sweep.data.signal_norm=[2,5] "
    "--set sweep.seeds=8 --set training.steps=12000 ";

}  // namespace

BOOST_AUTO_TEST_CASE(rows_are_in_file_order_with_the_end_values_of_run) {
  write_small(*this);
  const Printed printed = sweep(*this, "s.toml --out d --json");
  BOOST_TEST(printed.code == 0);
  BOOST_TEST(printed.json()["runs"] == 8);
  const auto rows = lines(csv(*this, "d"));
  BOOST_REQUIRE(rows.size() == 9);
  BOOST_TEST(
      rows[0] ==
      "training.learning_rate,data.signal_norm,seed,step,time,loss,signal_max,signal_mean,noise_max,"
      "noise_mean,ratio,weight_norm_sq_mean,gradient_norm,converged,t_signal,t_noise,n_snr_squared,status");
  const std::vector<std::string> starts{"0.01,1.5,1,", "0.01,1.5,2,", "0.01,3,1,", "0.01,3,2,",
                                        "5e-3,1.5,1,", "5e-3,1.5,2,", "5e-3,3,1,", "5e-3,3,2,"};
  for (std::size_t k = 0; k < starts.size(); ++k) BOOST_TEST(rows[k + 1].starts_with(starts[k]), rows[k + 1]);
  for (const std::string method : {"recurrence", "ode"}) {
    const std::string directory = "d-" + method;
    BOOST_TEST(sweep(*this, "s.toml --quiet --method " + method + " --out " + directory).code == 0);
    BOOST_TEST(
        featdyn::testing::featdyn(
            *this,
            "run s.toml --quiet --no-plots --overwrite --out r --set data.signal_norm=3 --set data.seed=2 "
            "--set training.learning_rate=5e-3 --set init.seed=3 --method " +
                method)
            .code == 0);
    const std::string last = lines(csv(*this, directory)).back(),
                      end = lines(numerics::read_file(*this / "r/trajectory.csv")).back();
    BOOST_TEST(last.starts_with("5e-3,3,2," + end + ","), last + " against " + end);
  }
}

BOOST_AUTO_TEST_CASE(killed_threaded_and_under_mpi_it_ends_with_the_same_bytes) {
  init(*this, "figure-2-low", "many.toml");
  const auto start = std::chrono::steady_clock::now();
  BOOST_TEST(sweep(*this, many + std::string("--threads 1 --out one")).code == 0);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const std::string expected = csv(*this, "one");
  BOOST_TEST(lines(expected).size() == 49);
  const std::string program = std::string("'") + FEATDYN_PROGRAM + "' sweep " + many;
  for (int kill = 0; kill < 3; ++kill) {
    shell(*this, fmt::format("timeout -s KILL {:.2f} {} --threads 1 --out killed", seconds / 8, program));
    BOOST_TEST(!std::filesystem::exists(*this / "killed/sweep.csv"));
  }
  const Printed resumed = sweep(*this, many + std::string("--json --threads 2 --out killed"));
  BOOST_TEST(resumed.json()["measured_now"].get<int>() > 0);
  BOOST_TEST(resumed.json()["measured_now"].get<int>() < 48);
  BOOST_TEST((csv(*this, "killed") == expected));
  const std::string mpirun =  // OpenMPI's own leaks are not for the sanitizers
      "ASAN_OPTIONS=detect_leaks=0 mpirun --allow-run-as-root --oversubscribe -np 2 ";
  BOOST_TEST(shell(*this, mpirun + program + "--out mpi").code == 0);
  const Printed run = shell(*this, mpirun + FEATDYN_PROGRAM + " list");
  BOOST_TEST(
      testing::contains(run.err, "list under mpirun: every process would do the same, read 2 processes"));
  BOOST_TEST((csv(*this, "mpi") == expected));
}

BOOST_AUTO_TEST_CASE(two_processes_share_a_folder) {
  init(*this, "figure-2-low", "many.toml");
  const std::string program = std::string("'") + FEATDYN_PROGRAM + "' sweep " + many +
                              "--set training.steps=300 --threads 1 --out both";
  const Printed printed = shell(*this, program + " & " + program + "; one=$?; wait $! && exit $one");
  BOOST_TEST(printed.code == 0, printed.err);
  BOOST_TEST(lines(csv(*this, "both")).size() == 49);
  BOOST_TEST(
      sweep(*this, many + std::string("--set training.steps=300 --json --out both")).json()["measured_now"] ==
      0);
}

BOOST_AUTO_TEST_CASE(a_changed_grid_uses_what_is_known) {
  write_small(*this);
  BOOST_TEST(sweep(*this, "s.toml --out d --json").json()["measured_now"] == 8);
  const auto grown = sweep(*this, "s.toml --out d --json --set sweep.data.signal_norm=[3,1.50,4]").json();
  BOOST_TEST(grown["runs"] == 12);
  BOOST_TEST(grown["measured_now"] == 4);
  const std::string rows = csv(*this, "d");
  BOOST_TEST(sweep(*this, "d/settings.toml --quiet --out again").code == 0);
  BOOST_TEST(sweep(*this, "s.toml --out fresh --quiet --set sweep.data.signal_norm=[3,1.50,4]").code == 0);
  BOOST_TEST((csv(*this, "fresh") == rows));
  BOOST_TEST((csv(*this, "again") == rows));
}

/// The limit on the size of files stands for the full disk.
BOOST_AUTO_TEST_CASE(a_full_disk_is_one_line_and_the_sweep_goes_on_when_there_is_room) {
  write_small(*this);
  const std::string common = "s.toml --set sweep.seeds=40 --json --out ";
  const Printed full = shell(
      *this, std::string("trap '' XFSZ; ulimit -f 100; '") + FEATDYN_PROGRAM + "' sweep " + common + "d");
  BOOST_TEST(full.code == 3);
  BOOST_TEST(full.err.find("runs.sqlite:1: the store of finished runs failed") != full.err.npos, full.err);
  BOOST_TEST(lines(full.err).size() == 1);
  BOOST_TEST(!std::filesystem::exists(*this / "d/sweep.csv"));
  const auto resumed = sweep(*this, common + "d").json();
  BOOST_TEST(resumed["measured_now"].get<int>() < 160);
  BOOST_TEST(resumed["measured_now"].get<int>() > 0);
  BOOST_TEST(sweep(*this, common + "fresh").code == 0);
  BOOST_TEST((csv(*this, "fresh") == csv(*this, "d")));
}

/// In a namespace of its own the test may mount a file system of 200 kB.
boost::test_tools::assertion_result small_file_systems_can_be_mounted(boost::unit_test::test_unit_id) {
  return std::system("unshare --map-root-user --mount mount -t tmpfs none /mnt 2>/dev/null") == 0;
}

BOOST_AUTO_TEST_CASE(a_full_file_system_loses_nothing,
                     *boost::unit_test::precondition(small_file_systems_can_be_mounted)) {
  write_small(*this);
  std::filesystem::create_directory(*this / "full");
  const std::string program =
      std::string("'") + FEATDYN_PROGRAM + "' sweep s.toml --set sweep.seeds=40 --json --out ";
  const Printed printed =
      shell(*this, "unshare --map-root-user --mount sh -c \"mount -t tmpfs -o size=200k none full; " +
                       program + "full/d; echo \\$? > code; mount -o remount,size=4m full; " + program +
                       "full/d; cp -r full/d kept\"");
  BOOST_TEST(numerics::read_file(*this / "code") == "3\n");
  BOOST_TEST(printed.err.find("runs.sqlite:1: the store of finished runs failed") != printed.err.npos,
             printed.err);
  BOOST_TEST(lines(printed.err).size() == 1);
  const int measured = printed.json()["measured_now"];
  BOOST_TEST(measured > 0);
  BOOST_TEST(measured < 160);
  BOOST_TEST(shell(*this, program + "fresh").code == 0);
  BOOST_TEST((csv(*this, "fresh") == csv(*this, "kept")));
}

/// A signal ends the program, with a line that says how to go on.
BOOST_AUTO_TEST_CASE(an_interrupted_command_says_how_to_go_on) {
  init(*this, "sweep", "long.toml");
  const auto ended = [&](const std::string& command) {
    return shell(*this, std::string("timeout 2 '") + FEATDYN_PROGRAM + "' " + command +
                            " long.toml --quiet --set training.steps=100000000");
  };
  const Printed swept = ended("sweep"), trained = ended("run");
  BOOST_TEST(swept.code == 124);  // timeout's word for a program that it ended
  BOOST_TEST(swept.err.find("featdyn: interrupted: finished runs are kept") != swept.err.npos, swept.err);
  BOOST_TEST(trained.err.find("featdyn: interrupted: the same command with --resume") != trained.err.npos,
             trained.err);
}

BOOST_AUTO_TEST_CASE(a_run_that_diverges_is_a_row) {
  write_small(*this);
  const Printed printed =
      sweep(*this, "s.toml --out d --json --set sweep.training.learning_rate=[0.01,1000]");
  BOOST_TEST(printed.code == 0);
  BOOST_TEST(printed.json()["status"]["diverged"] == 4);
  BOOST_TEST(lines(csv(*this, "d")).back().ends_with(",diverged"));
  // Its values on the way to infinity are in no mean that is drawn.
  BOOST_TEST(sweep(*this,
                   "s.toml --out d --quiet --set sweep.training.learning_rate=[0.01,1000] "
                   "--plot x=training.learning_rate y=loss")
                 .code == 0);
  BOOST_TEST(lines(numerics::read_file(*this / "d/loss-training.learning_rate.csv")).back() ==
             "1000,,,,1000,,,");
}

/// Values go with each other, not with what the file has in their place.
BOOST_AUTO_TEST_CASE(a_grid_is_judged_by_its_points) {
  std::string text = small_settings;
  text.replace(text.find("time = 0.2\n"), 11, "");
  numerics::write_file(*this / "s.toml", text);
  const auto runs = [&](const std::string& sets) {
    return sweep(*this,
                 "s.toml --json --out d --set sweep.diffusion.alpha=[0.8,0.9] "
                 "--set sweep.diffusion.beta=[0.6] " +
                     sets);
  };
  BOOST_TEST(runs("").json()["runs"] == 2);
  BOOST_TEST(runs("--set 'sweep.data.labels=[\"random\"]' --set sweep.data.samples=[4,5]").json()["runs"] ==
             4);
  BOOST_TEST(runs("--set sweep.diffusion.time=[0.3]").code == 3);
  BOOST_TEST(sweep(*this, "d/settings.toml --json --out d").json()["measured_now"] == 0);
}

BOOST_AUTO_TEST_CASE(a_damaged_store_is_named_with_its_remedy) {
  write_small(*this);
  std::filesystem::create_directory(*this / "d");
  numerics::write_file(*this / "d/runs.sqlite", "no database");
  const Printed damaged = sweep(*this, "s.toml --json --out d");
  BOOST_TEST(damaged.code == 3);
  BOOST_TEST(damaged.err.find("remove it: its runs are done again") != damaged.err.npos, damaged.err);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_swept_or_drawn_is_one_line_and_exit_3) {
  write_small(*this);
  numerics::write_file(*this / "none.toml", small_settings);
  const std::map<std::string, std::string> refused{
      {"none.toml", "none.toml:1: nothing to sweep"},
      {"s.toml --set sweep.network.width=[3,1000000000]", "network.width: needs"},
      {"s.toml --set sweep.seeds=3 --seed 9223372036854775806", "seeds beyond the largest"},
      {"s.toml --plot x=ratio", "--plot: x or y is missing"},
      {"s.toml --plot x=ratio y=width", "--plot: no such key or column, read width"},
      {"s.toml --plot x=ratio y=loss z=step", "--plot: a heat map over x=ratio and y=loss"},
      {"s.toml --set data.signal_norm=3 --set 'sweep.data.signal_norm=[1, 2]'",
       "data.signal_norm: without effect"},
      {"s.toml --seed 3 --set 'sweep.data.seed=[1, 2]'", "data.seed: without effect"},
      {"s.toml --set 'sweep.data.labels=[\"random\", \"balanced\"]' "
       "--set sweep.data.samples=[4,3]",
       "odd while labels are balanced"},
      {"", "FILE is required"}};
  for (const auto& [arguments, message] : refused) {
    const Printed printed = sweep(*this, arguments + " --out d");
    BOOST_TEST(printed.code == 3, arguments);
    BOOST_TEST(printed.err.find(message) != std::string::npos, arguments + ": " + printed.err);
    BOOST_TEST(lines(printed.err).size() == 1);
  }
  BOOST_TEST(!std::filesystem::exists(*this / "d"));
}

BOOST_AUTO_TEST_CASE(it_draws_lines_and_heat_maps) {
  write_small(*this);
  for (const char* plot :
       {"'x=data.signal_norm y=ratio' s.toml", "x=data.signal_norm y=training.learning_rate z=loss s.toml"})
    BOOST_TEST(sweep(*this, std::string("--quiet --out d --plot ") + plot).code == 0);
  const std::string first = "--plot x=data.signal_norm y=ratio ",
                    maps =
                        "--plot x=data.signal_norm y=training.learning_rate z=loss --plot "
                        "x=data.signal_norm y=training.learning_rate z=ratio";
  for (const std::string& many : {"s.toml " + first + maps, first + "s.toml " + maps})
    BOOST_TEST(sweep(*this, "--quiet --out many --overwrite " + many).code == 0, many);
  BOOST_TEST(std::filesystem::exists(*this / "many/ratio-training.learning_rate-data.signal_norm.png"));
  for (const char* picture : {"ratio-data.signal_norm", "loss-training.learning_rate-data.signal_norm"})
    for (const char* format : {".svg", ".png"})
      BOOST_TEST(std::filesystem::file_size(*this / (std::string("d/") + picture + format)) > 2000);
}

BOOST_AUTO_TEST_SUITE_END()
