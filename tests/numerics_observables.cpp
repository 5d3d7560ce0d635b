#include <boost/test/unit_test.hpp>

#include "numerics/training/observables.hpp"
#include "tests/problems.hpp"

BOOST_AUTO_TEST_SUITE(numerics_observables)

using namespace featdyn;
using Values = numerics::Matrix<double>;

namespace {

/// Entries that tell every (neuron, patch) apart: (-1)^p (10 r + p + 1).
Values overlaps(Eigen::Index neurons, Eigen::Index patches) {
  Values A(neurons, patches);
  for (Eigen::Index r = 0; r < neurons; ++r)
    for (Eigen::Index p = 0; p < patches; ++p)
      A(r, p) = (p % 2 == 0 ? 1 : -1) * static_cast<double>(10 * r + p + 1);
  return A;
}

numerics::Record<double> record(const numerics::Problem& problem, const Values& A) {
  const Values G = 3 * Values::Identity(A.rows(), A.rows());
  return numerics::summarise<double>(numerics::select_overlaps(problem), 7, 0.5,
                                     {.loss = 2, .gradient_norm = 4}, A, G);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_denoisers_row_is_over_all_neurons) {
  // Two neurons, patches mu_+ mu_- xi_1 xi_2: |A| = 1 2 3 4 and 11 12 13 14.
  const auto problem = testing::problem({"network.width=2", "data.samples=2"});
  const auto row = record(problem, overlaps(2, 4));
  BOOST_TEST(row.step == 7);
  BOOST_TEST(row.time == 3.5);
  BOOST_TEST(row.loss == 2);
  BOOST_TEST(row.gradient_norm == 4);
  BOOST_TEST(row.signal_max == 12);
  BOOST_TEST(row.signal_mean == 6.5);
  BOOST_TEST(*row.noise_max == 14);
  BOOST_TEST(*row.noise_mean == 8.5);
  BOOST_TEST(*row.ratio == 6.5 / 8.5);
  BOOST_TEST(row.weight_norm_sq_mean == 3);
}

BOOST_AUTO_TEST_CASE(a_classifiers_row_is_over_the_neurons_of_the_patchs_own_class) {
  // Neurons +,- ; signal: mu_+ of neuron 0 (1), mu_- of neuron 1 (12); noise: xi_1 (label +) 3, xi_2 (label
  // -) 14.
  const auto problem =
      testing::problem({"network.width=1", "data.samples=2", "network.objective=classification"});
  const auto row = record(problem, overlaps(2, 4));
  BOOST_TEST(row.signal_max == 12);
  BOOST_TEST(row.signal_mean == 6.5);
  BOOST_TEST(*row.noise_max == 14);
  BOOST_TEST(*row.noise_mean == 8.5);
}

/// The start's means are 6.5 and 8.5: a quarter of a rounding of them is what arithmetic made of 0.
BOOST_AUTO_TEST_CASE(overlaps_below_rounding_of_their_start_have_no_ratio) {
  const auto problem = testing::problem({"network.width=2", "data.samples=2"});
  const Values start = overlaps(2, 4), G = Values::Identity(2, 2);
  const auto selection = numerics::started(numerics::select_overlaps(problem), start);
  BOOST_TEST(selection.signal_start == 6.5);
  BOOST_TEST(selection.noise_start == 8.5);
  const auto ratio = [&](double signal, double noise) {
    Values A = start;
    A.leftCols(2) *= signal, A.rightCols(2) *= noise;
    return numerics::summarise<double>(selection, 1, 0.5, {.loss = 0, .gradient_norm = 0}, A, G).ratio;
  };
  BOOST_TEST(ratio(1e-15, 1).has_value());
  BOOST_TEST(*ratio(1e-12, 1e-12) == 6.5 / 8.5, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(!ratio(0x1p-54, 1).has_value());
  BOOST_TEST(!ratio(1, 0x1p-54).has_value());
  BOOST_TEST(!ratio(1e-259, 1e-320).has_value());
}

BOOST_AUTO_TEST_CASE(without_noise_patches_there_is_no_ratio) {
  auto problem = testing::tiny_problem({});
  for (auto& info : problem.data.info) info.is_signal = true;
  const auto row = record(problem, overlaps(3, 5));
  BOOST_TEST(!row.noise_max.has_value());
  BOOST_TEST(!row.noise_mean.has_value());
  BOOST_TEST(!row.ratio.has_value());
}

BOOST_AUTO_TEST_CASE(nan_shows_in_maximum_and_mean_wherever_it_stands) {
  const auto problem = testing::problem({"network.width=2", "data.samples=2"});
  for (Eigen::Index r = 0; r < 2; ++r) {
    Values A = overlaps(2, 4);
    A(r, r) = A(r, 2) = std::nan("");
    const auto row = record(problem, A);
    BOOST_TEST(std::isnan(row.signal_max));
    BOOST_TEST(std::isnan(row.signal_mean));
    BOOST_TEST(std::isnan(*row.noise_max));
    BOOST_TEST(std::isnan(*row.noise_mean));
  }
}

BOOST_AUTO_TEST_CASE(the_maximum_does_not_depend_on_where_it_stands) {
  const auto problem = testing::problem({"network.width=2", "data.samples=2"});
  const auto row = record(problem, overlaps(2, 4).colwise().reverse());
  BOOST_TEST(row.signal_max == 12);
  BOOST_TEST(*row.noise_max == 14);
}

BOOST_AUTO_TEST_CASE(the_initial_state_and_the_weights_of_patches_are_computable_by_hand) {
  auto problem = testing::tiny_problem({"network.width=1"});
  problem.weights << 1, 2;
  problem.data.patches << 1, 0, 0, 1, 1, 1, 2, 0, 0, 3;
  const auto start = numerics::initial_state<double>(problem);
  BOOST_TEST((start.A == (Values(1, 5) << 1, 2, 3, 2, 6).finished()));
  BOOST_TEST(start.G(0, 0) == 5);
  BOOST_TEST(start.K(2, 4) == 3);
  // Samples {0,1,2}, {1,3,3}, {4,1,0}: patch 0 twice, 1 three times, 3 twice, each over n = 3.
  const Values c = numerics::patch_weights<double>(problem.data);
  BOOST_TEST((c == (Values(1, 5) << 2 / 3.0, 1, 1 / 3.0, 2 / 3.0, 1 / 3.0).finished()));
  BOOST_TEST(c.sum() == 3);
}

BOOST_AUTO_TEST_SUITE_END()
