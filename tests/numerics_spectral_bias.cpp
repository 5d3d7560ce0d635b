#include <fmt/format.h>

#include <boost/test/unit_test.hpp>

#include "numerics/flow/flow.hpp"
#include "numerics/methods/matrix_network.hpp"
#include "numerics/methods/network.hpp"
#include "numerics/methods/on_scales.hpp"
#include "numerics/methods/recurrence.hpp"
#include "numerics/spectrum/linear_denoiser.hpp"
#include "numerics/spectrum/mode_columns.hpp"
#include "numerics/training/stage_times.hpp"
#include "tests/spectra.hpp"
#include "tests/spectral_training.hpp"

BOOST_AUTO_TEST_SUITE(numerics_spectral_bias)

using namespace featdyn;
using namespace featdyn::numerics;
using boost::test_tools::tolerance;
using namespace featdyn::testing;
using Values = Matrix<double>;

namespace {

const Overrides six_modes{"data.spectrum=[10, 3, 1, 0.3, 0.1, 0.03]", "network.width=6",
                          "init.modes=[0.3, 0.1, 0.05, 0.02, 0.02, 0.02]"};

Overrides with(Overrides overrides, const std::string& more) {
  overrides.push_back(more);
  return overrides;
}

/// w of two modes after eta t = 2.
std::pair<double, double> second_and_third(const std::string& rate, long steps) {
  const Values D = after_steps(spectral_problem(with(six_modes, "training.learning_rate=" + rate)), steps);
  return {D(1, 1), D(2, 2)};
}

/// |mu|, eta and steps of the two-patch data of Figure 2 in the linear denoiser at alpha = beta = 1.
Problem two_patch(const std::string& norm, const std::string& width, const std::string& rate) {
  std::string text = testing::spectral_settings;
  const auto network = text.find("[network]");
  text.replace(0, network,
               "[data]\nmodel = \"two-patch\"\ndimension = 1000\nsamples = 30\nsignal_norm = " + norm + "\n");
  text.replace(text.find("modes = 0.1"), 11, "std = 0.001");
  return make_problem(
      testing::settings_of(text, {"network.width=" + width, "training.learning_rate=" + rate}));
}

/// Mean of m^(-1/2) sum_r <w_r, x_p>^2/|x_p|^2 over the signals, and over the noise patches.
std::pair<double, double> signal_and_noise(const Problem& problem, const Values& A) {
  std::pair<double, double> sums{0, 0};
  std::pair<int, int> counts{0, 0};
  for (Index p = 0; p < A.cols(); ++p) {
    const double weight = A.col(p).squaredNorm() / problem.data.patches.row(p).squaredNorm() /
                          std::sqrt(static_cast<double>(A.rows()));
    const bool is_signal = problem.data.info[static_cast<std::size_t>(p)].is_signal;
    (is_signal ? sums.first : sums.second) += weight;
    ++(is_signal ? counts.first : counts.second);
  }
  return {sums.first / counts.first, sums.second / counts.second};
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_aligned_start_is_aligned) {
  const Problem problem = spectral_problem(six_modes);
  const Values D = after_steps(problem, 0);
  const std::vector<double> Q{0.3, 0.1, 0.05, 0.02, 0.02, 0.02};
  for (Index a = 0; a < 6; ++a) BOOST_TEST(D(a, a) == Q[static_cast<std::size_t>(a)], tolerance(1e-14));
  BOOST_TEST(alignment<double>(D) == 1, tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(steps_err_in_proportion_to_the_learning_rate_as_the_sheet_says) {
  const std::vector<std::pair<std::string, std::pair<double, double>>> wanted{
      {"0.02", {0.749810, 0.372575}}, {"0.01", {0.749772, 0.372378}}, {"0.005", {0.749751, 0.372280}}};
  long steps = 100;
  std::vector<double> errors;
  for (const auto& [rate, want] : wanted) {
    const auto [second, third] = second_and_third(rate, steps);
    BOOST_TEST(std::abs(second - want.first) < 1e-6);
    BOOST_TEST(std::abs(third - want.second) < 1e-6);
    const LinearDenoiser law{.layers = Layers::two, .start = 0.05};
    errors.push_back(third - law.weight(1, 1, 2 / (2 * std::sqrt(6.0))));
    steps *= 2;
  }
  BOOST_TEST(errors[0] / errors[1] == 2.0, tolerance(0.02));
  BOOST_TEST(errors[1] / errors[2] == 2.0, tolerance(0.01));
}

BOOST_AUTO_TEST_CASE(the_flow_is_the_logistic_law) {
  const Problem problem = spectral_problem();
  for (const long steps : {1L, 50L, 1000L, 20'000L}) {
    const Values D = after_flow(problem, steps);
    const LinearDenoiser law{.layers = Layers::two, .start = 0.1};
    const auto lambda = modes_of<double>(problem).lambda;
    for (Index a = 0; a < 8; ++a) BOOST_TEST_CONTEXT("mode " << a + 1 << " at step " << steps)
    BOOST_TEST(D(a, a) == law.weight(lambda[static_cast<std::size_t>(a)], 1, paper_time(problem, steps)),
               tolerance(1e-10));
    BOOST_TEST(alignment<double>(D) == 1, tolerance(1e-12));
  }
}

BOOST_AUTO_TEST_CASE(the_network_in_space_takes_the_same_steps) {
  const Problem problem = spectral_problem({"data.dimension=11", "data.centred=true"});
  Network<double> network(problem, learning_rate<double>(problem.settings));
  const Values D = after(network, problem, 100), same = after_steps(problem, 100);
  BOOST_TEST((D - same).cwiseAbs().maxCoeff() < 1e-14);
}

BOOST_AUTO_TEST_CASE(noise_targets_give_all_modes_one_rate) {
  const double alpha = 0.8, beta = 0.6;
  const Problem problem = spectral_problem({"diffusion={alpha=0.8, beta=0.6, target=\"noise\"}"});
  const auto lambda = modes_of<double>(problem).lambda;
  for (const long steps : {20L, 200L}) {
    const Values D = after_flow(problem, steps);
    for (Index a = 0; a < 8; ++a) {
      const double end = beta / (alpha * alpha * lambda[static_cast<std::size_t>(a)] + beta * beta);
      const double E = std::exp(-8 * beta * paper_time(problem, steps));
      BOOST_TEST(D(a, a) == end * 0.1 / ((end - 0.1) * E + 0.1), tolerance(1e-10));
    }
  }
}

BOOST_AUTO_TEST_CASE(modes_pass_the_harmonic_mean_at_log_2_over_8_lambda) {
  const Problem problem = spectral_problem({"training.steps=20000", "training.record_every=20000"});
  Flow<double> flow(problem, initial_state<double>(problem), 0.02, exact);
  flow.evaluate();
  BOOST_TEST((flow.advance_to(20'000) == Integration::reached));
  int seen = 0;
  for (const auto& stage : flow.stages())
    for (std::size_t a = 0; a < 4; ++a) {
      const double lambda = std::vector<double>{10, 3, 1, 0.3}[a], end = lambda / (lambda + 1);
      const double paper = stage.step.value_or(0) * 0.02 / (2 * std::sqrt(8.0));
      if (stage.name == "mode_" + std::to_string(a + 1) + "_harmonic") {
        BOOST_TEST(paper == std::log(2) / (8 * lambda), tolerance(1e-9));
        ++seen;
      }
      if (stage.name == "mode_" + std::to_string(a + 1) + "_half") {
        BOOST_TEST(paper == std::log(end / 0.1 - 1) / (8 * lambda), tolerance(1e-9));
        ++seen;
      }
      if (stage.name == "mode_" + std::to_string(a + 1) + "_geometric") {
        BOOST_TEST(paper == std::log1p(std::sqrt(end / 0.1)) / (8 * lambda), tolerance(1e-9));
        ++seen;
      }
    }
  BOOST_TEST(seen == 12);
}

BOOST_AUTO_TEST_CASE(the_steps_see_the_passages_too) {
  const Problem problem = spectral_problem({"training.learning_rate=0.005"});
  Recurrence<double> recurrence(problem, initial_state<double>(problem), 0.005);
  auto stages = stage_times<double>(problem);
  for (long k = 0; k < 400; ++k) {
    recurrence.evaluate();
    stages.visit(k, recurrence.overlaps(), recurrence.gram());
    recurrence.advance();
  }
  const double step = std::log(2) / 80 * 2 * std::sqrt(8.0) / 0.005;
  BOOST_TEST(std::abs(static_cast<double>(stages.first("mode_1_harmonic").value()) - step) <= 2);
}

BOOST_AUTO_TEST_CASE(null_directions_are_forgotten_algebraically) {
  Problem problem = spectral_problem({"data.dimension=9"});
  problem.weights.row(7).setZero();
  problem.weights(7, 8) = std::pow(8.0, 0.25) * std::sqrt(0.2);  // Q = 0.2 off the data
  Flow<double> flow(problem, initial_state<double>(problem), 0.02, exact);
  flow.evaluate();
  for (const long steps : {100L, 4000L}) {
    BOOST_TEST((flow.advance_to(steps) == Integration::reached));
    flow.evaluate();
    BOOST_TEST(flow.gram()(7, 7) / std::sqrt(8.0) == 0.2 / (1 + 8 * paper_time(problem, steps) * 0.2),
               tolerance(1e-10));
  }
}

BOOST_AUTO_TEST_CASE(below_full_width_only_the_largest_modes_are_learned) {
  const auto ends = [](const Problem& problem, long steps) {
    Recurrence<double> recurrence(problem, initial_state<double>(problem),
                                  learning_rate<double>(problem.settings));
    for (long k = 0; k < steps; ++k) {
      recurrence.evaluate();
      recurrence.advance();
    }
    recurrence.evaluate();
    return signal_and_noise(problem, recurrence.overlaps());
  };
  const auto [lost, noise] = ends(two_patch("5", "20", "0.005"), 2000);
  BOOST_TEST(lost < 1e-12);
  BOOST_TEST(noise == 0.686, tolerance(0.1));
  const auto [kept, rest] = ends(two_patch("15", "20", "0.002"), 2000);
  BOOST_TEST(kept == 112.5 / 114.5, tolerance(1e-4));
  BOOST_TEST(rest == 0.628, tolerance(0.1));
}

BOOST_AUTO_TEST_CASE(signal_and_noise_modes_change_places_where_n_snr_squared_is_two) {
  const auto eigenvalues = [](const std::string& norm) {
    const Problem problem = two_patch(norm, "4", "0.005");
    return modes_of<double>(problem).lambda;
  };
  const auto at_two = eigenvalues("8.16496580927726");  // n SNR^2 = 2: lambda_mu = 100/3
  double noise = 0;
  int signals = 0;
  for (const double lambda : at_two) {
    const bool is_signal = std::abs(lambda - 100.0 / 3) < 1e-6;
    signals += is_signal ? 1 : 0;
    noise += is_signal ? 0 : lambda;
  }
  BOOST_TEST(signals == 2);
  BOOST_TEST(noise / 30 == 100.0 / 3, tolerance(0.02));
  BOOST_TEST(std::abs(eigenvalues("5").back() - 12.5) < 1e-9);     // last below
  BOOST_TEST(std::abs(eigenvalues("15").front() - 112.5) < 1e-9);  // first above
}

BOOST_AUTO_TEST_CASE(two_layers_are_stable_near_their_end_below_the_sheets_rate) {
  const double limit = std::sqrt(8.0) / (2 * 10);  // sqrt m/(2 alpha lambda_max)
  const auto distance = [&](double part, long steps) {
    const Problem problem =
        spectral_problem({fmt::format("training.learning_rate={}", part * limit),
                          "init.modes=[0.9, 0.75, 0.5, 0.23, 0.09, 0.029, 0.0099, 0.001]"});
    return std::abs(after_steps(problem, steps)(0, 0) - 10.0 / 11);
  };
  BOOST_TEST(distance(0.98, 1000) < 1e-6);
  BOOST_TEST(distance(1.02, 1000) > 1e-2);
}

BOOST_AUTO_TEST_CASE(a_small_random_start_comes_when_the_aligned_law_says) {
  struct Row {
    const char *norm, *width, *rate;
    double within;
  };
  for (const Row& row :
       {Row{"5", "200", "0.005", 0.06}, Row{"5", "64", "0.005", 0.1}, Row{"15", "64", "0.002", 0.1}}) {
    const Problem problem = two_patch(row.norm, row.width, row.rate);
    const double eta = learning_rate<double>(problem.settings),
                 m = static_cast<double>(problem.settings.width);
    const double lambda = std::pow(std::strtod(row.norm, nullptr), 2) / 2, end = lambda / (lambda + 2);
    Recurrence<double> recurrence(problem, initial_state<double>(problem), eta);
    recurrence.evaluate();
    const double Q = signal_and_noise(problem, recurrence.overlaps()).first;
    long half = 0;
    while (half < 1000 && signal_and_noise(problem, recurrence.overlaps()).first < end / 2) {
      recurrence.advance();
      recurrence.evaluate();
      ++half;
    }
    const double law = std::sqrt(m) * std::log(end / Q - 1) / (4 * eta * lambda);
    BOOST_TEST_CONTEXT("|mu| = " << row.norm << ", m = " << row.width << ", law " << law) {
      BOOST_TEST(static_cast<double>(half) == law, tolerance(row.within));
    }
  }
}

BOOST_AUTO_TEST_CASE(another_activation_is_seen_when_its_modes_double) {
  const Problem problem = spectral_problem({"network.activation=[0, 0, 1]"});
  std::vector<std::string> names;
  for (const auto& event : mode_events<double>(problem, initial_state<double>(problem).A))
    names.push_back(event.name);
  BOOST_TEST(names.size() == 8U);
  BOOST_TEST(names.front() == "mode_1_doubled");
}

BOOST_AUTO_TEST_CASE(one_network_for_each_scale_generates_the_variance_of_the_law) {
  std::string text = testing::spectral_settings;
  text.replace(text.find("alpha = 1\nbeta = 1\n"), 19, "betas = { from = 0.05, to = 5, panels = 2 }\n");
  const Problem problem =
      make_problem(testing::settings_of(text, {"data.spectrum=[3, 0.5]", "network.width=2"}));
  BOOST_TEST(problem.settings.diffusion.scales.betas.size() == 30U);
  OnScales<Flow<double>> flows(problem, [](const Problem& at) {
    return std::make_unique<Flow<double>>(at, initial_state<double>(at), 0.02, exact);
  });
  const ModeColumns<double> columns(problem);
  flows.evaluate();
  for (const long steps : {40L, 100L}) {
    BOOST_TEST((flows.advance_to(steps) == Integration::reached));
    flows.evaluate();
    const auto values = columns.values(flows.overlaps());
    const LinearDenoiser law{.layers = Layers::two, .start = 0.1, .least_scale = 0.05, .largest_scale = 5};
    const double tau = paper_time(problem, steps);
    BOOST_TEST(values.size() == 3U);
    BOOST_TEST(values[0] == law.generated(3, tau), tolerance(1e-9));
    BOOST_TEST(values[1] == law.generated(0.5, tau), tolerance(1e-9));
    BOOST_TEST(values[2] < 1e-3);
  }
}

BOOST_AUTO_TEST_SUITE_END()
