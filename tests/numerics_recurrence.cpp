#include <boost/test/unit_test.hpp>

#include "numerics/methods/decomposition.hpp"
#include "numerics/methods/network.hpp"
#include "numerics/methods/recurrence.hpp"
#include "tests/problems.hpp"

BOOST_AUTO_TEST_SUITE(numerics_recurrence)

using namespace featdyn;
using Values = numerics::Matrix<double>;

namespace {

/// Gradient descent of the quadratic denoiser in (A, G), written by hand from kappa and tau = 2 a.
class QuadraticByHand {
 public:
  QuadraticByHand(const numerics::Problem& problem, double eta)
      : state_(numerics::initial_state<double>(problem)),
        c_(numerics::patch_weights<double>(problem.data)),
        eta_(eta),
        alpha_(std::exp(-0.2)),
        beta_(std::sqrt(1 - std::exp(-0.4))) {}

  void step() {
    const Values Q = gradient_in_weights(), P = gradient_in_data();
    const Values& A = state_.A;
    const Values& G = state_.G;
    const Values H = Q * G + P * A.transpose(), U = Q * A + P * state_.K;
    const Values g = Q * G * Q + Q * A * P.transpose() + P * A.transpose() * Q + P * state_.K * P.transpose();
    state_.G = Values(G - eta_ * (H + H.transpose()) + eta_ * eta_ * g);
    state_.A = Values(A - eta_ * U);
  }
  const Values& overlaps() const { return state_.A; }
  const Values& gram() const { return state_.G; }

 private:
  double a(Eigen::Index r, Eigen::Index p) const { return alpha_ * state_.A(r, p); }
  double v(Eigen::Index r) const { return cov(r, r); }
  double cov(Eigen::Index r, Eigen::Index s) const { return beta_ * beta_ * state_.G(r, s); }
  double m() const { return static_cast<double>(state_.A.rows()); }

  /// P_rp = c_p [ (alpha/m) sum_s G_rs (2 a_r (a_s^2 + v_s) + 4 a_s c_rs) - 2 alpha beta G_rr / sqrt m ]
  Values gradient_in_data() const {
    Values P(state_.A.rows(), state_.A.cols());
    for (Eigen::Index r = 0; r < P.rows(); ++r)
      for (Eigen::Index p = 0; p < P.cols(); ++p) {
        double sum = 0;
        for (Eigen::Index s = 0; s < P.rows(); ++s)
          sum += state_.G(r, s) * (2 * a(r, p) * (a(s, p) * a(s, p) + v(s)) + 4 * a(s, p) * cov(r, s));
        P(r, p) = c_(0, p) * (alpha_ / m() * sum - 2 * alpha_ * beta_ * state_.G(r, r) / std::sqrt(m()));
      }
    return P;
  }

  /// Q_rs = (1/m) sum_p c_p (kappa + beta^2 G_rs (4 a_r a_s + 4 c_rs))
  ///        + delta_rs sum_p c_p [ (2 beta^2/m) sum_u G_ru (a_u^2 + v_u) - 4 beta a_r / sqrt m ]
  Values gradient_in_weights() const {
    Values Q = Values::Zero(state_.G.rows(), state_.G.cols());
    for (Eigen::Index p = 0; p < state_.A.cols(); ++p)
      for (Eigen::Index r = 0; r < Q.rows(); ++r)
        for (Eigen::Index s = 0; s < Q.rows(); ++s) {
          const double square_r = a(r, p) * a(r, p) + v(r), square_s = a(s, p) * a(s, p) + v(s);
          const double cross = a(r, p) * a(s, p), c = cov(r, s);
          const double kappa = square_r * square_s + 4 * cross * c + 2 * c * c;
          Q(r, s) += c_(0, p) / m() * (kappa + c * (4 * cross + 4 * c));
          Q(r, r) += c_(0, p) * 2 * beta_ * beta_ / m() * state_.G(r, s) * square_s;
          if (r == s) Q(r, r) -= c_(0, p) * 4 * beta_ * a(r, p) / std::sqrt(m());
        }
    return Q;
  }

