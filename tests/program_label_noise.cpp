#include <boost/test/unit_test.hpp>
#include <sstream>

#include "numerics/files/npy.hpp"
#include "tests/program.hpp"

BOOST_FIXTURE_TEST_SUITE(program_label_noise, TemporaryFolder)

using namespace featdyn;
using namespace featdyn::testing;

namespace {

const std::string small =
    " --quiet --no-plots --set data.dimension=60 --set data.samples=8 --set network.width=3 --set "
    "training.steps=40 "
    "--set training.record_every=20 --set data.test_samples=500 ";

std::string line(const std::filesystem::path& file, std::size_t number) {
  std::istringstream stream(numerics::read_file(file));
  std::string text;
  for (std::size_t k = 0; k <= number; ++k) std::getline(stream, text);
  return text;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_template_is_figure_2_of_its_paper) {
  init(*this, "label-noise", "l.toml");
  const auto settings = numerics::read_settings(numerics::Document::from_file(*this / "l.toml"));
  BOOST_TEST(settings.width == 20);
  BOOST_TEST(settings.training.steps == 2000);
  BOOST_TEST(settings.training.learning_rate.text == "0.5");
  BOOST_TEST(settings.training.update.label_factor->first.text == "0.1");
  BOOST_TEST(settings.init.std->text == "0.01");
  const auto data = *numerics::signal_noise(settings.data);
  BOOST_TEST((data.antipodal && data.dimension == 2000 && data.samples == 200));
  BOOST_TEST((data.signal_norms[0].text == "2" && data.noise_std.text == "0.5"));
}

BOOST_AUTO_TEST_CASE(a_run_leaves_told_loss_test_error_and_what_was_drawn) {
  init(*this, "label-noise", "l.toml");
  BOOST_TEST(featdyn::testing::featdyn(*this, "run l.toml --out d" + small).code == 0);
  BOOST_TEST(line(*this / "d/trajectory.csv", 0).ends_with(",converged,loss_told,test_error"));
  BOOST_TEST(
      (numerics::read_npy(*this / "d/overlaps.npy").header.shape == std::vector<std::uint64_t>{3, 6, 9}));
  const auto factors = numerics::read_npy(*this / "d/label_factors.npy");
  BOOST_TEST((factors.header.shape == std::vector<std::uint64_t>{40, 8}));
  const auto summary = nlohmann::json::parse(numerics::read_file(*this / "d/summary.json"));
  BOOST_TEST(summary["test_error"]["samples"] == 500);
  BOOST_TEST(summary["test_error"]["standard_error"] > 0.001);
  BOOST_TEST(summary["end"]["test_error"] == summary["test_error"]["value"]);
  BOOST_TEST(summary["end"]["loss_told"] != summary["end"]["loss"]);
  featdyn::testing::featdyn(*this, "run l.toml --out plain --set training.label_flips=0" + small);
  BOOST_TEST(line(*this / "plain/trajectory.csv", 0).ends_with(",converged,test_error"));
  BOOST_TEST(!std::filesystem::exists(*this / "plain/label_factors.npy"));
}

BOOST_AUTO_TEST_CASE(methods_agree_and_a_run_that_stopped_goes_on_to_the_same_bytes) {
  init(*this, "label-noise", "l.toml");
  for (const char* method : {"recurrence", "network", "decomposition"})
    featdyn::testing::featdyn(*this,
                              "run l.toml --method " + std::string(method) + " --out " + method + small);
  const auto values = [&](const std::string& method) {
    return numerics::read_npy(*this / (method + "/overlaps.npy")).values;
  };
  for (const char* method : {"network", "decomposition"})
    for (std::size_t k = 0; k < values("recurrence").size(); ++k)
      BOOST_TEST(std::abs(values("recurrence")[k] - values(method)[k]) < 1e-10);
  const std::string longer = small + "--set training.steps=4000 --checkpoint-seconds 0 ";
  const int code = featdyn::testing::featdyn(*this, "run l.toml --out whole" + longer).code;
  shell(*this, "timeout -s INT 0.4 '" + std::string(FEATDYN_PROGRAM) + "' run l.toml --out cut" + longer);
  BOOST_TEST(featdyn::testing::featdyn(*this, "run l.toml --resume --out cut" + longer).code == code);
  for (const char* file : {"trajectory.csv", "overlaps.npy", "gram.npy"})
    BOOST_TEST((numerics::read_file(*this / (std::string("whole/") + file)) ==
                numerics::read_file(*this / (std::string("cut/") + file))));
}

BOOST_AUTO_TEST_CASE(a_sweep_has_both_columns_where_any_run_has_them) {
  init(*this, "label-noise", "l.toml");
  const std::string grid = small + "--set 'sweep.training.label_flips=[0, 0.2]' --set sweep.seeds=2 ";
  BOOST_TEST(featdyn::testing::featdyn(*this, "sweep l.toml --out s" + grid).code == 0);
  BOOST_TEST(line(*this / "s/sweep.csv", 0).ends_with(",n_snr_squared,loss_told,test_error,status"));
  BOOST_TEST(line(*this / "s/sweep.csv", 4).ends_with(",finished"));
  BOOST_TEST(line(*this / "s/sweep.csv", 4).find(",,") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_has_no_such_step_refuses_with_a_sentence) {
  init(*this, "label-noise", "l.toml");
  const Printed flow = featdyn::testing::featdyn(*this, "run l.toml --method ode" + small);
  BOOST_TEST(flow.code == 3);
  BOOST_TEST(flow.err.find("training.label_smoothing = p") != std::string::npos, flow.err);
  const Printed smooth = featdyn::testing::featdyn(
      *this,
      "run l.toml --method ode --out smooth --set training.label_flips=0 --set training.label_smoothing=0.1" +
          small);
  BOOST_TEST(smooth.code == 0, smooth.err);
}

BOOST_AUTO_TEST_CASE(papers_are_listed_and_their_theorems_found) {
  const auto listed = featdyn::testing::featdyn(*this, "list papers --json").json();
  BOOST_TEST(listed["papers"].size() >= 4);
  const Printed unknown = featdyn::testing::featdyn(*this, "verify --paper 1234.56789");
  BOOST_TEST(unknown.code == 3);
  BOOST_TEST(unknown.err.find("2510.17526") != std::string::npos, unknown.err);
}

BOOST_AUTO_TEST_SUITE_END()
