#include <boost/test/unit_test.hpp>
#include <cmath>

#include "numerics/methods/decomposition.hpp"
#include "numerics/methods/network.hpp"
#include "numerics/methods/recurrence.hpp"
#include "numerics/refusal/input_error.hpp"
#include "numerics/scalar/arb_number.hpp"
#include "numerics/training/observables.hpp"
#include "tests/problems.hpp"
#include "tests/refusal.hpp"
#include "tests/unbiased.hpp"

BOOST_AUTO_TEST_SUITE(numerics_code_cost)

using namespace featdyn;
using namespace featdyn::numerics;
using testing::contains, testing::refusal;

namespace {

using Overrides = testing::Overrides;

Overrides with(Overrides overrides, const Overrides& more) {
  overrides.insert(overrides.end(), more.begin(), more.end());
  return overrides;
}

/// Network and recurrence from the same start.
void check_agreement(const Overrides& overrides, int steps) {
  const Problem problem = testing::problem(overrides);
  const double eta = learning_rate<double>(problem.settings);
  Network<double> network(problem, eta);
  Recurrence<double> recurrence(problem, initial_state<double>(problem), eta);
  for (int k = 0; k < steps; ++k) {
    const auto of_network = network.evaluate(), of_recurrence = recurrence.evaluate();
    BOOST_TEST(std::abs(of_network.loss - of_recurrence.loss) <= 1e-12 * (1 + std::abs(of_network.loss)));
    BOOST_TEST(std::abs(of_network.gradient_norm - of_recurrence.gradient_norm) <=
               1e-11 * (1 + of_network.gradient_norm));
    BOOST_TEST((network.overlaps() - recurrence.overlaps()).norm() <= 1e-11);
    BOOST_TEST((network.gram() - recurrence.gram()).norm() <= 1e-11);
    network.advance(), recurrence.advance();
  }
}

double loss_of(const Problem& problem) {
  return Network<double>(problem, 0.1).evaluate().loss;
}

/// Without diffusion.time, which stands in the small settings.
Problem noiseless_problem(const Overrides& more) {
  std::string text = testing::small_settings;
  const std::string time = "time = 0.2\n";
  text.replace(text.find(time), time.size(), "alpha = 1\nbeta = 0\ntarget = \"data\"\n");
  auto document = Document::from_text(text, "small.toml", std::filesystem::path());
  for (const std::string& assignment : more) document.set(assignment);
  return make_problem(read_settings(std::move(document)));
}

}  // namespace

BOOST_AUTO_TEST_CASE(network_and_recurrence_agree_on_a_code_with_noise_and_cost) {
  const Overrides code{"network.code_noise=0.7", "network.code_penalty=0.3"};
  for (const char* activation : {"[0, 0, 1]", "[0.1, 1, 0.5, 0.2]", "[0, 1]"})
    for (const char* target : {"noise", "data", "velocity"}) BOOST_TEST_CONTEXT(activation << " " << target)
  check_agreement(with(code, {std::string("network.activation=") + activation,
                              std::string("diffusion.target=") + target, "training.weight_decay=0.01"}),
                  20);
  check_agreement(with(code, {"diffusion.target=data", "training.momentum=0.5"}), 10);
}

/// The loss by its definition, with the code's noise of two neurons by Gauss and Hermite's rule of three nodes.
BOOST_AUTO_TEST_CASE(the_loss_of_a_variational_autoencoder_is_its_definition) {
  constexpr double s = 0.7, lambda = 0.3;
  const Problem problem = noiseless_problem(
      {"network.width=2", "network.code_noise=0.7", "network.code_penalty=0.3", "init.std=0.5"});
  const Matrix<double> X = problem.data.patches, W = problem.weights, c = patch_weights<double>(problem.data);
  const double nodes[] = {-std::sqrt(3.0), 0, std::sqrt(3.0)}, weights[] = {1.0 / 6, 2.0 / 3, 1.0 / 6};
  double expected = 0;
  for (Index p = 0; p < X.rows(); ++p) {
    const Eigen::VectorXd x = X.row(p).transpose(), code = (W * x).array().square();
    double of_patch = lambda / 2 * code.squaredNorm();
    for (int i = 0; i < 3; ++i)
      for (int j = 0; j < 3; ++j) {
        const Eigen::VectorXd noised = code + s * Eigen::Vector2d(nodes[i], nodes[j]);
        const Eigen::VectorXd output = W.transpose() * noised / std::sqrt(2.0);
        of_patch += weights[i] * weights[j] * ((output - x).squaredNorm() - x.squaredNorm()) / 2;
      }
    expected += c(0, p) * of_patch;
  }
  BOOST_TEST(std::abs(loss_of(problem) - expected) <= 1e-12 * std::abs(expected));
}

