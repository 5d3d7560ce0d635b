#include <array>
#include <boost/math/statistics/linear_regression.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "tests/published_runs.hpp"

BOOST_AUTO_TEST_SUITE(verify_benign)

using namespace featdyn;
using namespace featdyn::testing;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr double norms[] = {0.2, 1, 2, 3, 4, 5, 6, 7, 8, 9.7};

/// Of the published array of arXiv:2303.04145: test errors, means over 5 x 5 cells with their centres at d and
/// these norms, and the training loss, a geometric mean over |mu| [read from it].
struct Row {
  int d;
  double error[10], loss;
};
constexpr Row published[] = {
    {120, {0.489, 0.386, 0.273, 0.194, 0.149, 0.137, 0.126, 0.120, 0.120, 0.124}, 1.3e-3},
    {200, {0.490, 0.413, 0.305, 0.217, 0.163, 0.135, 0.124, 0.120, 0.117, 0.116}, none},
    {350, {0.495, 0.435, 0.344, 0.240, 0.167, 0.131, 0.121, 0.117, 0.113, 0.117}, 2.7e-4},
    {600, {0.494, none, 0.372, 0.267, 0.177, 0.135, 0.116, 0.107, 0.112, 0.118}, 7.9e-5},
    {850, {0.496, 0.458, 0.390, 0.285, none, 0.138, 0.117, 0.106, 0.105, 0.108}, 4.1e-5},
    {1070, {0.498, 0.466, 0.400, 0.305, 0.208, 0.140, 0.115, 0.106, none, 0.104}, 2.5e-5}};

struct Block {
  double error, loss;
};

Block block(int d, double norm, const char* over_patches, int seeds) {
  Block sum{0, 0};
  for (int seed = 0; seed < seeds; ++seed) {
    const Ended run =
        ended("benign-relu",
              {std::string("network.over_patches=") + over_patches, "data.dimension=" + std::to_string(d),
               "data.signal_norm=" + std::to_string(norm)},
              static_cast<std::uint64_t>(seed));
    sum.error += (1 - run.accuracy) / seeds;
    sum.loss += run.loss / seeds;
  }
  return sum;
}

/// The published blocks, made again.
struct Map {
  std::array<std::array<Block, std::size(norms)>, std::size(published)> blocks;
};

Map map_of(const char* over_patches, int seeds) {
  Map map;
  for (std::size_t row = 0; row < std::size(published); ++row)
    for (std::size_t k = 0; k < std::size(norms); ++k)
      map.blocks[row][k] = block(published[row].d, norms[k], over_patches, seeds);
  return map;
}

const Map& map_of_sums() {
  static const Map map = map_of("sum", 40);
  return map;
}

/// A map against the published one.
struct Distance {
  double mean = 0, largest = 0, middle = 0;  ///< of errors; middle: over |mu| from 1 to 4
  std::vector<double> of_loss;               ///< factors, a row each where it is known
};

Distance distance(const Map& map) {
  Distance result;
  int count = 0, in_middle = 0;
  for (std::size_t r = 0; r < std::size(published); ++r) {
    const Row& row = published[r];
    double logarithms = 0;
    for (std::size_t k = 0; k < std::size(norms); ++k) {
      const auto [error, loss] = map.blocks[r][k];
      if (norms[k] > 0.5 && norms[k] < 9) logarithms += std::log(loss) / 8;
      if (std::isnan(row.error[k])) continue;
      const double by = error - row.error[k];
      result.mean += by, ++count;
      result.largest = std::max(result.largest, std::abs(by));
      if (norms[k] >= 1 && norms[k] <= 4) result.middle += by, ++in_middle;
    }
    if (!std::isnan(row.loss)) result.of_loss.push_back(std::exp(logarithms) / row.loss);
  }
  result.mean /= count;
  result.middle /= in_middle;
  return result;
}

/// Where the test error of a row falls through a level, between two of the norms.
double norm_where(std::size_t row, double level) {
  const auto& blocks = map_of_sums().blocks[row];
  std::size_t k = 1;
  while (k + 1 < blocks.size() && blocks[k].error > level) ++k;
  const double share = (blocks[k - 1].error - level) / (blocks[k - 1].error - blocks[k].error);
  return norms[k - 1] + share * (norms[k] - norms[k - 1]);
}

double exponent(double level) {
  std::vector<double> d, norm;
  for (std::size_t row = 0; row < std::size(published); ++row) {
    d.push_back(std::log(published[row].d));
    norm.push_back(std::log(norm_where(row, level)));
  }
  return boost::math::statistics::simple_ordinary_least_squares(d, norm).second;
}

/// Gradient descent with relu^q at n SNR^q = strength: the median accuracy over seeds.
double power(int q, double strength, const char* learning_rate) {
  const double norm = std::pow(strength / 20, 1.0 / q) * std::sqrt(2000.0);
  return median(over_seeds(
      "label-noise",
      {"training.label_flips=0", "data.samples=20", "data.noise_std=1", "init.std=0.002",
       "training.steps=3000", "network.activation=\"max(z, 0)^" + std::to_string(q) + "\"",
       std::string("training.learning_rate=") + learning_rate, "data.signal_norm=" + std::to_string(norm)},
      5, [](const Ended& run) { return run.accuracy; }));
}

}  // namespace

BOOST_AUTO_TEST_CASE(with_the_sum_over_patches_the_map_is_the_published_one) {
  const Distance sum = distance(map_of_sums());
  BOOST_TEST(sum.largest < 0.02);
  BOOST_TEST(std::abs(sum.mean) < 0.006);
  for (const double factor : sum.of_loss) BOOST_TEST((factor > 1 / 1.5 && factor < 1.5), factor);
}

BOOST_AUTO_TEST_CASE(with_the_mean_over_patches_of_the_published_script_it_is_not) {
  const Distance mean = distance(map_of("mean", 25));
  BOOST_TEST((mean.middle > -0.05 && mean.middle < -0.01), mean.middle);
  BOOST_TEST(mean.largest > 0.02);
  BOOST_TEST_REQUIRE(mean.of_loss.size() == 5);
  for (const double factor : mean.of_loss) BOOST_TEST((factor > 4 && factor < 60), factor);
}

BOOST_AUTO_TEST_CASE(contours_of_the_map_have_the_published_places_and_exponents) {
  BOOST_TEST(std::abs(norm_where(0, 0.2) - 2.9) < 0.15, norm_where(0, 0.2));
  BOOST_TEST(std::abs(norm_where(5, 0.2) - 4.1) < 0.15, norm_where(5, 0.2));
  BOOST_TEST(std::abs(exponent(0.3) - 0.24) < 0.04);
  BOOST_TEST(std::abs(exponent(0.2) - 0.15) < 0.04);
}

BOOST_AUTO_TEST_CASE(the_error_falls_to_the_share_of_flipped_labels) {
  for (const std::size_t row : {4, 5})
    for (const std::size_t k : {7, 8, 9}) {
      const double error = map_of_sums().blocks[row][k].error;
      BOOST_TEST((error > 0.09 && error < 0.115), error);
    }
}

BOOST_AUTO_TEST_CASE(powers_of_relu_learn_the_signal_from_n_snr_q_near_2) {
  BOOST_TEST(power(3, 1.5, "0.005") < 0.8);
  BOOST_TEST(power(3, 2.2, "0.005") > 0.8);
  BOOST_TEST(power(4, 1.4, "0.002") < 0.8);
  BOOST_TEST(power(4, 2.4, "0.002") > 0.8);
}

BOOST_AUTO_TEST_SUITE_END()
