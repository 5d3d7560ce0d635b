#include <boost/test/unit_test.hpp>
#include <random>

#include "numerics/methods/class_recurrence.hpp"
#include "numerics/methods/recurrence.hpp"
#include "numerics/points/wide_branch.hpp"
#include "tests/problems.hpp"
#include "tests/refusal.hpp"

BOOST_AUTO_TEST_SUITE(numerics_class_recurrence)

using namespace featdyn;
using namespace featdyn::numerics;
using testing::contains, testing::refusal;

namespace {

/// Numbers for states by classes; square ones symmetric.
class Draw {
 public:
  ClassMatrix matrix(Index rows, Index columns) {
    ClassMatrix result{.blocks = Matrix<double>::NullaryExpr(rows, columns, [&] { return number(); })};
    return result;
  }
  ClassMatrix square(Index rows) {
    ClassMatrix result = matrix(rows, rows);
    result.blocks = (result.blocks + result.blocks.transpose()).eval();
    result.extra = Eigen::VectorXd::NullaryExpr(rows, [&] { return 2 + number(); });
    return result;
  }

 private:
  double number() { return std::uniform_real_distribution<double>(-0.4, 0.4)(random_); }
  std::mt19937 random_{5};
};

double largest_difference(const Matrix<double>& x, const Matrix<double>& y) {
  return (x - y).cwiseAbs().maxCoeff() / (1 + y.cwiseAbs().maxCoeff());
}

/// The orthogonal start of a network of equals on the merged patches of section 2: overlaps sigma_0 |x_p|,
/// |w_r|^2 = sigma_0^2 d off the patches.
ClassRecurrence::Start start_of_equals(double n_snr_squared, double d, double rho) {
  constexpr double std = 0.001;
  const Matrix<double> A{{std * std::sqrt(n_snr_squared / rho), std * std::sqrt(d)}};
  const Eigen::Vector2d K(n_snr_squared / (2 * rho), 1 / rho);
  const double q = A(0, 0) * A(0, 0) / K[0] + A(0, 1) * A(0, 1) / K[1];
  return {.A = {.blocks = A},
          .G = {.blocks = Matrix<double>::Constant(1, 1, q),
                .extra = Eigen::VectorXd::Constant(1, std * std * d)},
          .K = {.blocks = Matrix<double>::Zero(2, 2), .extra = K},
          .c = {.blocks = Matrix<double>::Ones(1, 2)}};
}

}  // namespace

/// n = 4 balanced samples: two signals of weight 1/2, four noise patches of weight 1/4.
BOOST_AUTO_TEST_CASE(states_that_are_equal_within_classes_stay_so_and_move_as_the_whole_recurrence_says) {
  Draw draw;
  for (const auto& [activation, code] : {std::pair{"[0, 0, 1]", "0.4"}, {"[0, 1, 0.5, 0.25]", "0"}})
    for (const char* target : {"noise", "data", "velocity"}) {
      const Problem problem = testing::problem(
          {"network.width=6", std::string("network.code_noise=") + code,
           std::string("network.code_penalty=") + code, std::string("network.activation=") + activation,
           "training.weight_decay=0.1", std::string("diffusion.target=\"") + target + "\"",
           "training.learning_rate=0.003"});
      const Classes classes{.neurons = Eigen::Vector3d(2, 3, 1), .patches = Eigen::Vector2d(2, 4)};
      ClassRecurrence::Start start{.A = draw.matrix(3, 2),
                                   .G = draw.square(3),
                                   .K = draw.square(2),
                                   .c = {.blocks = Matrix<double>{{0.5, 0.25}}}};
      const auto whole = [&] {
        return InitialState<double>{.A = expanded(start.A, classes.neurons, classes.patches),
                                    .G = expanded(start.G, classes.neurons, classes.neurons),
                                    .K = expanded(start.K, classes.patches, classes.patches)};
      };
      Recurrence<double> recurrence(problem, whole(), learning_rate<double>(problem.settings));
      ClassRecurrence by_classes(problem, classes, start);
      for (int step = 0; step < 20; ++step) {
        const auto expected = recurrence.evaluate(), found = by_classes.evaluate();
        BOOST_TEST_CONTEXT(activation << " " << target << " step " << step) {
          BOOST_TEST(std::abs(found.loss - expected.loss) <= 1e-12 * (1 + std::abs(expected.loss)));
          BOOST_TEST(std::abs(found.gradient_norm - expected.gradient_norm) <=
                     1e-11 * (1 + expected.gradient_norm));
          BOOST_TEST(largest_difference(expanded(by_classes.overlaps(), classes.neurons, classes.patches),
                                        recurrence.overlaps()) < 1e-12);
          BOOST_TEST(largest_difference(expanded(by_classes.gram(), classes.neurons, classes.neurons),
                                        recurrence.gram()) < 1e-12);
        }
        recurrence.advance(), by_classes.advance();
      }
    }
}

