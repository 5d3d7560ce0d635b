#include <boost/test/unit_test.hpp>
#include <cmath>

#include "numerics/methods/recurrence.hpp"
#include "numerics/scalar/arb_number.hpp"
#include "numerics/training/stage_times.hpp"
#include "numerics/training/train.hpp"
#include "tests/problems.hpp"

BOOST_AUTO_TEST_SUITE(numerics_events)

namespace {

using namespace featdyn;
using numerics::BigReal, numerics::Matrix, numerics::StageLevels, numerics::StageTimes;
using Values = Matrix<double>;

/// Two neurons, one signal patch (column 0) and one noise patch.
const numerics::Selection two_columns{{{.patch = 0, .first_neuron = 0, .neurons = 2, .is_signal = true},
                                       {.patch = 1, .first_neuron = 0, .neurons = 2, .is_signal = false}}};

Values start() {
  return (Values(2, 2) << 3, -1, -4, 1).finished();
}

/// A(k) = A(0) + k (1, -1/4; -1, 1/4), G(k) = (1 + k/8) I, from step 0 to 40.
StageTimes<double> straight_lines(const StageLevels& levels = {}) {
  StageTimes<double> stages(two_columns, start(), Values::Identity(2, 2), levels);
  const Values slope = (Values(2, 2) << 1, -.25, -1, .25).finished();
  for (long k = 0; k <= 40; ++k)
    stages.visit(k, start() + static_cast<double>(k) * slope,
                 (1 + static_cast<double>(k) / 8) * Values::Identity(2, 2));
  return stages;
}

template <class R>
StageTimes<R> train(const numerics::Problem& problem) {
  const auto eta = numerics::learning_rate<R>(problem.settings);
  const auto state = numerics::initial_state<R>(problem);
  const auto selection = numerics::select_overlaps(problem);
  numerics::Recurrence<R> recurrence(problem, state, eta);
  StageTimes<R> stages(selection, state.A, state.G);
  const numerics::Observer<R> observer{.record = [](const auto&) {}, .visit = stages.visitor()};
  numerics::train(recurrence, selection, eta, numerics::RecordSteps(problem.settings.training), observer);
  return stages;
}

/// So wide that weights grow along the patches long before their norm does.
numerics::Problem wide(const std::string& norm) {
  return testing::problem({"data.dimension=4000", "data.samples=30", "data.signal_norm=" + norm,
                           "network.width=20", "init.std=0.001", "training.steps=700",
                           "training.learning_rate=0.001", "training.record_every=700"});
}

}  // namespace

/// The root mean square of (3, -4) is sqrt(25/2) = 3.54 and of (-1, 1) it is 1; growths are k and k/4.
BOOST_AUTO_TEST_CASE(stages_of_straight_lines_are_computable_by_hand) {
  const auto stages = straight_lines({.size = 10});
  BOOST_TEST(stages.first("t_signal").value() == 4);
  BOOST_TEST(stages.first("t_noise").value() == 4);
  BOOST_TEST(stages.first("signal_level").value() == 7);  // 3.5 + k
  BOOST_TEST(stages.first("noise_level").value() == 36);  // 1 + k/4
  BOOST_TEST(stages.first("weight_doubled").value() == 8);
  BOOST_TEST(!stages.first("ratio_settled").has_value());
}

/// (3.5 + k) / (1 + k/4) = 3.9 at k = 16, within 2.5 % of 4 from there on: 3.9 * 1 <= 3.9.
BOOST_AUTO_TEST_CASE(the_ratio_settles_near_its_limit_from_below_and_from_above) {
  const theory::Rational closeness(1, 40);
  BOOST_TEST(straight_lines({.ratio_limit = 4, .closeness = closeness}).first("ratio_settled").value() == 16);
  const auto above = straight_lines({.ratio_limit = theory::Rational(7, 2), .closeness = closeness});
  BOOST_TEST(above.first("ratio_settled").value() == 0);  // 3.5 at once
  BOOST_TEST(!straight_lines({.ratio_limit = 5}).first("ratio_settled").has_value());
}