/// E (a + Z)^4 = a^4 + 6 a^2 v + 3 v^2.
BOOST_AUTO_TEST_CASE(the_cost_of_a_code_is_averaged_over_the_noise_of_the_input) {
  const Overrides costs{"network.code_penalty=0.3"};
  const Problem problem = testing::problem(costs);
  const double alpha = std::exp(-0.2), beta = std::sqrt(-std::expm1(-0.4));
  const Matrix<double> A = problem.weights * problem.data.patches.transpose(),
                       c = patch_weights<double>(problem.data);
  double expected = 0;
  for (Index r = 0; r < A.rows(); ++r)
    for (Index p = 0; p < A.cols(); ++p) {
      const double a = alpha * A(r, p), v = beta * beta * problem.weights.row(r).squaredNorm();
      expected += c(0, p) * 0.15 * (a * a * a * a + 6 * a * a * v + 3 * v * v);
    }
  BOOST_TEST(std::abs(loss_of(problem) - loss_of(testing::problem({})) - expected) <= 1e-12 * expected);
}

/// The network's gradient against central differences of the recurrence's loss at 50 digits: a step of h = 1e-16 leaves
/// h^2 times third derivatives and 1e-50 / h.
BOOST_AUTO_TEST_CASE(the_networks_gradient_is_that_of_the_recurrences_loss_at_50_digits) {
  const PrecisionScope scope(bits_of_digits(50 + guard_digits));
  const Problem problem =
      testing::problem({"network.code_noise=0.7", "network.code_penalty=0.3",
                        "network.activation=[0.2, 1, 0.5]", "diffusion.target=data", "init.std=0.4"});
  const BigReal eta(1), h = theory::to_real<BigReal>(theory::rational_from_decimal("1e-16"));
  Network<BigReal> network(problem, eta);
  network.evaluate();
  const Matrix<BigReal> X = problem.data.patches.cast<BigReal>(), W = problem.weights.cast<BigReal>();
  const auto loss_at = [&](Index r, Index k, const BigReal& shift) {
    Matrix<BigReal> moved = W;
    moved(r, k) += shift;
    InitialState<BigReal> state = initial_state<BigReal>(problem);
    state.A = moved * X.transpose(), state.G = moved * moved.transpose();
    state.vectors.reset();
    return Recurrence<BigReal>(problem, state, eta).evaluate().loss;
  };
  for (const auto& [r, k] : {std::pair<Index, Index>{0, 0}, {1, 5}, {2, 11}}) {
    const BigReal slope = (loss_at(r, k, h) - loss_at(r, k, -h)) / (BigReal(2) * h);
    BOOST_TEST(std::abs(static_cast<double>(slope - network.gradient()(r, k))) <= 1e-29);
    BOOST_TEST(std::abs(static_cast<double>(slope)) > 1e-3);
  }
}

BOOST_AUTO_TEST_CASE(draws_of_the_codes_noise_are_centred_on_the_exact_gradient) {
  for (const char* draws : {"network.code_noise=0.6", "network.code_noise=0"})
    for (const char* activation : {"[0, 0, 1]", "[0.25, 0, 1, 0.5]"})
      BOOST_TEST_CONTEXT(draws << activation) {
        testing::check_unbiased(testing::tiny_problem(
            {draws, "network.code_penalty=0.5", std::string("network.activation=") + activation,
             "diffusion.target=velocity", "diffusion.noise_draws=100"},
            3));
      }
}

/// Without noise on the input the code's alone is drawn.
BOOST_AUTO_TEST_CASE(a_variational_autoencoder_is_drawn_too) {
  testing::check_unbiased(noiseless_problem(
      {"network.code_noise=0.6", "network.code_penalty=0.5", "init.std=0.5", "diffusion.noise_draws=100"}));
}

BOOST_AUTO_TEST_CASE(of_a_signal_and_its_multiple_there_is_one_coefficient_seen_from_each) {
  const Problem problem = testing::problem({"data.signal_scales=[1, 2]", "init.std=0.2"});
  const double eta = learning_rate<double>(problem.settings);
  Decomposition<double> decomposition(problem, initial_state<double>(problem), eta);
  for (int k = 0; k < 10; ++k) decomposition.evaluate(), decomposition.advance();
  decomposition.evaluate();
  const Matrix<double> gamma = decomposition.coefficients();
  const auto& patches = problem.data.patches;
  const Matrix<double> moved =
      (decomposition.overlaps() - decomposition.mixing() * problem.weights * patches.transpose()).leftCols(2);
  BOOST_TEST((gamma.leftCols(2) - moved).norm() <= 1e-12);  // orthogonal to all else
  BOOST_TEST((gamma.rightCols(2) - 2 * gamma.leftCols(2)).norm() <= 1e-12);
  BOOST_TEST(moved.norm() > 1e-3);
}

