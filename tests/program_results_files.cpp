// What the files of results hold, and the options that decide it.
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "tests/program_folder.hpp"

BOOST_FIXTURE_TEST_SUITE(program_results_files, ProgramFolder)

using namespace featdyn;
using namespace featdyn::testing;
using numerics::read_file;
using std::filesystem::exists;

BOOST_AUTO_TEST_CASE(the_trajectory_opens_as_plain_csv) {
  succeeds("run x.toml --out d");
  const std::string text = read_file(*this / "d/trajectory.csv");
  BOOST_TEST(text.starts_with(
      "step,time,loss,signal_max,signal_mean,noise_max,noise_mean,ratio,weight_norm_sq_mean,gradient_norm,"
      "converged\n0,0,"));
  const auto summary = nlohmann::json::parse(read_file(*this / "d/summary.json"));
  BOOST_TEST(summary["comment"].get<std::string>().ends_with(" method recurrence digits 17"));
  BOOST_TEST(summary["alpha"].get<double>() == std::exp(-0.2), boost::test_tools::tolerance(1e-15));
  BOOST_TEST(summary["beta"].get<double>() == std::sqrt(1 - std::exp(-0.4)),
             boost::test_tools::tolerance(1e-15));
  succeeds("run x.toml --out c --set network.objective=classification");
  BOOST_TEST(nlohmann::json::parse(read_file(*this / "c/summary.json"))["alpha"].is_null());
}

BOOST_AUTO_TEST_CASE(a_run_says_whether_it_came_to_rest) {
  const auto resting = program(
                           "run x.toml --json --out a --steps 1e5 --set training.learning_rate=0.1 "
                           "--set 'training.until={ gradient_norm = 1e-3 }'")
                           .json();
  BOOST_TEST(resting["converged"] == true);
  BOOST_TEST(resting["last_step"].get<long>() < 100000);
  BOOST_TEST(resting["end"]["step"] == resting["last_step"]);
  BOOST_TEST(resting["end"]["gradient_norm"].get<double>() <= 1e-3);
  BOOST_TEST(resting["settings"]["training"]["until"]["gradient_norm"] == 1e-3);
  const Printed moving = program("run x.toml --out b --steps 3");
  BOOST_TEST(contains(moving.out, "not at rest: the gradient norm is above "), moving.out);
  BOOST_TEST(contains(moving.out, "1/1000 of its start"), moving.out);
  succeeds("run a/settings.toml --out again");
  BOOST_TEST(read_file(*this / "a/trajectory.csv") == read_file(*this / "again/trajectory.csv"));
  for (const char* bad : {"until={ gradient_norm = 0 }", "until=3", "until={ loss = 1 }"})
    BOOST_TEST(program(std::string("run x.toml --set 'training.") + bad + "'").code == 3, bad);
}

BOOST_AUTO_TEST_CASE(steps_are_an_option_of_every_command_that_trains) {
  const auto last = [&](const std::string& steps) {
    return program("run x.toml --json --overwrite --out d --steps " + steps).json()["last_step"].get<long>();
  };
  BOOST_TEST(last("7") == 7);
  BOOST_TEST(last("010") == 10);
  BOOST_TEST(last("1e1") == 10);
  for (const char* bad : {"1.5", "x", "1e-1", "1e300"})
    BOOST_TEST(contains(program(std::string("run x.toml --steps ") + bad).err, "--steps: no number of steps"),
               bad);
  for (const char* command : {"compare x.toml", "stationary x.toml", "sweep x.toml --set sweep.seeds=2",
                              "verify condition-3.1", "figures figure-1", "certify x.toml --width 1e-6"})
    BOOST_TEST(program(std::string(command) + " --steps 12").code != 3, command);
  BOOST_TEST(contains(program("sweep x.toml --steps 12 --set sweep.training.steps=[1,2]").err,
                      "--steps: training.steps is swept"));
}

BOOST_AUTO_TEST_CASE(arrays_are_left_out_when_asked_for) {
  succeeds("run x.toml --out d --no-arrays");
  succeeds("compare x.toml --out c --no-arrays");
  for (const char* array : {"overlaps.npy", "gram.npy"}) {
    BOOST_TEST(!exists(*this / "d" / array));
    BOOST_TEST(!exists(*this / "c/recurrence" / array));
  }
  BOOST_TEST(exists(*this / "c/recurrence/trajectory.csv"));
  succeeds("run x.toml --out d --no-arrays --resume");
  succeeds("run x.toml --out d --resume");  // they are not there, so it runs
  succeeds("run x.toml --out e");
  for (const char* file : {"trajectory.csv", "overlaps.npy", "gram.npy"})
    BOOST_TEST((read_file(*this / "d" / file) == read_file(*this / "e" / file)));
}

BOOST_AUTO_TEST_CASE(a_sweep_has_n_snr_squared_and_converged) {
  succeeds("sweep x.toml --out d --set sweep.data.signal_norm=[1.5,3]");
  const std::string csv = read_file(*this / "d/sweep.csv");
  BOOST_TEST(contains(csv, "gradient_norm,converged,t_signal,t_noise,n_snr_squared,status\n"), csv);
  BOOST_TEST(contains(csv, ",0.75"), csv);  // 4 (1.5)^2 / 12
  BOOST_TEST((contains(csv, ",3.0000") || contains(csv, ",3,finished\n")), csv);
}

BOOST_AUTO_TEST_SUITE_END()