  numerics::InitialState<double> state_;
  Values c_;
  double eta_, alpha_, beta_;
};

/// Rounding of 40 stable steps, each of fewer than 1000 operations on numbers near 1: 4e4 x 2^-53 = 4e-12.
constexpr double tolerance = 4e-12;

double distance(const Values& x, const Values& y) {
  return (x - y).norm() / (1 + y.norm());
}

void check_three_ways(const numerics::Problem& problem) {
  const double eta = numerics::learning_rate<double>(problem.settings);
  const auto start = numerics::initial_state<double>(problem);
  numerics::Recurrence<double> recurrence(problem, start, eta);
  numerics::Network<double> network(problem, eta);
  numerics::Decomposition<double> decomposition(problem, start, eta);
  for (int k = 0;; ++k) {
    const auto one = recurrence.evaluate(), two = network.evaluate(), three = decomposition.evaluate();
    for (const auto& other : {two, three}) {
      BOOST_TEST(std::abs(one.loss - other.loss) <= tolerance * (1 + std::abs(one.loss)));
      // gradient_square is a sum with cancellation: its root is good to the root of rounding at worst.
      BOOST_TEST(std::abs(one.gradient_norm - other.gradient_norm) <= 1e-7 * (1 + other.gradient_norm));
    }
    BOOST_TEST(distance(recurrence.overlaps(), network.overlaps()) <= tolerance);
    BOOST_TEST(distance(recurrence.gram(), network.gram()) <= tolerance);
    BOOST_TEST(distance(decomposition.overlaps(), network.overlaps()) <= tolerance);
    BOOST_TEST(distance(decomposition.gram(), network.gram()) <= tolerance);
    if (k == 40) break;
    recurrence.advance();
    network.advance();
    decomposition.advance();
  }
  BOOST_TEST((network.weights() - problem.weights).norm() > 1e-4);  // it did move
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_quadratic_recurrence_is_the_one_written_by_hand) {
  const auto problem = testing::problem({"network.width=4", "training.learning_rate=0.05", "init.std=0.3"});
  numerics::Recurrence<double> recurrence(problem, numerics::initial_state<double>(problem), 0.05);
  QuadraticByHand by_hand(problem, 0.05);
  for (int k = 0; k < 40; ++k) {
    recurrence.evaluate();
    recurrence.advance();
    by_hand.step();
    BOOST_TEST(distance(recurrence.overlaps(), by_hand.overlaps()) <= tolerance);
    BOOST_TEST(distance(recurrence.gram(), by_hand.gram()) <= tolerance);
  }
}

BOOST_AUTO_TEST_CASE(recurrence_network_and_decomposition_agree_for_every_denoiser) {
  for (const std::string& activation : testing::activations)
    for (const std::string& target : testing::targets) BOOST_TEST_CONTEXT(activation << " " << target) {
        check_three_ways(testing::problem({"network.activation=" + activation, "diffusion.target=" + target,
                                           "training.learning_rate=0.02", "init.std=0.2"}));
      }
}

BOOST_AUTO_TEST_CASE(recurrence_network_and_decomposition_agree_for_every_classifier) {
  for (const std::string& activation : testing::activations) BOOST_TEST_CONTEXT(activation) {
      check_three_ways(
          testing::problem({"network.activation=" + activation, "network.objective=classification",
                            "training.learning_rate=0.1", "init.std=0.2", "data.labels=random"}));
    }
}

BOOST_AUTO_TEST_CASE(they_agree_where_patches_are_shared_and_not_orthogonal) {
  for (const char* objective : {"diffusion", "classification"})
    check_three_ways(testing::tiny_problem({std::string("network.objective=") + objective}, 5));
}

BOOST_AUTO_TEST_CASE(they_agree_on_every_data_assumption) {
  const testing::Overrides assumptions[] = {
      {"data.class_balance=0.25"},
      {"data.label_noise=0.5"},
      {"data.signal_patches=2", "data.noise_patches=3"},
      {"data.noise_spectrum=[[0.3, 2], [0.7, 0.5]]"},
      {"data.noise_spectrum=1", "data.label_noise=0.5", "data.noise_patches=2", "data.class_balance=0.75"}};
  for (const char* objective : {"diffusion", "classification"})
    for (testing::Overrides overrides : assumptions) BOOST_TEST_CONTEXT(objective << " " << overrides[0]) {
        overrides.insert(overrides.end(), {std::string("network.objective=") + objective, "init.std=0.2"});
        check_three_ways(testing::problem(overrides));
      }
  check_three_ways(testing::problem({"data.classes=4", "init.std=0.2", "data.signal_patches=2"}));
}

/// To second order in the weights <w_r, mu_j> grows by
/// (2 eta alpha beta / sqrt m) [ |w_r|^2 sum_l c_l <mu_l, mu_j> + 2 sum_p c_p <w_r, x_p> <w_r, mu_j> ],
/// by hand from the loss; the noise is orthogonal to both signals.
BOOST_AUTO_TEST_CASE(the_first_step_feels_the_signals_gram_matrix_and_the_patches_weights) {
  const auto problem = numerics::make_problem(testing::settings_with_signals(
      "signal_gram = [[4, 1], [1, 2]]\nclass_balance = 0.25\nsignal_patches = 2", {"init.std=1e-4"}));
  const auto start = numerics::initial_state<double>(problem);
  numerics::Recurrence<double> recurrence(problem, start, 0.01);
  recurrence.evaluate();
  recurrence.advance();
  const Values growth = recurrence.overlaps() - start.A;
  const double pull[] = {2 * 0.25 * 4 + 2 * 0.75 * 1, 2 * 0.25 * 1 + 2 * 0.75 * 2};  // sum_l c_l <mu_l, mu_j>
  const double rate = 2 * 0.01 * std::exp(-0.2) * std::sqrt(1 - std::exp(-0.4)) / std::sqrt(3.0);
  for (Eigen::Index r = 0; r < 3; ++r) {
    const double mean = 0.5 * start.A(r, 0) + 1.5 * start.A(r, 1) + 0.25 * start.A.row(r).tail(4).sum();
    for (Eigen::Index j = 0; j < 2; ++j)
      BOOST_TEST(growth(r, j) == rate * (start.G(r, r) * pull[j] + 2 * mean * start.A(r, j)),
                 boost::test_tools::tolerance(1e-5));
  }
}

BOOST_AUTO_TEST_CASE(one_neuron_one_sample_and_a_constant_activation_run) {
  check_three_ways(testing::problem({"network.width=1", "data.samples=2", "init.std=0.2"}));
  check_three_ways(testing::problem({"network.activation=[1]", "init.std=0.2"}));
  check_three_ways(testing::problem({"network.activation=[0, 2]", "init.std=0.2"}));
}

BOOST_AUTO_TEST_CASE(at_zero_weights_the_loss_is_zero_and_the_quadratic_denoiser_stays) {
  const auto problem = testing::problem({"init.std=0"});
  numerics::Recurrence<double> recurrence(problem, numerics::initial_state<double>(problem), 0.1);
  const auto now = recurrence.evaluate();
  BOOST_TEST(now.loss == 0);
  BOOST_TEST(now.gradient_norm == 0);
  recurrence.advance();
  BOOST_TEST(recurrence.overlaps().isZero(0));
}

BOOST_AUTO_TEST_CASE(the_classifier_at_zero_weights_has_loss_log_2) {
  const auto problem = testing::problem({"init.std=0", "network.objective=classification"});
  numerics::Network<double> network(problem, 0.1);
  BOOST_TEST(network.evaluate().loss == std::log(2.0));
}

BOOST_AUTO_TEST_CASE(decomposition_coefficients_rebuild_the_weights) {
  const auto problem = testing::problem({"init.std=0.2"});
  numerics::Decomposition<double> decomposition(problem, numerics::initial_state<double>(problem), 0.05);
  numerics::Network<double> network(problem, 0.05);
  for (int k = 0; k < 10; ++k) {
    decomposition.evaluate();
    decomposition.advance();
    network.evaluate();
    network.advance();
  }
  Values N = decomposition.coefficients();
  for (Eigen::Index p = 0; p < N.cols(); ++p) N.col(p) /= problem.data.patches.row(p).squaredNorm();
  const Values W = decomposition.mixing() * problem.weights + N * problem.data.patches;
  BOOST_TEST(distance(W, network.weights()) <= tolerance);
}

/// A part of G that changes sign under transposition is moved by no step: rounding's would be left where all else
/// has decayed to 1e-16 of its start, and be the loss.
BOOST_AUTO_TEST_CASE(a_gram_matrix_that_decays_stays_symmetric) {
  const numerics::Problem problem = testing::problem(
      {"data.dimension=20", "network.width=4", "network.activation=[0,-1,0,0.3]", "init.std=0.0122"});
  numerics::Recurrence<double> recurrence(problem, numerics::initial_state<double>(problem), 0.0446);
  numerics::Network<double> network(problem, 0.0446);
  for (int step = 0; step < 400; ++step) {
    recurrence.evaluate(), network.evaluate();
    recurrence.advance(), network.advance();
  }
  const auto [loss, norm] = recurrence.evaluate();
  BOOST_TEST((recurrence.gram() == recurrence.gram().transpose()));
  BOOST_TEST(loss == network.evaluate().loss, boost::test_tools::tolerance(1e-11));
}

BOOST_AUTO_TEST_SUITE_END()