BOOST_AUTO_TEST_CASE(where_there_is_no_code_none_is_noised) {
  const auto refused = [](const Overrides& overrides) {
    return refusal([&] { testing::settings(with({"network.code_noise=0.5"}, overrides)); });
  };
  BOOST_TEST(contains(refused({"network.objective=classification"}), "network.code_noise"));
  BOOST_TEST(contains(refused({"network.second_layer=fixed"}), "two tied layers"));
  BOOST_TEST(contains(refused({"network.activation=relu"}), "polynomial activations"));
  BOOST_TEST(contains(refused({"network.code_penalty=-1"}), "network.code_penalty"));
  const Settings plain = testing::settings({"network.code_noise=0", "network.code_penalty=0"});
  BOOST_TEST(settings_toml(plain) == settings_toml(testing::settings({})));
  const std::string shown = settings_toml(testing::settings({"network.code_penalty=0.25"}));
  BOOST_TEST(contains(shown, "code_penalty = 0.25"));
}

BOOST_AUTO_TEST_CASE(signal_patches_of_unequal_norms_are_multiples_of_the_signal) {
  const Problem problem = testing::problem({"data.signal_scales=[1, 2, 0.5]"});
  const Dataset& data = problem.data;
  BOOST_TEST(data.count() == 2 + 4 + 4);
  BOOST_TEST(data.sample_patches.cols() == 4);
  for (Index i = 0; i < data.samples(); ++i) {
    const auto patch = [&](Index q) { return data.patches.row(data.sample_patches(i, q)); };
    BOOST_TEST((patch(1) - 2 * patch(0)).norm() == 0);
    BOOST_TEST((patch(2) - 0.5 * patch(0)).norm() == 0);
    BOOST_TEST(patch(0).norm() == 1.5);
    BOOST_TEST(std::abs(patch(3).dot(patch(0))) == 0);
    for (Index q = 0; q < 3; ++q) {
      const PatchInfo& info = data.info[static_cast<std::size_t>(data.sample_patches(i, q))];
      BOOST_TEST((info.is_signal && info.is_multiple == (q > 0)));
      BOOST_TEST(info.label == data.labels[static_cast<std::size_t>(i)]);
    }
  }
  const auto observed = select_overlaps(problem).columns;
  BOOST_TEST(observed.size() == 6);
  check_agreement({"data.signal_scales=[1, 2, 0.5]", "init.std=0.2"}, 10);
  check_agreement({"data.signal_scales=[1, 3]", "network.objective=classification", "init.std=0.2"}, 10);
}

/// Three patches of one norm are the signal three times.
BOOST_AUTO_TEST_CASE(equal_scales_train_as_copies_of_the_signal_do) {
  const Problem copies = testing::problem({"data.signal_patches=3"}),
                scaled = testing::problem({"data.signal_scales=[1, 1, 1]"});
  Network<double> one(copies, 0.01), other(scaled, 0.01);
  for (int step = 0; step < 20; ++step) {
    BOOST_TEST(std::abs(one.evaluate().loss - other.evaluate().loss) <= 1e-14);
    one.advance(), other.advance();
  }
  BOOST_TEST((one.weights() - other.weights()).norm() <= 1e-13);
}

BOOST_AUTO_TEST_CASE(scales_that_fit_nothing_are_refused) {
  const auto refused = [](const Overrides& overrides) {
    return refusal([&] { testing::settings(overrides); });
  };
  BOOST_TEST(contains(refused({"data.signal_scales=[2, 1]"}), "begins with 1"));
  BOOST_TEST(contains(refused({"data.signal_scales=[]"}), "data.signal_scales"));
  BOOST_TEST(contains(refused({"data.signal_scales=[1, -1]"}), "data.signal_scales"));
  BOOST_TEST(contains(refused({"data.signal_scales=[1, 2]", "data.signal_patches=3"}), "3 numbers"));
  BOOST_TEST(contains(refused({"data.signal_scales=[1, 2]", "data.signals=antipodal"}), "data.signals"));
  BOOST_TEST(
      contains(settings_toml(testing::settings({"data.signal_scales=[1, 2]"})), "signal_scales = [1, 2]"));
}

BOOST_AUTO_TEST_SUITE_END()
