#include <boost/test/unit_test.hpp>
#include <cmath>

#include "tests/program.hpp"
#include "tests/refusal.hpp"
#include "verify/draw/csv.hpp"
#include "verify/templates/templates.hpp"

BOOST_FIXTURE_TEST_SUITE(program_spectrum, TemporaryFolder)

using namespace featdyn;
using namespace featdyn::testing;
using boost::test_tools::tolerance;

namespace {

void write_template(const TemporaryFolder& folder, const std::string& name) {
  numerics::write_file(folder / "s.toml", verify::find_template(name).text);
}

/// w of two layers at sigma = 1, from Q = 0.1.
double law(double lambda, double tau) {
  const double end = lambda / (lambda + 1);
  return end * 0.1 / ((end - 0.1) * std::exp(-8 * lambda * tau) + 0.1);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_run_shows_the_weights_of_its_modes_and_when_they_pass) {
  write_template(*this, "spectral-bias");
  const Printed printed =
      featdyn::testing::featdyn(*this, "run s.toml --method ode --json --no-plots --out o");
  BOOST_TEST_REQUIRE(printed.code == 0, printed.err);
  const verify::Csv csv(*this / "o/trajectory.csv");
  for (const auto& [column, lambda] :
       {std::pair("mode_1", 10.0), std::pair("mode_4", 0.3), std::pair("mode_8", 0.001)})
    BOOST_TEST(csv.last(column) == law(lambda, 2000 * 0.02 / (2 * std::sqrt(8.0))), tolerance(1e-9));
  BOOST_TEST(csv.last("alignment") == 1, tolerance(1e-12));
  const auto summary = printed.json();
  BOOST_TEST(summary["modes"]["lambda"][0].get<double>() == 10, tolerance(1e-13));
  BOOST_TEST(summary["modes"]["mode_1"].get<double>() == csv.last("mode_1"), tolerance(1e-14));
  bool seen = false;
  for (const auto& stage : summary["stages"])
    if (stage["name"] == "mode_3_harmonic") {
      BOOST_TEST(stage["time"].get<double>() == 2 * std::sqrt(8.0) * std::log(2) / 8, tolerance(1e-9));
      seen = true;
    }
  BOOST_TEST(seen);
}

BOOST_AUTO_TEST_CASE(both_architectures_compare) {
  write_template(*this, "spectral-bias");
  for (const char* layers : {"", " --set network.layers=1"}) {
    const Printed printed = featdyn::testing::featdyn(
        *this, std::string("compare s.toml --json --no-plots --steps 40 --out c --overwrite") + layers);
    BOOST_TEST_CONTEXT(layers << printed.err) {
      BOOST_TEST(printed.code == 0);
      BOOST_TEST(printed.json()["verdict"] == "holds");
    }
  }
}

BOOST_AUTO_TEST_CASE(scales_are_trained_by_themselves_and_generate) {
  write_template(*this, "spectral-bias-scales");
  const Printed printed = featdyn::testing::featdyn(
      *this,
      "run s.toml --method ode --json --no-plots --no-arrays --out o --set diffusion.betas.panels=1 --set "
      "diffusion.betas.from=0.1 --set diffusion.betas.to=2 --set data.spectrum=[3,0.5] --set "
      "network.width=2");
  BOOST_TEST_REQUIRE(printed.code == 0, printed.err);
  const verify::Csv csv(*this / "o/trajectory.csv");
  BOOST_TEST(csv.last("generated_1") == 4 * 3.01 / 7, tolerance(1e-5));
  BOOST_TEST(csv.first("generated_1") == 4 * std::pow(0.05, 1.8), tolerance(1e-9));
  BOOST_TEST(csv.last("generated_error") < 1e-3);
}

/// Networks of several scales are watched: as the run of one scale is, and all of them together.
BOOST_AUTO_TEST_CASE(rounding_is_watched_on_every_noise_scale) {
  std::string text = verify::find_template("spectral-bias").text;
  numerics::write_file(*this / "one.toml", text);
  text.replace(text.find("alpha = 1\n"), 10, "");
  text.replace(text.find("beta = 1 "), 9, "betas = [0.5] ");
  numerics::write_file(*this / "s.toml", text);
  for (const std::string method : {"recurrence", "network", "ode"}) {
    const auto rounding = [&](const std::string& settings) {
      const Printed printed = featdyn::testing::featdyn(
          *this, "run " + settings +
                     " --json --no-plots --no-arrays --overwrite --out o --steps 200 --method " + method +
                     " --set network.width=3 --set data.spectrum=[3,0.5]");
      BOOST_TEST_REQUIRE(printed.code == 0, printed.err);
      return printed.json()["rounding"];
    };
    const auto alone = rounding("one.toml --set diffusion.beta=0.5"), one = rounding("s.toml"),
               three = rounding("s.toml --set 'diffusion.betas=[0.1, 0.5, 2]'");
    BOOST_TEST_CONTEXT(method << ": " << alone << ", " << one << ", " << three) {
      BOOST_TEST(one == alone);
      BOOST_TEST_REQUIRE(three.is_object());
      BOOST_TEST(three["least"]["digits"].get<double>() > 5);
      BOOST_TEST(three["least"]["digits"].get<double>() < 17);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_sweep_has_the_modes_and_their_times) {
  write_template(*this, "spectral-bias");
  const Printed printed = featdyn::testing::featdyn(
      *this,
      "sweep s.toml --json --method ode --out o --set 'sweep.init.modes=[0.1,0.05]' --set "
      "'sweep.data.modes=[3,2]' --set data.spectrum=1");
  BOOST_TEST_REQUIRE(printed.code == 0, printed.err);
  const verify::Csv csv(*this / "o/sweep.csv");
  BOOST_TEST(csv.rows() == 4U);
  const auto number = [&](const char* column, std::size_t run) { return csv.column(column)[run]; };
  BOOST_TEST(number("lambda_1", 0) == 1, tolerance(1e-13));
  BOOST_TEST(number("lambda_2", 1) == 0.5, tolerance(1e-13));
  BOOST_TEST(number("lambda_3", 0) == 1.0 / 3, tolerance(1e-13));
  BOOST_TEST(std::isnan(number("lambda_3", 1)));
  BOOST_TEST(std::isnan(number("mode_3_half", 1)));
  BOOST_TEST(number("mode_2_start", 3) == 0.05, tolerance(1e-13));
  BOOST_TEST(number("mode_2", 0) == law(0.5, 2000 * 0.02 / (2 * std::sqrt(8.0))), tolerance(1e-9));
  BOOST_TEST(number("alignment", 2) == 1, tolerance(1e-12));
  BOOST_TEST(number("mode_2_harmonic", 3) == 2 * std::sqrt(8.0) * std::log(2) / (8 * 0.5 * 0.02),
             tolerance(1e-9));
  BOOST_TEST(number("mode_1_half", 3) == 2 * std::sqrt(8.0) * std::log(0.5 / 0.05 - 1) / (8 * 0.02),
             tolerance(1e-9));
  BOOST_TEST(std::isnan(number("mode_1_doubled", 3)));
}

BOOST_AUTO_TEST_CASE(a_sweep_without_modes_has_no_columns_of_them) {
  write_template(*this, "classification");
  BOOST_TEST_REQUIRE(
      featdyn::testing::featdyn(*this,
                                "sweep s.toml --quiet --out o --steps 2 --set data.dimension=60 "
                                "--set 'sweep.network.width=[3,4]'")
          .code == 0);
  BOOST_TEST(!contains(numerics::read_file(*this / "o/sweep.csv"), "mode"));
}

BOOST_AUTO_TEST_CASE(what_needs_neurons_or_one_level_refuses_the_others_with_a_sentence) {
  write_template(*this, "spectral-bias");
  const std::vector<std::pair<std::string, std::string>> cases{
      {"run s.toml --method decomposition --set network.layers=1", "two layers"},
      {"run s.toml --method network-mc --set network.layers=1", "two layers"},
      {"certify s.toml --width 1e-6 --steps 2 --set network.layers=1", "two layers"},
      {"stationary s.toml --set network.layers=1", "two layers"},
      {"derive s.toml --set network.layers=1", "two layers"},
      {"run s.toml --set network.layers=3", "from 1 to 2"},
      {"run s.toml --set network.layers=1 --set training.momentum=0.5", "heavy ball"}};
  for (const auto& [command, sentence] : cases) {
    const Printed printed = featdyn::testing::featdyn(*this, command);
    BOOST_TEST_CONTEXT(command << ": " << printed.err) {
      BOOST_TEST(printed.code == 3);
      BOOST_TEST(contains(printed.err, sentence));
    }
  }
  write_template(*this, "spectral-bias-scales");
  for (const char* command :
       {"compare s.toml", "sweep s.toml", "certify s.toml --width 1e-6", "derive s.toml"}) {
    const Printed printed = featdyn::testing::featdyn(*this, command);
    BOOST_TEST_CONTEXT(command << ": " << printed.err) {
      BOOST_TEST(printed.code == 3);
      BOOST_TEST(contains(printed.err, "one noise level"));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
