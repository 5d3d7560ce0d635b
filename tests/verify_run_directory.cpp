#include <boost/test/unit_test.hpp>

#include "numerics/problem/streamed_problem.hpp"
#include "tests/problems.hpp"
#include "verify/run/run.hpp"
#include "verify/run/run_directory.hpp"
#include "verify/run/trajectory_file.hpp"

BOOST_AUTO_TEST_SUITE(verify_run_directory)

using namespace featdyn;

namespace {

numerics::Record<double> example() {
  return {.step = 12,
          .time = 0.1 + 0.2,
          .loss = -1.0 / 3,
          .signal_max = 5e-324,
          .signal_mean = 1.7976931348623157e308,
          .noise_max = {},
          .noise_mean = {},
          .ratio = {},
          .weight_norm_sq_mean = std::nextafter(1, 2),
          .gradient_norm = 0,
          .converged = true};
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_line_holds_17_digits_and_absent_values_are_empty) {
  BOOST_TEST(verify::csv_line(example()) ==
             "12,0.30000000000000004,-0.33333333333333331,4.9406564584124654e-324,1.7976931348623157e+308,,,,"
             "1.0000000000000002,0,1\n");
  BOOST_TEST(verify::csv_line(example(), 3) == "12,0.3,-0.333,4.94e-324,1.8e+308,,,,1,0,1\n");
}

BOOST_AUTO_TEST_CASE(a_trajectory_is_read_back_to_the_last_bit) {
  const testing::TemporaryFolder folder;
  auto second = example();
  second.converged = false;
  second.noise_max = 0.7;
  second.noise_mean = 1e-17;
  second.ratio = 2.0 / 3;
  numerics::write_file(folder / "t.csv", std::string(verify::trajectory_header) + "\n" +
                                             verify::csv_line(example()) + verify::csv_line(second));
  const auto records = verify::read_trajectory(folder / "t.csv");
  BOOST_REQUIRE(records.size() == 2U);
  BOOST_TEST(verify::csv_line(records[0]) == verify::csv_line(example()));
  BOOST_TEST(verify::csv_line(records[1]) == verify::csv_line(second));
  BOOST_TEST(records[0].weight_norm_sq_mean == example().weight_norm_sq_mean);
  BOOST_TEST(records[0].signal_max == 5e-324);
  BOOST_TEST(!records[0].ratio.has_value());
  BOOST_TEST(*records[1].ratio == 2.0 / 3);
}

BOOST_AUTO_TEST_CASE(the_header_is_the_contracts) {
  BOOST_TEST(
      std::string(verify::trajectory_header) ==
      "step,time,loss,signal_max,signal_mean,noise_max,noise_mean,ratio,weight_norm_sq_mean,gradient_norm,"
      "converged");
}

BOOST_AUTO_TEST_CASE(what_a_run_stood_on_can_be_run_again) {
  const testing::TemporaryFolder folder;
  const auto problem = testing::problem({"data.labels=random", "data.samples=3"});
  verify::write_inputs(folder.path(), problem);
  const auto data = numerics::read_npy(folder / "data.npy"),
             labels = numerics::read_npy(folder / "labels.npy");
  BOOST_TEST((data.header.shape == std::vector<std::uint64_t>{3, 2, 12}));
  BOOST_TEST((labels.values == std::vector<double>(problem.data.labels.begin(), problem.data.labels.end())));
  for (Eigen::Index k = 0; k < 12; ++k)  // sample 2, patch 2 is the last noise vector
    BOOST_TEST(data.values[static_cast<std::size_t>(60 + k)] == problem.data.patches(4, k));
  auto again = numerics::make_problem(
      numerics::read_settings(numerics::Document::from_file(folder / "settings.toml")));
  BOOST_TEST((again.data.patches == problem.data.patches));
  BOOST_TEST((again.weights == problem.weights));
}

BOOST_AUTO_TEST_CASE(vectors_that_were_not_kept_leave_the_same_weights_and_no_data) {
  const testing::TemporaryFolder folder;
  const auto settings = testing::settings({"data.dimension=5000"});
  verify::write_inputs(folder.path(), numerics::make_streamed_problem(settings));
  BOOST_TEST(!std::filesystem::exists(folder / "data.npy"));
  const auto weights = numerics::read_npy(folder / "weights_initial.npy");
  const auto& expected = numerics::make_problem(settings).weights;
  BOOST_TEST((weights.header.shape == std::vector<std::uint64_t>{3, 5000}));
  BOOST_TEST(weights.values == std::vector<double>(expected.data(), expected.data() + expected.size()));
}

BOOST_AUTO_TEST_SUITE_END()
