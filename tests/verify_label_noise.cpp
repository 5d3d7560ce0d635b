#include <boost/test/unit_test.hpp>
#include <cmath>

#include "numerics/training/label_factors.hpp"
#include "tests/published_runs.hpp"

BOOST_AUTO_TEST_SUITE(verify_label_noise)

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

using NeuronSigns = Eigen::ArrayXd;

/// n = 4, d = 256, |mu| = 1/2, sigma_p = 1, m = 193, sigma_0 = 1/16, p = 0.2: inside Assumption 3.1 of
/// arXiv:2510.17526 with constants 1 (eta = 1/256), but for n >= log d.
numerics::Problem smallest_of_the_domain(const char* learning_rate, const char* flips, std::uint64_t seed) {
  auto document =
      numerics::Document::from_text(verify::find_template("label-noise").text, "label-noise", ".");
  for (const std::string& assignment :
       {std::string("data.signal_norm=0.5"), std::string("data.dimension=256"), std::string("data.samples=4"),
        std::string("data.noise_std=1"), std::string("network.width=193"), std::string("init.std=0.0625"),
        "training.learning_rate=" + std::string(learning_rate), "training.label_flips=" + std::string(flips)})
    document.set(assignment);
  return numerics::make_problem(verify::vary(numerics::read_settings(std::move(document)), {}, seed));
}

/// Squared relu by hand: overlaps alone with mu and xi_1 .. xi_4, which close without the Gram matrix of the weights,
///   D_0 = -(j / (n m)) sum_i g_i 2 relu(y_i A_0),  D_i = -(j / (n m)) y_i g_i 2 relu(A_i),  A <- A - eta D K,
/// and what has been added to the weights of each patch.
struct OverlapsAlone {
  explicit OverlapsAlone(const numerics::Problem& problem)
      : x(problem.data.patches.rows() - 1, problem.data.dimension()),
        signs(numerics::second_layer_signs<double>(problem.settings).row(0).transpose()),
        eta(numerics::learning_rate<double>(problem.settings)),
        W(problem.weights) {
    x << problem.data.patches.row(0), problem.data.patches.bottomRows(x.rows() - 1);  // not -mu
    for (const int label : problem.data.labels) y.push_back(label);
    K = x * x.transpose();
    A = W * x.transpose();
    moved = numerics::Matrix<double>::Zero(A.rows(), A.cols());
  }
  double output(std::size_t i) const {
    const auto relu = [](const auto& z) { return NeuronSigns(z.array().max(0.0)); };
    const NeuronSigns by_signal = relu(Eigen::VectorXd(y[i] * A.col(0))),
                      by_noise = relu(Eigen::VectorXd(A.col(static_cast<numerics::Index>(i) + 1)));
    return (signs * (by_signal.square() + by_noise.square())).sum() / width();
  }
  void step(const std::vector<double>& factors) {
    const double rate = 2 / (static_cast<double>(y.size()) * width());
    numerics::Matrix<double> D = numerics::Matrix<double>::Zero(A.rows(), A.cols());
    for (std::size_t i = 0; i < y.size(); ++i) {
      const double g = factors[i] / (1 + std::exp(factors[i] * y[i] * output(i)));
      const auto k = static_cast<numerics::Index>(i) + 1;
      D.col(0).array() -= rate * g * signs * (y[i] * A.col(0).array()).max(0.0);
      D.col(k).array() -= rate * g * y[i] * signs * A.col(k).array().max(0.0);
    }
    moved -= eta * D;
    A -= eta * D * K;
  }
  double width() const { return static_cast<double>(A.rows()) / 2; }
  double mean_output() const {
    double sum = 0;
    for (std::size_t i = 0; i < y.size(); ++i) sum += y[i] * output(i) / static_cast<double>(y.size());
    return sum;
  }
  double loss() const {
    double sum = 0;
    for (std::size_t i = 0; i < y.size(); ++i) sum += std::log1p(std::exp(-y[i] * output(i)));
    return sum / static_cast<double>(y.size());
  }
  double signal() const { return (signs * A.col(0).array()).maxCoeff(); }
  double accuracy(const numerics::Problem& problem) const {
    const numerics::Matrix<double> now = W + moved * x;
    return 1 -
           numerics::TestError(problem)(now * problem.data.patches.transpose(), now * now.transpose()).error;
  }

