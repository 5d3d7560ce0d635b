#include <boost/test/unit_test.hpp>

#include "tests/program.hpp"

BOOST_FIXTURE_TEST_SUITE(program_figures, TemporaryFolder)

using namespace featdyn;
using namespace featdyn::testing;

namespace {

/// Figures 1 and 2 of runs so small that they take no time.
const char* const tiny =
    " --json --set training.steps=20 --set data.dimension=60 --set data.samples=6 --set network.width=3 ";

nlohmann::json figures(const TemporaryFolder& folder, const std::string& arguments) {
  const Printed printed = featdyn::testing::featdyn(folder, "figures " + arguments + tiny);
  BOOST_TEST_REQUIRE(printed.code == 0, printed.err);
  return printed.json()["figures"];
}

int computed(const nlohmann::json& figures, std::size_t which) {
  return figures[which]["computed"].get<int>();
}

std::string text(const TemporaryFolder& folder, const std::string& file) {
  return numerics::read_file(folder / file);
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_unknown_figure_is_refused_with_the_names_there_are) {
  const Printed printed = featdyn::testing::featdyn(*this, "figures figure-2 figure-9");
  BOOST_TEST(printed.code == 3);
  BOOST_TEST(printed.err.starts_with(
      "featdyn: figures: unknown figure, read figure-9, did you mean figure-1? allowed: figure-1, "));
}

BOOST_AUTO_TEST_CASE(a_folder_without_mnist_is_refused_with_the_place_where_it_is) {
  const Printed printed = featdyn::testing::featdyn(*this, "figures noisy-mnist --mnist nowhere");
  BOOST_TEST(printed.code == 3);
  BOOST_TEST(printed.err.find("t10k-images-idx3-ubyte.gz") != std::string::npos);
  BOOST_TEST(printed.err.find("https://") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(only_what_is_missing_changed_or_asked_for_differently_is_computed_again) {
  const std::string both = "figure-1 figure-2 --no-plots";
  auto made = figures(*this, both);
  BOOST_TEST(computed(made, 0) == 4);
  BOOST_TEST(computed(made, 1) == 4);
  const std::string first = text(*this, "figures/figure-2-denoiser-low.csv");
  made = figures(*this, both);
  BOOST_TEST(computed(made, 0) + computed(made, 1) == 0);

  std::filesystem::remove(*this / "figures/figure-2-denoiser-low.csv");
  made = figures(*this, both);
  BOOST_TEST(computed(made, 0) == 0);
  BOOST_TEST(computed(made, 1) == 1);
  BOOST_TEST(text(*this, "figures/figure-2-denoiser-low.csv") == first);

  numerics::write_file(*this / "figures/figure-1-denoiser-low.csv", "step,signal,noise,ratio\n0,1,2,3\n");
  made = figures(*this, both);
  BOOST_TEST(computed(made, 0) == 1);
  BOOST_TEST(computed(made, 1) == 0);

  BOOST_TEST(computed(figures(*this, "figure-2 --no-plots --seed 7"), 0) == 4);
  BOOST_TEST(text(*this, "figures/figure-2-denoiser-low.csv") != first);
  made = figures(*this, both + " --set init.std=0.002");
  BOOST_TEST(computed(made, 0) == 4);
  BOOST_TEST(computed(made, 1) == 4);
}

BOOST_AUTO_TEST_CASE(pictures_are_drawn_again_only_when_they_or_their_data_changed) {
  BOOST_TEST(figures(*this, "figure-2")[0]["drawn"] == true);
  BOOST_TEST(figures(*this, "figure-2")[0]["drawn"] == false);
  for (const char* extension : {"svg", "png", "pdf"})
    BOOST_TEST(std::filesystem::file_size(*this / ("figures/figure-2." + std::string(extension))) > 1000U);
  std::filesystem::remove(*this / "figures/figure-2.png");
  const auto again = figures(*this, "figure-2");
  BOOST_TEST(computed(again, 0) == 0);
  BOOST_TEST(again[0]["drawn"] == true);
}

BOOST_AUTO_TEST_CASE(the_gallery_shows_every_figure_with_its_files_and_the_caption_of_its_data) {
  figures(*this, "figure-1 figure-2 --no-plots");
  const auto side = nlohmann::json::parse(text(*this, "figures/figure-2.json"));
  const std::string gallery = text(*this, "figures/index.html");
  for (const char* figure : {"figure-1", "figure-2"})
    BOOST_TEST(gallery.find("<section id=\"" + std::string(figure) + "\">") != std::string::npos);
  BOOST_TEST(side["data"].size() == 4U);
  for (const auto& table : side["data"])
    BOOST_TEST(gallery.find("href=\"" + table["file"].get<std::string>() + "\"") != std::string::npos);
  BOOST_TEST(gallery.find("n SNR<sup>2</sup>") != std::string::npos);
  // the command as it is typed, escaped once
  BOOST_TEST(gallery.find("--set &#39;") == std::string::npos);
  BOOST_TEST(gallery.find("--set 'network.width=3'") != std::string::npos);
  figures(*this, "figure-1 --no-plots --set 'data.labels=\"balanced\"' --set init.signal_std=0.001");
  const std::string changed = text(*this, "figures/index.html");
  BOOST_TEST(changed.find("'data.labels=&quot;balanced&quot;' --set 'init.signal_std=0.001'") !=
             std::string::npos);
  BOOST_TEST(side["seeds"].size() == 5U);
  BOOST_TEST(
      side["repeat"].get<std::string>().starts_with("featdyn figures figure-2 --scale quick --set 'tr"));
}

BOOST_AUTO_TEST_SUITE_END()
