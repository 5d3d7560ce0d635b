#include <Eigen/LU>
#include <boost/test/unit_test.hpp>

#include "numerics/methods/matrix_network.hpp"
#include "numerics/methods/recurrence.hpp"
#include "numerics/scalar/arb_number.hpp"
#include "numerics/scalar/precision.hpp"
#include "tests/refusal.hpp"
#include "tests/spectra.hpp"

BOOST_AUTO_TEST_SUITE(numerics_linear_map)

using namespace featdyn;
using namespace featdyn::numerics;
using boost::test_tools::tolerance;
using featdyn::testing::Overrides;

namespace {

/// Signals and noise patches in R^12 and a random matrix.
Problem one_layer(const Overrides& more = {}) {
  Overrides overrides{"network.layers=1", "training.learning_rate=0.05"};
  overrides.insert(overrides.end(), more.begin(), more.end());
  return testing::problem(overrides);
}

/// The largest differences between the recurrence and matrix descent over some steps: of overlaps, Gram matrix (over
/// their largest entries), loss and gradient.
template <class R>
struct Differences {
  R overlaps{0}, gram{0}, loss{0}, gradient{0};
  R worst() const {
    R result = overlaps;
    for (const R& other : {gram, loss, gradient})
      if (!(other <= result)) result = other;
    return result;
  }
};

template <class R>
R largest(const Matrix<R>& x) {
  using std::abs;
  R result(0);
  for (Index i = 0; i < x.size(); ++i)
    if (const R size = abs(x.data()[i]); !(size <= result)) result = size;
  return result;
}

template <class R>
Differences<R> differences(const Problem& problem, int steps) {
  using std::abs;
  const R eta = learning_rate<R>(problem.settings);
  Recurrence<R> recurrence(problem, initial_state<R>(problem), eta);
  MatrixNetwork<R> network(problem, eta);
  Differences<R> result;
  const auto see = [](R& most, const R& value) {
    if (!(value <= most)) most = value;
  };
  for (int k = 0; k <= steps; ++k) {
    const Evaluation<R> a = recurrence.evaluate(), b = network.evaluate();
    see(result.loss, abs(R(a.loss - b.loss)));
    see(result.gradient, abs(R(a.gradient_norm - b.gradient_norm)));
    see(result.overlaps,
        R(largest<R>(recurrence.overlaps() - network.overlaps()) / largest<R>(network.overlaps())));
    see(result.gram, R(largest<R>(recurrence.gram() - network.gram()) / largest<R>(network.gram())));
    recurrence.advance();
    network.advance();
  }
  return result;
}

}  // namespace

BOOST_AUTO_TEST_CASE(its_inner_products_follow_matrix_descent_to_rounding) {
  const std::vector<Overrides> cases{{},
                                     {"network.bias=false"},
                                     {"diffusion.target=\"data\""},
                                     {"diffusion.target=\"velocity\"", "training.weight_decay=0.1"},
                                     {"training.schedule=\"cosine\"", "training.warmup_steps=3"},
                                     {"training.batch_size=2"},
                                     {"data.samples=40"}};
  for (const Overrides& more : cases) BOOST_TEST_CONTEXT((more.empty() ? "noise targets" : more.front()))
  BOOST_TEST(differences<double>(one_layer(more), 30).worst() < 1e-12);
}

BOOST_AUTO_TEST_CASE(several_times_are_summed_up) {
  std::string text = testing::small_settings;
  text.replace(text.find("time = 0.2"), 10, "times = [0.2, 0.7]");
  const Problem problem = make_problem(testing::settings_of(text, {"network.layers=1"}));
  BOOST_TEST(differences<double>(problem, 30).worst() < 1e-12);
}

BOOST_AUTO_TEST_CASE(they_do_at_50_digits_too) {
  const PrecisionScope scope(bits_of_digits(50 + guard_digits));
  for (const char* bias : {"true", "false"}) {
    const auto worst = differences<BigReal>(one_layer({std::string("network.bias=") + bias}), 12).worst();
    BOOST_TEST(static_cast<double>(worst) < 1e-48);
  }
}

BOOST_AUTO_TEST_CASE(a_bias_learns_what_the_mean_needs) {
  const Problem problem = testing::spectral_problem({"network.layers=1", "training.learning_rate=0.1"});
  MatrixNetwork<double> network(problem, 0.1);
  for (int k = 0; k < 3000; ++k) {
    network.evaluate();
    network.advance();
  }
  const Matrix<double>& X = problem.data.patches;
  const Eigen::RowVectorXd mu = X.colwise().mean();
  const Eigen::MatrixXd S = X.transpose() * X / static_cast<double>(X.rows()) - mu.transpose() * mu;
  const Eigen::MatrixXd I = Eigen::MatrixXd::Identity(8, 8), W = S * (S + I).inverse();
  BOOST_TEST((network.weights() - Matrix<double>(W)).cwiseAbs().maxCoeff() < 1e-10);
  BOOST_TEST((network.bias() - Matrix<double>(mu * (I - W).transpose())).cwiseAbs().maxCoeff() < 1e-10);
}

BOOST_AUTO_TEST_CASE(the_least_loss_is_the_sheets) {
  const Problem problem =
      testing::spectral_problem({"network.layers=1", "network.bias=false", "training.learning_rate=0.15"});
  Recurrence<double> recurrence(problem, initial_state<double>(problem), 0.15);
  for (int k = 0; k < 3000; ++k) {
    recurrence.evaluate();
    recurrence.advance();
  }
  double least = 0,
         energy = 0;  // sigma^2 Tr[S (S + sigma^2)^-1], of which this loss is half without E|x|^2/2
  for (const double lambda : {10.0, 3.0, 1.0, 0.3, 0.1, 0.03, 0.01, 0.001})
    least += lambda / (lambda + 1), energy += lambda;
  BOOST_TEST(2 * recurrence.evaluate().loss + energy == least, tolerance(1e-10));
}

BOOST_AUTO_TEST_CASE(a_heavy_ball_is_refused) {
  const std::string said = testing::refusal([] { one_layer({"training.momentum=0.9"}); });
  BOOST_TEST(testing::contains(said, "training.momentum"));
}

BOOST_AUTO_TEST_SUITE_END()
