#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <regex>

#include "tests/bytes.hpp"
#include "tests/program.hpp"
#include "tests/refusal.hpp"

using namespace featdyn;
using namespace featdyn::testing;

namespace {

/// A folder with a good settings file of each kind and broken data files beside them.
struct InputFolder : TemporaryFolder {
  InputFolder() {
    numerics::write_file(*this / "good.toml", small_settings);
    numerics::write_file(*this / "file.toml",
                         "[data]\nmodel = \"file\"\npatches = \"x.npy\"\nlabels = "
                         "\"y.npy\"\n[network]\nobjective = \"diffusion\"\nwidth = 2\n"
                         "activation = [0, 0, 1]\n[diffusion]\ntime = 0.2\n[init]\nstd = "
                         "0.1\n[training]\nlearning_rate = 0.01\nsteps = 3\n");
    const std::string x = bytes_of(std::vector<double>(4 * 2 * 3, 0.5));
    numerics::write_file(*this / "x.npy", npy("<f8", "(4, 2, 3)", x));
    numerics::write_file(*this / "y.npy", npy("<f8", "(4,)", bytes_of(std::vector<double>{1, -1, 1, -1})));
    numerics::write_file(*this / "truncated.npy", npy("<f8", "(4, 2, 3)", x.substr(0, 100)));
    numerics::write_file(*this / "nan.npy",
                         npy("<f8", "(1, 1, 1)", bytes_of(std::vector<double>{std::nan("")})));
    numerics::write_file(*this / "flat.npy", npy("<f8", "(24,)", x));
    numerics::write_file(*this / "single.npy", npy("<f4", "(4, 2, 3)", x.substr(0, 96)));
    numerics::write_file(*this / "zero.npy", npy("<f8", "(4,)", bytes_of(std::vector<double>{1, 0, 1, -1})));
    numerics::write_file(*this / "text.npy", "no numbers here");
    numerics::write_file(*this / "broken.toml", "[data\nmodel = 3\n");
    numerics::write_file(*this / "empty.toml", "");
  }
};

/// One line "featdyn: FILE:LINE: ..." and nothing else, exit 3, no folder made.
void expect_refusal(const InputFolder& folder, const std::string& arguments, const std::string& mentions) {
  const Printed printed = featdyn::testing::featdyn(folder, arguments + " --out made");
  BOOST_TEST_CONTEXT(arguments << ": " << printed.err) {
    BOOST_TEST(printed.code == 3);
    BOOST_TEST(printed.out.empty());
    BOOST_TEST(
        std::regex_match(printed.err, std::regex("featdyn: (--[^\n]+|[^\n]+:[0-9]+|[a-z]+): [^\n]+\n")));
    BOOST_TEST(printed.err.find(mentions) != std::string::npos);
    BOOST_TEST(!std::filesystem::exists(folder / "made"));
  }
}

struct Broken {
  const char* arguments;
  const char* mentions;
};
std::ostream& operator<<(std::ostream& out, const Broken& broken) {
  return out << broken.arguments;
}

const Broken broken[] = {{"run good.toml --set data.colour=3", "unknown key data.colour"},
                         {"run good.toml --set training.learning_rate=nan", "learning_rate"},
                         {"run good.toml --set training.learning_rate=-0.1", "> 0"},
                         {"run good.toml --set network.width=0", "network.width"},
                         {"run good.toml --set network.width=two", "wrong type"},
                         {"run good.toml --set data.samples=5", "odd"},
                         {"run good.toml --set data.dimension=1000000000000", "memory"},
                         {"run good.toml --set data.noise_patches=1000000000000", "memory"},
                         {"run good.toml --set data.signal_patches=1000000000000", "memory"},
                         {"run good.toml --set data.signal_norms=[1,2]", "given beside data.signal_norm"},
                         {"run good.toml --set data.class_balance=0.3", "whole numbers of 4 samples"},
                         {"run file.toml --set data.classes=2", "no key of data.model"},
                         {"run good.toml --set network.activation=[]", "network.activation"},
                         {"run good.toml --set network.activation=[0,0]", "nonzero"},
                         {"run good.toml --set diffusion.target=score", "velocity"},
                         {"run good.toml --set diffusion.alpha=0.5", "diffusion.time"},
                         {"run good.toml --set training.record_every=0", "record_every"},
                         {"run good.toml --set data.patches=x.npy", "no key of data.model"},
                         {"run good.toml --method guess", "recurrence"},
                         {"run good.toml --digits 50 --method network-mc", "network-mc"},
                         {"run file.toml --set data.patches=truncated.npy", "truncated"},
                         {"run file.toml --set data.patches=nan.npy", "not finite"},
                         {"run file.toml --set data.patches=flat.npy", "n x P x d"},
                         {"run file.toml --set data.patches=single.npy", "<f4"},
                         {"run file.toml --set data.patches=text.npy", "not an NPY file"},
                         {"run file.toml --set data.patches=absent.npy", "no such file"},
                         {"run file.toml --set data.labels=zero.npy", "not a label"},
                         {"run file.toml --set init.weights=y.npy", "init.weights"},
                         {"run good.toml --set 'sweep.data.signal_norm=[1, -2]'", "signal_norm"},
                         {"run good.toml --set claims.theorem-3.1.ratio.konstant=3", "constant"},
                         {"run good.toml --set data.model=three-patch", "noisy-mnist"},
                         {"run good.toml --set network.width=100000", "network.width"},
                         {"run broken.toml", "broken.toml:1:"},
                         {"run empty.toml", "missing required key"},
                         {"run absent.toml", "cannot be read"},
                         {"run good.toml --colour", "--colour"},
                         {"compare good.toml --methods recurrence", "two or more"},
                         {"derive good.toml --format pdf", "latex"},
                         {"stationary good.toml --set network.objective=classification", "stationary point"}};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(program_input, InputFolder)

BOOST_DATA_TEST_CASE(broken_input_is_one_line_with_file_and_line_and_nothing_is_written,
                     boost::unit_test::data::make(broken)) {
  expect_refusal(*this, sample.arguments, sample.mentions);
}

BOOST_AUTO_TEST_CASE(an_error_in_the_file_names_its_line) {
  std::string text = small_settings;
  numerics::write_file(*this / "bad.toml", text.replace(text.find("width = 3"), 9, "width = 0"));
  expect_refusal(*this, "run bad.toml", "bad.toml:8: network.width");
}

BOOST_AUTO_TEST_CASE(a_missing_key_names_the_line_of_its_table) {
  std::string text = small_settings;
  numerics::write_file(*this / "bad.toml", text.replace(text.find("steps = 40\n"), 11, ""));
  expect_refusal(*this, "run bad.toml", "bad.toml:14: missing required key training.steps");
}

BOOST_AUTO_TEST_CASE(tables_of_other_commands_are_checked_and_unused) {
  const std::string extra =
      "[sweep]\n\"data.signal_norm\" = [2, 5]\nseeds = 3\n[claims.\"theorem-3.1.ratio\"]\nconstant = 0.5\n";
  numerics::write_file(*this / "more.toml", small_settings + extra);
  BOOST_TEST(featdyn::testing::featdyn(*this, "run more.toml --quiet --no-plots").code == 0);
}

BOOST_AUTO_TEST_CASE(settings_may_come_from_a_pipe) {
  const Printed printed =
      featdyn::testing::shell(*this, std::string("cat file.toml | '") + FEATDYN_PROGRAM +
                                         "' run /dev/stdin --no-plots --quiet --out piped");
  BOOST_TEST(printed.code == 0, printed.err);
  BOOST_TEST(featdyn::testing::featdyn(*this, "run file.toml --no-plots --quiet").code == 0);
  BOOST_TEST((numerics::read_file(*this / "piped/trajectory.csv") ==
              numerics::read_file(*this / "file-run/trajectory.csv")));
  expect_refusal(*this, "run /dev/null", "no text");
  expect_refusal(*this, "run .", "a folder");
}

BOOST_AUTO_TEST_CASE(an_output_that_cannot_be_written_is_an_error) {
  BOOST_TEST(
      featdyn::testing::shell(*this, std::string("'") + FEATDYN_PROGRAM + "' derive good.toml >/dev/full")
          .code == 3);
}

/// 010 is 10 and 1e1 is 10, in every option and override alike.
/// --seed and --steps say what --set may say too.
BOOST_AUTO_TEST_CASE(two_options_do_not_say_different_things_of_one_key) {
  const auto run_with = [&](const std::string& options) {
    return featdyn::testing::featdyn(*this, "run good.toml --no-plots --quiet --out made " + options);
  };
  for (const auto& [options, sentence] :
       {std::pair("--seed 5 --set init.seed=7", "init.seed: without effect, read 7 beside --seed 5"),
        std::pair("--set data.seed=7 --seed 5", "data.seed: without effect, read 7 beside --seed 5"),
        std::pair("--steps 5 --set training.steps=7", "training.steps: without effect, read 7")}) {
    const Printed printed = run_with(options);
    BOOST_TEST_CONTEXT(options << ": " << printed.err) {
      BOOST_TEST(printed.code == 3);
      BOOST_TEST(contains(printed.err, sentence));
    }
  }
  BOOST_TEST(run_with("--seed 5 --set init.seed=5").code == 0);
}

BOOST_AUTO_TEST_CASE(integers_are_read_by_one_rule_wherever_they_are_given) {
  const auto ends = [&](const std::string& command, const std::string& value) {
    const Printed printed = featdyn::testing::featdyn(*this, command + value + " --out made --quiet");
    std::filesystem::remove_all(*this / "made");
    return std::pair(printed.code == 3, printed.err);
  };
  for (const char* command :
       {"run good.toml --no-plots --seed ", "run good.toml --no-plots --digits ",
        "run good.toml --no-plots --steps ", "run good.toml --no-plots --threads ",
        "run good.toml --no-plots --set training.steps=", "run good.toml --no-plots --set data.seed=",
        "compare good.toml --no-plots --steps 2 --digits ", "stationary good.toml --steps 2 --starts ",
        "certify good.toml --width 1e-3 --steps "}) {
    for (const char* good : {"10", "010", "1e1", "1.0e1", "+10", "100e-1"})
      BOOST_TEST(!ends(command, good).first, command << good << ": " << ends(command, good).second);
    for (const char* bad : {"10.0", "1.5", "1e-1", "ten", "10x", "-10", "1e30", "99999999999999999999", "''"})
      BOOST_TEST(ends(command, bad).first, command << bad);
  }
  const auto summary = [&](const std::string& options) {
    return featdyn::testing::featdyn(*this,
                                     "run good.toml --no-plots --json --overwrite --out same " + options)
        .json();
  };
  for (const char* ten : {"010", "1e1", "+10"}) {
    const auto said = summary(std::string("--seed ") + ten + " --steps " + ten + " --threads " + ten);
    BOOST_TEST(said["seeds"]["data"] == 10);
    BOOST_TEST(said["last_step"] == 10);
    BOOST_TEST(said["threads"] == 10);
  }
  BOOST_TEST(summary("--digits 3e1")["digits"] == 30);
}

BOOST_AUTO_TEST_CASE(good_files_beside_them_run) {
  BOOST_TEST(featdyn::testing::featdyn(*this, "run file.toml --no-plots --quiet").code == 0);
  BOOST_TEST(std::filesystem::exists(*this / "file-run/trajectory.csv"));
}

BOOST_AUTO_TEST_SUITE_END()
