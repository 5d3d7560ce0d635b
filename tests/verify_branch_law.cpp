#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "tests/problems.hpp"
#include "verify/experiment/branch_law.hpp"
#include "verify/points/branches.hpp"
#include "verify/templates/templates.hpp"

namespace featdyn::verify {
namespace {

numerics::Settings figure_2(const std::vector<std::string>& overrides) {
  return vary(numerics::read_settings(
                  numerics::Document::from_text(find_template("figure-2-low").text, "figure-2", ".")),
              overrides);
}

double law(const numerics::Settings& settings, const Branching& branch = {}) {
  return branch_law(branch).measure({.settings = settings, .data = {}, .weights = {}}).values[0];
}

/// Two signals and four noise patches in six axes, two samples a class.
numerics::Dataset orthogonal(double signal_norm, double noise_norm, long dimension) {
  numerics::Dataset data;
  data.patches = numerics::Matrix<double>::Zero(6, dimension);
  for (int p = 0; p < 6; ++p) data.patches(p, p) = p < 2 ? signal_norm : noise_norm;
  data.info = {{true, 1}, {true, -1}, {false, 1}, {false, 1}, {false, -1}, {false, -1}};
  data.sample_patches.resize(4, 2);
  data.sample_patches << 0, 2, 0, 3, 1, 4, 1, 5;
  data.labels = {1, 1, -1, -1};
  return data;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(verify_branch_law)

// theory: ratios of the symmetric branch for d = 1000, n = 30, m = 20, t = 0.2
BOOST_AUTO_TEST_CASE(the_symmetric_branch_has_the_known_ratios_and_ratio_one_at_two) {
  for (const auto& [x, expected] : {std::pair{0.03, 0.062}, {0.1, 0.220}, {0.75, 0.779}, {6.75, 1.220}}) {
    const auto settings = figure_2({"data.signal_norm=" + std::to_string(std::sqrt(x * 1000 / 30))});
    BOOST_TEST(std::abs(law(settings) - expected) < 6e-4);
  }
  const auto balanced = figure_2({"data.signal_norm=8.16496580927726"});
  BOOST_TEST(std::abs(law(balanced) - 1) < 1e-12);
}

// merged patches: training six orthogonal patches whose overlaps are equal is training two
BOOST_AUTO_TEST_CASE(merging_orthogonal_patches_changes_no_step) {
  const auto settings = figure_2({"data.dimension=16", "data.samples=4", "data.signal_norm=1.5",
                                  "network.width=3", "training.learning_rate=0.05"});
  numerics::Problem merged = merged_problem(settings);
  const double signal = 1.5, noise = std::sqrt(16.0);  // |xi|^2 = sigma_xi^2 d
  numerics::Problem whole{.settings = settings, .data = orthogonal(signal, noise, 9), .weights = {}};
  const auto a = testing::waves(3, 2, 0.3, 0.7), z = testing::waves(3, 3, 0.2, 0.1);
  const auto put = [&](numerics::Problem& problem, long dimension) {
    numerics::Matrix<double> X = numerics::Matrix<double>::Zero(problem.data.count(), dimension);
    X.leftCols(problem.data.dimension()) = problem.data.patches;
    problem.data.patches = X;
    problem.weights = numerics::Matrix<double>::Zero(3, dimension);
    problem.weights.rightCols(3) = z;  // off the data
    for (numerics::Index p = 0; p < X.rows(); ++p)
      problem.weights += a.col(problem.data.info[static_cast<std::size_t>(p)].is_signal ? 0 : 1) * X.row(p) /
                         X.row(p).squaredNorm();
  };
  put(merged, 5), put(whole, 9);
  numerics::Matrix<double> of_merged, of_whole, G_merged, G_whole;
  recurrence_trainer().walk(merged, 30,
                            [&](const StepState& now) { return of_merged = now.A, G_merged = now.G, true; });
  recurrence_trainer().walk(whole, 30,
                            [&](const StepState& now) { return of_whole = now.A, G_whole = now.G, true; });
  BOOST_TEST((of_whole.col(0) - of_merged.col(0)).norm() < 1e-13);
  BOOST_TEST((of_whole.col(4) - of_merged.col(1)).norm() < 1e-13);
  BOOST_TEST((G_whole - G_merged).norm() < 1e-13);
  BOOST_TEST((of_merged.col(0) - a.col(0)).norm() > 1e-3);  // training has moved it
}

BOOST_AUTO_TEST_CASE(training_ends_on_the_branch_with_a_turned_neuron_at_its_law) {
  const auto settings = figure_2({"data.signal_norm=2.58198889747161"});  // n SNR^2 = 0.2
  const auto problem = numerics::make_problem(settings);
  const auto end = converged(recurrence_trainer(), 20'000).measure(problem);
  const auto turned = static_cast<long>(end.values[5]);
  BOOST_TEST(end.values[4] == 1);  // settled
  BOOST_TEST(turned == 1);
  const double turned_law = law(settings, {.turned_signal = turned});
  BOOST_TEST(std::abs(end.values[0] / turned_law - 1) < 0.03);
  BOOST_TEST(std::abs(end.values[0] / law(settings) - 1) > 0.5);  // far from the symmetric branch's
}

BOOST_AUTO_TEST_CASE(a_branch_that_is_not_there_has_no_law) {
  BOOST_TEST(std::isnan(law(figure_2({"data.signal_norm=10"}), {.turned_noise = 2})));
}

BOOST_AUTO_TEST_CASE(the_certified_branch_encloses_its_ratio) {
  const auto branches = find_branches(numerics::make_problem(figure_2({})), {.starts = 0, .quiet = true});
  const auto simplex = std::ranges::find(branches, "simplex", &Branch::kind);
  BOOST_TEST_REQUIRE((simplex != branches.end() && simplex->existence));
  BOOST_TEST(simplex->existence->proved);
  BOOST_TEST(theory::to_real<double>(simplex->existence->ratio.lower) <= simplex->ratio);
  BOOST_TEST(simplex->ratio <= theory::to_real<double>(simplex->existence->ratio.upper));
  BOOST_TEST(std::abs(simplex->ratio - 0.786404267) < 1e-8);  // what training finds
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace featdyn::verify
