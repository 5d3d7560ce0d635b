#include <boost/test/unit_test.hpp>
#include <cmath>

#include "numerics/data/random.hpp"
#include "numerics/methods/decomposition.hpp"
#include "tests/both_ways.hpp"
#include "tests/refusal.hpp"

BOOST_AUTO_TEST_SUITE(numerics_antipodal)

using namespace featdyn;
using numerics::Matrix;
using testing::with, testing::Overrides;

namespace {

const Overrides antipodal{"network.objective=classification", "data.signals=antipodal",
                          "training.learning_rate=0.2", "init.std=0.3"};

numerics::Problem antipodal_problem(const Overrides& more = {}) {
  return testing::problem(with(antipodal, more));
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_sample_is_its_label_times_mu_and_noise_orthogonal_to_it) {
  const auto data = antipodal_problem().data;
  BOOST_TEST(data.count() == 6);
  BOOST_TEST(data.patches(0, 0) == 1.5);
  BOOST_TEST((data.patches.row(1) == -data.patches.row(0)));
  for (numerics::Index i = 0; i < data.samples(); ++i) {
    const int y = data.labels[static_cast<std::size_t>(i)];
    BOOST_TEST((data.patches.row(data.sample_patches(i, 0)) == y * data.patches.row(0)));
    BOOST_TEST(data.patches(data.sample_patches(i, 1), 0) == 0);
    BOOST_TEST(data.patches(data.sample_patches(i, 1), 1) != 0);
  }
}

BOOST_AUTO_TEST_CASE(noise_of_all_directions_and_a_constant_are_in_every_patch_that_has_them) {
  const auto data = antipodal_problem({"data.noise_orthogonal=false", "data.constant=2"}).data;
  BOOST_TEST(data.dimension() == 13);
  for (numerics::Index p = 0; p < data.count(); ++p) BOOST_TEST(data.patches(p, 12) == 2);
  for (numerics::Index p = 2; p < data.count(); ++p) BOOST_TEST(data.patches(p, 0) != 0);
  const auto orthogonal = testing::problem({"data.noise_orthogonal=false"}).data;
  for (numerics::Index p = 2; p < 6; ++p) BOOST_TEST(orthogonal.patches(p, 1) != 0);
}

BOOST_AUTO_TEST_CASE(recurrence_and_network_are_one_whatever_the_pieces) {
  for (const char* activation : {"[0, 0, 1]", "[0, 1, 0.5, 0.25]", "relu", "squared-relu"})
    for (const Overrides& piece :
         {Overrides{"data.labels=random"},
          {"data.noise_orthogonal=false"},
          {"data.constant=1"},
          {"network.over_patches=mean", "network.over_neurons=sum"},
          {"training.label_smoothing=0.1"},
          {"training.label_smoothing=0.3", "network.loss=exponential", "training.learning_rate=0.02"},
          {"network.loss=cross-entropy", "network.over_neurons=sum"},
          {"network.second_layer=trained", "network.over_patches=mean"}})
      BOOST_TEST_CONTEXT(activation << " " << piece[0])
  testing::check_both_ways(antipodal_problem(with(piece, {std::string("network.activation=") + activation})));
}

BOOST_AUTO_TEST_CASE(the_denoiser_trains_on_them_too) {
  testing::check_both_ways(
      testing::problem({"data.signals=antipodal", "network.activation=[0, 1, 1]", "init.std=0.3"}));
}

BOOST_AUTO_TEST_CASE(the_two_columns_stay_opposite) {
  const auto problem = antipodal_problem({"network.activation=squared-relu"});
  numerics::Recurrence<double> run(problem, numerics::initial_state<double>(problem), 0.2);
  for (int k = 0; k < 200; ++k) run.evaluate(), run.advance();
  run.evaluate();
  BOOST_TEST(run.overlaps().col(0).norm() > 0.1);
  BOOST_TEST((run.overlaps().col(0) + run.overlaps().col(1)).norm() < 1e-13);
}

// w = w0 + gamma mu / |mu|^2 + sum_i rho_i xi_i / |xi_i|^2, noise orthogonal to mu: <w - w0, mu> = gamma
BOOST_AUTO_TEST_CASE(gamma_is_what_the_weights_have_moved_along_mu) {
  const auto problem = antipodal_problem({"network.activation=squared-relu"});
  const auto start = numerics::initial_state<double>(problem);
  numerics::Decomposition<double> run(problem, start, 0.2);
  for (int k = 0; k < 50; ++k) run.evaluate(), run.advance();
  run.evaluate();
  const Matrix<double> gamma = run.coefficients().leftCols(2), moved = run.overlaps() - start.A;
  BOOST_TEST(moved.col(0).norm() > 0.1);
  BOOST_TEST((gamma - moved.leftCols(2)).norm() < 1e-12);
}

BOOST_AUTO_TEST_CASE(a_uniform_start_lies_within_its_bound_and_fills_it) {
  const auto problem = testing::problem({"init.std=0.1", "network.width=40", "data.dimension=5000"});
  auto document = problem.settings.document;
  const std::string text =
      "[data]\nmodel = \"two-patch\"\ndimension = 5000\nsamples = 4\nsignal_norm = 1\n[network]\nobjective = "
      "\"classification\"\nwidth = 20\nactivation = \"relu\"\n[init]\nbound = \"1/sqrt(d)\"\n[training]\n"
      "learning_rate = 0.1\nsteps = 1\n";
  const auto uniform = numerics::make_problem(
      numerics::read_settings(numerics::Document::from_text(text, "u.toml", std::filesystem::path())));
  const double bound = 1 / std::sqrt(5000.0);
  BOOST_TEST(uniform.weights.cwiseAbs().maxCoeff() <= bound);
  BOOST_TEST(uniform.weights.cwiseAbs().maxCoeff() > 0.9999 * bound);
  const double entries = 40 * 5000.0, variance = uniform.weights.squaredNorm() / entries / (bound * bound);
  BOOST_TEST(std::abs(variance - 1.0 / 3) < 4 * std::sqrt(4.0 / 45 / entries));  // Var u^2 = 4/45
  std::vector<double> part(7), whole(5000);
  numerics::fill_uniform_row(3, "weights", 1, whole.data(), 5000);
  numerics::fill_uniform_row(3, "weights", 1, part.data(), 7, 4093);
  BOOST_TEST(std::equal(part.begin(), part.end(), whole.begin() + 4093));
}

BOOST_AUTO_TEST_CASE(what_does_not_go_together_is_refused_with_a_sentence) {
  const auto said = [](const Overrides& overrides) {
    return testing::refusal([&] { testing::settings(overrides); });
  };
  using testing::contains;
  BOOST_TEST(contains(said({"data.signals=antipodal", "data.classes=3"}), "y mu is of two classes"));
  BOOST_TEST(contains(said({"data.signals=parallel"}), "unknown name"));
  BOOST_TEST(contains(said({"init.bound=0.1"}), "given beside init.std"));
  BOOST_TEST(contains(said({"data.constant=0"}), "out of range"));
  const Overrides classifier{"network.objective=classification"};
  BOOST_TEST(contains(said(with(classifier, {"training.label_flips=1.5"})), "a real number from 0 to 1"));
  BOOST_TEST(contains(said(with(classifier, {"training.label_flips=0.1", "training.label_normal=[1, 1]"})),
                      "given beside training.label_flips"));
  BOOST_TEST(contains(said(with(classifier, {"training.label_uniform=[2, 1]"})), "from <= to"));
  BOOST_TEST(contains(said(with(classifier, {"training.label_flips=0.1", "network.loss=cross-entropy"})),
                      "only one of two labels has a sign"));
}

BOOST_AUTO_TEST_SUITE_END()
