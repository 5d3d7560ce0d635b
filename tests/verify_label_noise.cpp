#include <boost/test/unit_test.hpp>
#include <cmath>

#include "tests/published_runs.hpp"

using namespace featdyn;
using namespace featdyn::testing;

namespace {

/// The setting of Figure 2 of arXiv:2510.17526, which does not say sigma_0.
std::vector<Ended> figure_2(const Overrides& overrides, int seeds) {
  std::vector<Ended> runs;
  for (int seed = 0; seed < seeds; ++seed)
    runs.push_back(ended("label-noise", overrides, static_cast<std::uint64_t>(seed)));
  return runs;
}

/// Of Figure 3, d, m, p and sigma_p being ours.
double cell(int n, double snr, const char* flips) {
  return ended("label-noise",
               {"training.learning_rate=1", "training.steps=1000", flips, "data.samples=" + std::to_string(n),
                "data.signal_norm=" + std::to_string(snr * 0.5 * std::sqrt(2000.0))})
      .accuracy;
}
const char* const plain = "training.label_flips=0";
const char* const flipped = "training.label_flips=0.1";

}  // namespace

BOOST_AUTO_TEST_SUITE(verify_label_noise)

BOOST_AUTO_TEST_CASE(gradient_descent_fits_the_noise_and_learns_nothing) {
  const Ended run = figure_2({plain}, 1)[0];
  BOOST_TEST((run.accuracy > 0.49 && run.accuracy < 0.56), run.accuracy);
  BOOST_TEST((run.loss > 2e-4 && run.loss < 3e-4), run.loss);
  const Ended fast = figure_2({plain, "training.learning_rate=1"}, 1)[0];
  BOOST_TEST((fast.accuracy > 0.49 && fast.accuracy < 0.56), fast.accuracy);
  BOOST_TEST((fast.loss > 0.8e-4 && fast.loss < 1.5e-4), fast.loss);
}

// an independent simulation of 40 seeds has accuracy 0.67 to 0.94, of mean 0.795 and standard deviation 0.066; the
// figure label-noise-start has other starts
BOOST_AUTO_TEST_CASE(label_noise_at_eta_one_half_ends_where_the_size_of_the_start_lets_it) {
  const auto runs = figure_2({}, 2);
  const double middle = (runs[0].accuracy + runs[1].accuracy) / 2;
  BOOST_TEST((middle > 0.795 - 3 * 0.047 && middle < 0.795 + 3 * 0.047), middle);
  for (const Ended& run : runs) {
    BOOST_TEST((run.loss > 0.10 && run.loss < 0.13), run.loss);
    BOOST_TEST(std::abs(run.output - std::log(9)) < 0.2, run.output);
  }
}

BOOST_AUTO_TEST_CASE(label_noise_at_eta_1_learns_the_signal) {
  BOOST_TEST(figure_2({"training.learning_rate=1"}, 1)[0].accuracy > 0.995);
  const double large = figure_2({"training.learning_rate=1", "init.std=0.1"}, 1)[0].accuracy;
  BOOST_TEST((large > 0.75 && large < 0.99), large);
}

BOOST_AUTO_TEST_CASE(the_cells_of_figure_3_are_as_measured_elsewhere) {
  struct Cell {
    double snr, descent, flips;
  };
  for (const auto& [snr, descent, flips] :
       {Cell{0.03, 0.49, 0.50}, {0.05, 0.49, 0.56}, {0.07, 0.50, 1}, {0.1, 0.51, 1}}) {
    BOOST_TEST(std::abs(cell(100, snr, plain) - descent) < 0.04, snr);
    BOOST_TEST(std::abs(cell(100, snr, flipped) - flips) < 0.06, snr);
  }
  const double descent = cell(300, 0.1, plain);
  BOOST_TEST((descent > 0.75 && descent < 0.99), descent);
  BOOST_TEST(cell(300, 0.1, flipped) > 0.99);
}

// a class has a usable signal neuron with probability 7/8; 600 steps decide
BOOST_AUTO_TEST_CASE(of_three_neurons_a_class_three_runs_in_four_learn_both_classes) {
  constexpr int seeds = 60;
  int learned = 0;
  for (const Ended& run : figure_2({plain, "training.learning_rate=1", "network.width=3",
                                    "data.test_samples=1000", "training.steps=600"},
                                   seeds)) {
    learned += run.accuracy > 0.95 ? 1 : 0;
    BOOST_TEST((run.accuracy > 0.95 || run.accuracy < 0.85), run.accuracy);
  }
  BOOST_TEST(std::abs(static_cast<double>(learned) / seeds - 49.0 / 64) <= 0.15, learned);
}

BOOST_AUTO_TEST_CASE(steps_beyond_c_of_1_kill_the_noise_and_cost_accuracy) {
  const auto at = [](const char* eta) {
    return ended("label-noise", {"data.noise_std=2", std::string("training.learning_rate=") + eta});
  };
  const Ended quarter = at("0.25"), one = at("1");
  BOOST_TEST(quarter.accuracy > 0.99);
  BOOST_TEST((quarter.dead > 0.55 && quarter.dead < 0.8), quarter.dead);
  BOOST_TEST(one.dead > 0.99);
  BOOST_TEST((one.accuracy > 0.53 && one.accuracy < 0.7), one.accuracy);
}

// sigma_p^2 d = 200, n SNR^2 = |mu|^2 / 10
BOOST_AUTO_TEST_CASE(in_the_long_run_flips_leave_what_is_shorter_of_signal_and_noise) {
  const auto at = [](const char* norm, const char* flips) {
    return ended("label-noise", {"data.dimension=200", "data.samples=20", "data.noise_std=1",
                                 "network.width=10", "init.std=0.001", "training.learning_rate=0.05",
                                 "training.steps=10000", std::string("data.signal_norm=") + norm, flips})
        .accuracy;
  };
  BOOST_TEST(at("10", flipped) > 0.99);
  const double longer = at("20", flipped);
  BOOST_TEST((longer > 0.4 && longer < 0.6), longer);
  BOOST_TEST(at("20", plain) > 0.99);
}

BOOST_AUTO_TEST_CASE(flips_that_are_drawn_once_are_fitted) {
  const Ended once = figure_2({plain, "data.label_noise=0.1"}, 1)[0];
  BOOST_TEST(std::abs(once.accuracy - 0.52) < 0.05, once.accuracy);
}

BOOST_AUTO_TEST_SUITE_END()
