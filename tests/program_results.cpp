#include <boost/test/unit_test.hpp>

#include "tests/program.hpp"

BOOST_FIXTURE_TEST_SUITE(program_results, TemporaryFolder)

using namespace featdyn;
using namespace featdyn::testing;

namespace {

bool has(const std::string& command) {
  return std::system(("command -v " + command + " >/dev/null 2>&1").c_str()) == 0;
}

/// The first ```toml block of the README.
std::string readme_example() {
  const std::string text = numerics::read_file(std::filesystem::path(FEATDYN_SOURCE) / "README.md");
  const auto start = text.find("```toml\n") + 8;
  return text.substr(start, text.find("```", start) - start);
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_readme_example_runs_and_compares) {
  numerics::write_file(*this / "example.toml", readme_example());
  const Printed printed = featdyn::testing::featdyn(*this, "run example.toml --json");
  BOOST_TEST(printed.code == 0);
  BOOST_TEST(printed.json()["scales"]["n_snr_squared"].get<double>() == 0.75,
             boost::test_tools::tolerance(1e-12));
  for (const char* file : {"trajectory.csv", "overlaps.npy", "gram.npy", "data.npy", "labels.npy",
                           "weights_initial.npy", "summary.json"})
    BOOST_TEST_CONTEXT(file) BOOST_TEST(std::filesystem::exists(*this / "example-run" / file));
  if (has("gnuplot")) BOOST_TEST(std::filesystem::file_size(*this / "example-run/curves.png") > 10'000U);

  const auto comparison = featdyn::testing::featdyn(*this, "compare example.toml --json --no-plots");
  BOOST_TEST(comparison.code == 0);
  BOOST_TEST(comparison.json()["verdict"] == "holds");
}

BOOST_AUTO_TEST_CASE(monte_carlo_is_judged_by_its_tests_at_small_size) {
  numerics::write_file(*this / "small.toml", small_settings);
  const auto printed = featdyn::testing::featdyn(
      *this,
      "compare small.toml --methods recurrence,network-mc --set diffusion.noise_draws=40 --json --no-plots");
  BOOST_TEST(printed.code == 0);
  int judged = 0;
  const auto budget = printed.json()["budget"];
  for (const auto& line : budget)
    judged +=
        line["cause"].get<std::string>().starts_with("Monte Carlo") && line["verdict"] == "holds" ? 1 : 0;
  BOOST_TEST(judged == 2);
}

BOOST_AUTO_TEST_CASE(derived_documents_compile) {
  numerics::write_file(*this / "small.toml", small_settings);
  const char* const variants[] = {"", "--set 'network.activation=[1,-2,0,3]' --set diffusion.target=velocity",
                                  "--set network.objective=classification"};
  for (const std::string variant : variants) {
    numerics::write_file(*this / "derived.tex",
                         featdyn::testing::featdyn(*this, "derive small.toml --format latex " + variant).out);
    if (has("pdflatex"))
      BOOST_TEST(shell(*this, "pdflatex -interaction=batchmode -halt-on-error derived.tex").code == 0);
  }
}

BOOST_AUTO_TEST_CASE(figure_2_is_drawn_with_its_data) {
  BOOST_TEST(featdyn::testing::featdyn(*this, "figures figure-2 --quiet --out figures").code == 0);
  BOOST_TEST(std::filesystem::exists(*this / "figures/figure-2-denoiser-low.csv"));
  if (!has("gnuplot")) return;
  for (const char* file : {"figure-2.svg", "figure-2.png", "figure-2.pdf"})
    BOOST_TEST_CONTEXT(file) BOOST_TEST(std::filesystem::file_size(*this / "figures" / file) > 5'000U);
}

/// [Section 4: ratios 0.78 and 1.22; for one neuron 1.]
BOOST_AUTO_TEST_CASE(stationary_points_of_figure_2_are_certified) {
  init(*this, "figure-2-low", "low.toml");
  const auto points =
      featdyn::testing::featdyn(*this, "stationary low.toml --starts 1 --json --set network.width=4")
          .json()["points"];
  BOOST_TEST(points[0]["certified"] == true);
  BOOST_TEST(points[0]["stable"] == true);
  for (const char* norm : {"5", "15"}) {
    const auto single =
        featdyn::testing::featdyn(
            *this,
            std::string(
                "stationary low.toml --starts 1 --json --set network.width=1 --set data.signal_norm=") +
                norm)
            .json()["points"][0];
    BOOST_TEST(single["certified"] == true);
    BOOST_TEST(single["ratio_interval"][0].get<double>() <= 1);
    BOOST_TEST(single["ratio_interval"][1].get<double>() >= 1);
    BOOST_TEST(single["ratio_interval"][1].get<double>() - single["ratio_interval"][0].get<double>() < 1e-9);
  }
}

BOOST_AUTO_TEST_SUITE_END()
