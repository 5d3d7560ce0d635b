#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <random>

#include "numerics/points/wide_branch.hpp"
#include "numerics/scalar/enclosures.hpp"
#include "tests/symmetric_loss.hpp"

BOOST_AUTO_TEST_SUITE(numerics_wide_branch)

using namespace featdyn;
using namespace featdyn::numerics;
using theory::Rational;

namespace {

using Exact = Differentiated<Rational, 3>;
using Model = testing::SymmetricModel<Rational>;
Exact constant(const Rational& value) {
  Exact result;
  result.value = value;
  return result;
}

/// The point (X_1, X_2, Y) in that model's units: loss by (X_1, X_2, Y), divided by its unit. beta = g^3 / sqrt m.
Exact scaled_loss(const Rational& g, Model model, const WideTriple<Rational>& x) {
  model.beta = g * g * g / model.root_m;
  const Rational a_0 = 1 / (model.root_rho * g * g);
  const Rational h_0 = a_0 * a_0 * model.alpha * model.root_m * model.root_rho / model.beta;
  const Rational unit = theory::pow(model.root_m * model.root_rho * a_0 * model.beta * model.beta * h_0, 2);
  const Exact value =
      testing::symmetric_loss(model, constant(a_0) * Exact(x.signal, 0), constant(a_0) * Exact(x.noise, 1),
                              constant(h_0) * Exact(x.size, 2));
  return value / constant(unit);
}

WideSetting<double> setting_at(double n_snr_squared, double m, double tau) {
  const bool strong = n_snr_squared > 2;
  const double v = n_snr_squared / 2;
  return {strong ? WideChart::strong : WideChart::weak, strong ? 1 / v : v, 1 / std::sqrt(m), std::sqrt(tau)};
}
double ratio_at(double n_snr_squared, double m, double tau) {
  const auto setting = setting_at(n_snr_squared, m, tau);
  const auto found = find_wide_point(setting);
  BOOST_REQUIRE(found.has_value());
  return theory::WideBranch<double>(setting, *found).ratio();
}

const double figure_2_tau = 0.03 * std::expm1(0.4);  // n / (sigma_xi^2 d) = 0.03, t = 0.2

template <class R>
WideSetting<R> box_about(const WideSetting<double>& at, double part) {
  const auto around = [&](double x) { return hull(R(x * (1 - part)), R(x * (1 + part))); };
  return {at.chart, around(at.strength), around(at.epsilon), around(at.root_tau)};
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_equations_are_those_of_the_loss_of_the_symmetric_branch_exactly) {
  std::mt19937 random(7);
  std::uniform_int_distribution<int> digit(1, 9);
  const auto draw = [&] { return Rational(digit(random), digit(random)); };
  for (int repetition = 0; repetition < 20; ++repetition) {
    const Rational g = draw(), f = draw(), v = f * f;
    const Model model{.alpha = draw(), .beta = 0, .root_m = 1 + draw(), .root_rho = draw(), .v = v};
    const WideTriple<Rational> x{draw(), draw(), draw()};
    const Exact L = scaled_loss(g, model, x);
    const Rational beta = g * g * g / model.root_m, root_tau = model.root_rho * beta / model.alpha;
    const Rational epsilon = 1 / model.root_m, e = epsilon / root_tau;
    const Rational third = x.signal * L.by[0] + x.noise * L.by[1] - x.size * L.by[2];
    for (const bool strong : {false, true}) {
      const theory::WideParameters<Rational> p{.chart = strong ? WideChart::strong : WideChart::weak,
                                               .strength = strong ? 1 / v : v,
                                               .epsilon = epsilon,
                                               .root_tau = root_tau};
      const theory::WideBranch<Rational> branch(p, {strong ? x.signal : x.signal / v, x.noise, x.size});
      BOOST_TEST(branch.residual().signal == L.by[0] / 2);
      BOOST_TEST(branch.residual().noise == L.by[1] / 2);
      BOOST_TEST(3 * e * branch.residual().size == third);
      BOOST_TEST(branch.ratio() == x.signal / x.noise);
      BOOST_TEST(branch.relative() == x.signal / (v * x.noise));
    }
    const theory::WideParameters<Rational> p{
        .chart = WideChart::crossover, .strength = f * e, .epsilon = epsilon, .root_tau = root_tau};
    const theory::WideBranch<Rational> branch(p, {x.signal / f, f * x.noise, x.size / f});
    BOOST_TEST(theory::signal_strength(p) == v);
    BOOST_TEST(branch.residual().signal == L.by[0] / (2 * f));
    BOOST_TEST(branch.residual().noise == L.by[1] / (2 * f));
    BOOST_TEST(3 * p.strength * branch.residual().size == third / v);
    BOOST_TEST(branch.relative() == x.signal / (v * x.noise));
  }
}

// theory: at n SNR^2 = 0.75, n / (sigma_xi^2 d) = 0.03, t = 0.2
BOOST_AUTO_TEST_CASE(the_branch_has_the_known_ratios_at_every_width_and_tends_to_half_of_n_snr_squared) {
  for (const auto& [m, ratio] :
       {std::pair{20.0, 0.7791}, {200.0, 0.5792}, {2e3, 0.4460}, {2e4, 0.3969}, {2e5, 0.3818}})
    BOOST_TEST(std::abs(ratio_at(0.75, m, figure_2_tau) - ratio) < 6e-5);
  BOOST_TEST(std::abs(ratio_at(0.75, 1e14, figure_2_tau) - 0.375) < 1e-6);
  for (const double m : {2.0, 20.0, 1e6}) BOOST_TEST(std::abs(ratio_at(2, m, figure_2_tau) - 1) < 1e-12);
}

/// theory: a strong signal's ratio saturates with few neurons, and grows as (n SNR^2)^(2/3) with many.
BOOST_AUTO_TEST_CASE(beyond_the_crossover_the_ratio_saturates_or_grows_with_the_power_two_thirds) {
  BOOST_TEST(std::abs(ratio_at(1e10, 20, figure_2_tau) / ratio_at(1e5, 20, figure_2_tau) - 1) < 1e-3);
  const double power = std::log10(ratio_at(2e11, 2e5, figure_2_tau) / ratio_at(2e10, 2e5, figure_2_tau));
  BOOST_TEST(std::abs(power - 2.0 / 3) < 2e-3);
}

BOOST_AUTO_TEST_CASE(its_deviation_has_the_derived_law_at_infinite_width) {
  for (const double v : {0.01, 0.5, 3.0, 40.0}) {
    const double law = (1 - v) * std::sqrt(2 * (1 + v) / (1 + v * v)) / std::sqrt(figure_2_tau), m = 1e13;
    const double deviation = (ratio_at(2 * v, m, figure_2_tau) / v - 1) * std::sqrt(m);
    BOOST_TEST(std::abs(deviation / law - 1) < 1e-3);
  }
}

/// With z (z - 1)^2 = n SNR^2 / (m tau) the ratio tends to n SNR^2 / 2 times (z^2 + 1) / (2 z^3 - z^2 + 1).
BOOST_AUTO_TEST_CASE(a_signal_as_strong_as_the_width_has_the_derived_law_of_the_crossover) {
  for (const double z : {1.02, 1.3, 1.6777, 3.0, 20.0})
    for (const double tau : {1e-3, figure_2_tau, 1.0}) {
      const double law = (z * z + 1) / (2 * z * z * z - z * z + 1), m = 1e9;
      const double n_snr_squared = m * tau * z * (z - 1) * (z - 1);
      BOOST_TEST_CONTEXT("z " << z << " tau " << tau) {
        BOOST_TEST(std::abs(ratio_at(n_snr_squared, m, tau) / (n_snr_squared / 2 * law) - 1) < 1e-4);
        const WideSetting<double> crossing{WideChart::crossover, std::sqrt(z / 2) * (z - 1), 1 / std::sqrt(m),
                                           std::sqrt(tau)};
        const auto found = find_wide_point(crossing);
        BOOST_REQUIRE(found.has_value());
        const double relative = theory::WideBranch<double>(crossing, *found).relative();
        BOOST_TEST(std::abs(relative * n_snr_squared / 2 / ratio_at(n_snr_squared, m, tau) - 1) < 1e-8);
      }
    }
}

BOOST_AUTO_TEST_CASE(a_crossover_with_infinite_width_and_signal_is_enclosed) {
  const PrecisionScope scope(80);
  for (const double z : {1.1, 1.6777, 5.0}) {
    const WideSetting<Ball> setting{WideChart::crossover, Ball(std::sqrt(z / 2) * (z - 1)),
                                    hull(Ball(0), Ball(0.001)), sqrt(Ball(figure_2_tau))};
    const auto box = find_trial_box(setting);
    BOOST_REQUIRE(box.has_value());
    const auto found = enclose_wide_branch(setting, *box);
    BOOST_REQUIRE(found.has_value());
    const double law = (z * z + 1) / (2 * z * z * z - z * z + 1);
    BOOST_TEST((found->relative > Ball(law * 0.98) && found->relative < Ball(law * 1.02)));
    BOOST_TEST((!is_bounded(found->ratio) && !is_bounded(found->deviation)));
  }
}

BOOST_AUTO_TEST_CASE(an_enclosure_over_a_box_holds_the_branch_at_its_points_in_both_arithmetics) {
  const PrecisionScope scope(80);
  std::mt19937 random(3);
  std::uniform_real_distribution<double> inside(-1, 1);
  for (const double s : {0.1, 0.75, 1.99, 2.01, 30.0, 1000.0})
    for (const double m : {4.0, 20.0, 500.0, 1e7}) {
      constexpr double part = 0.002;
      const auto at = setting_at(s, m, figure_2_tau);
      const auto balls = box_about<Ball>(at, part);
      const auto box = find_trial_box(balls);
      BOOST_TEST_CONTEXT("s " << s << " m " << m) {
        BOOST_REQUIRE(box.has_value());
        const auto found = enclose_wide_branch(balls, *box);
        const auto again = enclose_wide_branch(box_about<Interval>(at, part), *box);
        BOOST_REQUIRE((found && again));
        const Bounds of_balls = bounds(found->ratio), of_intervals = bounds(again->ratio);
        const auto deviations = bounds(found->deviation);
        for (int point = 0; point < 5; ++point) {
          WideSetting<double> there = at;
          for (double* x : {&there.strength, &there.epsilon, &there.root_tau})
            *x *= 1 + 0.999 * part * inside(random);
          const auto x = find_wide_point(there);
          const double v = theory::signal_strength(there);
          const double ratio = theory::WideBranch<double>(there, *x).ratio();
          BOOST_TEST((of_balls.lower < Rational(ratio) && Rational(ratio) < of_balls.upper));
          BOOST_TEST((of_intervals.lower < Rational(ratio) && Rational(ratio) < of_intervals.upper));
          if (m > 1e5) continue;  // the deviation is a difference, divided by epsilon
          const Rational deviation((ratio / v - 1) / there.epsilon);
          BOOST_TEST((deviations.lower < deviation && deviation < deviations.upper));
        }
        BOOST_TEST(static_cast<double>(of_balls.upper - of_balls.lower) <
                   0.05 * static_cast<double>(of_balls.upper));
      }
    }
}

BOOST_AUTO_TEST_CASE(a_box_that_holds_infinite_width_is_enclosed) {
  const PrecisionScope scope(80);
  const WideSetting<Ball> setting{WideChart::weak, Ball(0.375), hull(Ball(0), Ball(0.001)),
                                  sqrt(Ball(figure_2_tau))};
  const auto box = find_trial_box(setting);
  BOOST_REQUIRE(box.has_value());
  const auto found = enclose_wide_branch(setting, *box);
  BOOST_REQUIRE(found.has_value());
  BOOST_TEST((found->ratio > Ball(0.36) && found->ratio < Ball(0.39)));
}

/// Nothing is proved of a box beside the branch, of one too narrow, of one that is no number, nor over a box of
/// settings that is too large.
BOOST_AUTO_TEST_CASE(what_does_not_hold_is_not_proved) {
  const PrecisionScope scope(80);
  const auto at = setting_at(0.75, 20, figure_2_tau);
  const auto balls = box_about<Ball>(at, 0.002);
  const auto intervals = box_about<Interval>(at, 0.002);
  const TrialBox good = find_trial_box(balls).value();
  const auto proves = [&](const TrialBox& box) {
    const bool by_balls = enclose_wide_branch(balls, box).has_value();
    BOOST_TEST(by_balls == enclose_wide_branch(intervals, box).has_value());
    return by_balls;
  };
  BOOST_TEST(proves(good));
  for (std::size_t i = 0; i < 3; ++i) {
    TrialBox bad = good;
    bad.centre[i] *= 1.2;
    BOOST_TEST(!proves(bad));
    bad = good, bad.radius[i] *= 1e-3;
    BOOST_TEST(!proves(bad));
    bad = good, bad.radius[i] = 0;
    BOOST_TEST(!proves(bad));
    bad = good, bad.radius[i] = -bad.radius[i];
    BOOST_TEST(!proves(bad));
    bad = good, bad.radius[i] *= 100;
    BOOST_TEST(!proves(bad));
    for (const double none : {std::nan(""), std::numeric_limits<double>::infinity()}) {
      bad = good, bad.radius[i] = none;
      BOOST_TEST(!proves(bad));
      bad = good, bad.centre[i] = none;
      BOOST_TEST(!proves(bad));
    }
  }
  BOOST_TEST(!find_trial_box(box_about<Ball>(at, 0.5)).has_value());
  BOOST_TEST(!find_trial_box({WideChart::weak, Ball(0.375), Ball(1), Ball(0.1)}).has_value());  // one neuron
}

BOOST_AUTO_TEST_SUITE_END()