  numerics::Matrix<double> x;
  NeuronSigns signs;
  double eta;
  numerics::Matrix<double> W, K, A, moved;
  std::vector<double> y;
};

void train_alone(OverlapsAlone& run, const numerics::Problem& problem, long from, long to) {
  const numerics::LabelFactors factors(problem.settings, std::ssize(problem.data.labels));
  for (long k = from; k < to; ++k) run.step(factors.of_step(k));
}

constexpr long claimed_steps = 1'030'000;  // the time of Theorem 3.3 with constants 1

}  // namespace

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

BOOST_AUTO_TEST_CASE(overlaps_alone_go_as_the_recurrence_does) {
  const numerics::Problem problem = smallest_of_the_domain("1.5", "0.2", 1);
  numerics::Recurrence<double> whole(problem, numerics::initial_state<double>(problem),
                                     numerics::learning_rate<double>(problem.settings));
  OverlapsAlone alone(problem);
  for (long k = 0; k < 20; ++k) whole.evaluate(), whole.advance();
  train_alone(alone, problem, 0, 20);
  BOOST_TEST(std::abs(whole.evaluate().loss - alone.loss()) < 1e-12);
  BOOST_TEST((whole.overlaps().rightCols(4) - alone.A.rightCols(4)).cwiseAbs().maxCoeff() < 1e-12);
  BOOST_TEST((whole.overlaps().col(0) - alone.A.col(0)).cwiseAbs().maxCoeff() < 1e-12);
}

// ours learns in a time longer by n m / (p (1 - p)) = 4,800; a twentieth of the claimed time settles the outputs
BOOST_AUTO_TEST_CASE(with_the_claimed_step_outputs_settle_and_the_signal_stays_as_it_started) {
  const numerics::Problem problem = smallest_of_the_domain("0.00390625", "0.2", 1);
  OverlapsAlone run(problem);
  const double start = run.signal();
  train_alone(run, problem, 0, claimed_steps / 20);
  BOOST_TEST(std::abs(run.mean_output() - std::log(4)) < 0.12, run.mean_output());
  BOOST_TEST((run.signal() / start > 1 && run.signal() / start < 1.005), run.signal() / start);
  BOOST_TEST(std::abs(run.accuracy(problem) - 0.5) < 0.04);
}

BOOST_AUTO_TEST_CASE(plain_descent_fits_the_noise_there_and_learns_nothing) {
  const numerics::Problem problem = smallest_of_the_domain("0.00390625", "0", 1);
  OverlapsAlone run(problem);
  for (long k = 0; k < claimed_steps / 20; ++k) run.step({1, 1, 1, 1});
  BOOST_TEST(run.loss() < 1e-3);
  BOOST_TEST(std::abs(run.accuracy(problem) - 0.5) < 0.04);
}

// c = 1, against (iii)
BOOST_AUTO_TEST_CASE(with_steps_of_c_1_label_noise_learns_the_signal_there) {
  const numerics::Problem problem = smallest_of_the_domain("1.5", "0.2", 1);
  OverlapsAlone run(problem);
  train_alone(run, problem, 0, 10'000);
  BOOST_TEST(run.accuracy(problem) > 0.7);  // elsewhere 0.78 to 1.00, by seed
  train_alone(run, problem, 10'000, 20'000);
  BOOST_TEST(run.accuracy(problem) > 0.99);
  BOOST_TEST((run.signal() > 3 && run.signal() < 7), run.signal());
}

BOOST_AUTO_TEST_SUITE_END()