BOOST_AUTO_TEST_CASE(a_level_that_is_never_reached_and_nan_give_no_stage) {
  BOOST_TEST(!straight_lines({.size = 1000}).first("signal_level").has_value());
  StageTimes<double> stages(two_columns, start(), Values::Identity(2, 2));
  stages.visit(1, Values::Constant(2, 2, std::nan("")), Values::Constant(2, 2, std::nan("")));
  for (const auto& stage : stages.stages()) BOOST_TEST(!stage.step.has_value(), stage.name);
}

BOOST_AUTO_TEST_CASE(without_noise_patches_there_are_no_stages_of_noise) {
  const numerics::Selection signal{{two_columns.columns[0]}};
  const StageTimes<double> stages(signal, start(), Values::Identity(2, 2), {.ratio_limit = 1});
  for (const auto& stage : stages.stages())
    BOOST_TEST((stage.name != "t_noise" && stage.name != "noise_level" && stage.name != "ratio_settled"));
  BOOST_TEST(stages.stages().size() == 3U);
}

/// Slopes 2 eta alpha beta / sqrt m sigma_0^2 d times |mu|^2 / 2 and |xi|^2 / n, so that growth beats the
/// initial size s after s sqrt m / (eta alpha beta sigma_0^2 d |mu|^2) and n times s sqrt m / (2 eta alpha
/// beta sigma_0^2 sigma_xi^2 d^2) steps; with the expected s these are T_mu and T_xi. Only steps 0 and 700
/// are recorded.
BOOST_AUTO_TEST_CASE(growth_times_of_the_denoiser_follow_their_laws) {
  for (const double norm : {5.0, 15.0}) {
    const auto problem = wide(std::to_string(norm));
    const auto stages = train<double>(problem);
    const auto state = numerics::initial_state<double>(problem);
    const numerics::StateMeans<double> means(numerics::select_overlaps(problem), state.A);
    const double alpha = std::exp(-.2), beta = std::sqrt(1 - alpha * alpha), d = 4000;
    const double unit = std::sqrt(20) / (.001 * alpha * beta * .001 * .001 * d);
    const double signal = unit * means.initial_size(true) / (norm * norm),
                 noise = 30 * unit * means.initial_size(false) / (2 * d);
    const auto t_signal = static_cast<double>(stages.first("t_signal").value()),
               t_noise = static_cast<double>(stages.first("t_noise").value());
    BOOST_TEST_MESSAGE("signal " << t_signal << " law " << signal << ", noise " << t_noise << " law "
                                 << noise);
    BOOST_TEST(std::abs(t_signal / signal - 1) < .1, norm);
    BOOST_TEST(std::abs(t_noise / noise - 1) < .1, norm);
    // The sizes that are expected of A(0), from 40 signal entries within their standard deviation of 11 %.
    BOOST_TEST(std::abs(means.initial_size(true) / (.001 * norm) - 1) < .25);
    BOOST_TEST(std::abs(means.initial_size(false) / (.001 * std::sqrt(d)) - 1) < .1);
  }
}

BOOST_AUTO_TEST_CASE(long_numbers_reach_the_stages_at_the_same_steps) {
  const numerics::PrecisionScope scope(numerics::bits_of_digits(40));
  for (const char* objective : {"diffusion", "classification"}) {
    const auto problem = testing::problem(
        {"training.steps=400", "training.learning_rate=0.1", std::string("network.objective=") + objective});
    const auto close = train<double>(problem);
    const auto exact = train<BigReal>(problem);
    for (const auto& stage : close.stages()) BOOST_TEST((close.first(stage.name) == exact.first(stage.name)));
    BOOST_TEST((close.first("t_signal") || close.first("t_noise")), objective);
  }
}

BOOST_AUTO_TEST_SUITE_END()