/// theory: at n SNR^2 = 0.75, n / (sigma_xi^2 d) = 0.03, t = 0.2; from a start as small as Figure 2's.
BOOST_AUTO_TEST_CASE(training_of_equals_ends_on_the_symmetric_branch_at_every_width) {
  for (const auto& [m, eta] : {std::pair{20.0, "0.02"}, {320.0, "0.1"}, {5000.0, "0.2"}}) {
    Problem problem = testing::problem({});
    problem.settings = testing::settings({"network.width=" + std::to_string(static_cast<long>(m)),
                                          std::string("training.learning_rate=") + eta});
    ClassRecurrence training(problem,
                             {.neurons = Eigen::VectorXd::Constant(1, m), .patches = Eigen::Vector2d(1, 1)},
                             start_of_equals(0.75, 1000, 0.03));
    double largest = 0;
    for (long step = 0; step < 50'000; ++step) {
      const double gradient = training.evaluate().gradient_norm;
      largest = std::max(largest, gradient);
      if (gradient < 1e-6 * largest) break;
      training.advance();
    }
    const Matrix<double>& a = training.overlaps().blocks;
    const WideSetting<double> at{WideChart::weak, 0.375, 1 / std::sqrt(m), std::sqrt(0.03 * std::expm1(0.4))};
    const auto branch = find_wide_point(at);
    BOOST_REQUIRE(branch.has_value());
    BOOST_TEST(std::abs(a(0, 0) / a(0, 1) / theory::WideBranch<double>(at, *branch).ratio() - 1) < 1e-5, m);
  }
}

/// Beyond the branch's end: as many neurons as twice the directions off the patches, in antipodal pairs along D
/// orthogonal axes (a 3-design), come to no rest. Their norms grow, and the ratio tends to
///   v (1 + 6/D + 2/(tau D)) / (1 + 6/D + 2 v/(tau D)).
BOOST_AUTO_TEST_CASE(neurons_in_antipodal_pairs_grow_without_rest_at_a_ratio_of_their_own) {
  constexpr Index D = 8, m = 2 * D;
  constexpr double rho = 0.2, n_snr_squared = 0.75, v = n_snr_squared / 2, start = 0.1;
  const Problem problem =
      testing::problem({"data.samples=2", "network.width=16", "training.learning_rate=0.01"});
  InitialState<double> state{.A = Matrix<double>::Constant(m, 4, start),
                             .G = Matrix<double>::Constant(m, m, start * start * rho * (1 + 1 / v)),
                             .K = Eigen::Vector4d(n_snr_squared / rho, n_snr_squared / rho, 2 / rho, 2 / rho)
                                      .asDiagonal()
                                      .toDenseMatrix()};
  for (Index r = 0; r < m; ++r) state.G(r, r) += start, state.G(r, (r + D) % m) -= start;
  Recurrence<double> training(problem, state, learning_rate<double>(problem.settings));
  double norm = 0;
  for (long step = 0; step < 30'000; ++step) {
    training.evaluate();
    if (step == 3000) norm = training.gram()(0, 0);
    training.advance();
  }
  const double part = 1 + 6.0 / D, more = 2 / (rho * std::expm1(0.4) * D);
  const double law = v * (part + more) / (part + v * more),
               ratio = training.overlaps()(0, 0) / training.overlaps()(0, 2);
  BOOST_TEST(std::abs(ratio / law - 1) < 0.01, ratio << " " << law);
  BOOST_TEST(training.gram()(0, 0) > 1.1 * norm);
  BOOST_TEST(std::abs(training.gram()(0, 0) - training.gram()(m - 1, m - 1)) < 1e-9 * norm);
}

BOOST_AUTO_TEST_CASE(what_has_no_classes_is_refused) {
  const auto refused = [](const testing::Overrides& overrides, double neurons) {
    return refusal([&] {
      const Problem problem = testing::problem(overrides);
      ClassRecurrence(problem,
                      {.neurons = Eigen::VectorXd::Constant(1, neurons), .patches = Eigen::Vector2d(1, 1)},
                      start_of_equals(0.75, 1000, 0.03));
    });
  };
  BOOST_TEST(contains(refused({"network.activation=\"relu\""}, 3), "another model"));
  BOOST_TEST(contains(refused({"training.momentum=0.9"}, 3), "another model"));
  BOOST_TEST(contains(refused({}, 4), "read 4 neurons, allowed: 3"));
  const Problem problem = testing::problem({});
  auto start = start_of_equals(0.75, 1000, 0.03);
  start.G.extra = {};
  BOOST_TEST(contains(
      refusal([&] {
        ClassRecurrence(
            problem, {.neurons = Eigen::VectorXd::Constant(1, 3), .patches = Eigen::Vector2d(1, 1)}, start);
      }),
      "G by classes"));
}

BOOST_AUTO_TEST_SUITE_END()
