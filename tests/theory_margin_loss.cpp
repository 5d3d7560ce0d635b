#include <boost/test/unit_test.hpp>

#include "tests/noise_expectation.hpp"
#include "tests/programs.hpp"
#include "tests/refusal.hpp"
#include "theory/margin_loss.hpp"

BOOST_AUTO_TEST_SUITE(theory_margin_loss)

using namespace featdyn;
using theory::MarginLoss, theory::MarginLossChoice, theory::Rational;
using Values = numerics::Matrix<double>;
namespace {

struct LossAndSlope {
  Values value, slope;
};

LossAndSlope at(const MarginLossChoice& choice, const Values& margins) {
  theory::MatrixProgram program;
  const theory::Inputs in = theory::make_inputs(program);
  const theory::Matrix loss = theory::margin_loss(choice, in.A);
  program.output("value", loss);
  program.output("slope", theory::differentiate(theory::sum(loss), {in.A})[0]);
  numerics::Evaluator<double> evaluator(program,
                                        {.neurons = margins.rows(), .patches = margins.cols(), .samples = 1},
                                        testing::symbol_values({}));
  evaluator.input("A") = margins;
  evaluator.run();
  return {evaluator.output("value"), evaluator.output("slope")};
}

/// As the contract writes them.
double literal(const MarginLossChoice& choice, double z) {
  const auto s = static_cast<double>(choice.sharpness), p = static_cast<double>(choice.smoothing);
  const auto plain = [&](double x) {
    switch (choice.kind) {
      case MarginLoss::logistic:
        return std::log(1 + std::exp(-x));
      case MarginLoss::exponential:
        return std::exp(-x);
      case MarginLoss::square:
        return (1 - x) * (1 - x) / 2;
      default:
        return std::log(1 + std::exp(s * (1 - x))) / s;
    }
  };
  return (1 - p) * plain(z) + p * plain(-z);
}

const std::vector<MarginLossChoice> choices{{.kind = MarginLoss::logistic},
                                            {.kind = MarginLoss::exponential},
                                            {.kind = MarginLoss::square},
                                            {.kind = MarginLoss::smooth_hinge, .sharpness = 4},
                                            {.kind = MarginLoss::logistic, .smoothing = Rational(1, 10)},
                                            {.kind = MarginLoss::square, .smoothing = Rational(3, 10)},
                                            {.kind = MarginLoss::smooth_hinge, .smoothing = Rational(1, 4)}};

}  // namespace

BOOST_AUTO_TEST_CASE(losses_and_slopes_are_the_formulas_at_every_margin) {
  Values margins(1, 5);
  margins << -2.5, -0.3, 0, 0.9, 3.1;
  constexpr double h =
      1e-6;  // the quotient's error is below h^2 times a third derivative of 100, and 1e-16 / h
  for (const MarginLossChoice& choice : choices) {
    const LossAndSlope found = at(choice, margins);
    for (numerics::Index i = 0; i < margins.size(); ++i) {
      const double z = margins(i);
      BOOST_TEST(std::abs(found.value(i) - literal(choice, z)) <= 1e-14 * (1 + std::abs(literal(choice, z))));
      BOOST_TEST(std::abs(found.slope(i) - (literal(choice, z + h) - literal(choice, z - h)) / (2 * h)) <=
                 1e-8);
    }
  }
}

BOOST_AUTO_TEST_CASE(no_margin_overflows) {
  Values margins(1, 2);
  margins << -800, 800;
  for (const MarginLoss kind : {MarginLoss::logistic, MarginLoss::smooth_hinge}) {
    const LossAndSlope found = at({.kind = kind}, margins);
    BOOST_TEST(found.value.allFinite());
    BOOST_TEST(found.slope(0) == -1);
    BOOST_TEST(found.slope(1) == 0);
  }
}

BOOST_AUTO_TEST_CASE(the_formulas_for_calculators_name_slopes_and_both_signs) {
  const auto square = theory::formulas({.kind = MarginLoss::square, .smoothing = Rational(1, 4)});
  BOOST_TEST(square.value == "(3/4)*((1 - z)^2/2) + (1/4)*((1 - (-z))^2/2)");
  BOOST_TEST(square.slope == "(3/4)*(z - 1) - (1/4)*((-z) - 1)");
  const auto own = theory::formulas({.kind = MarginLoss::named, .function = {"own", "z^3", "z^3"}});
  BOOST_TEST(!own.slope.empty());
}

BOOST_AUTO_TEST_CASE(the_cross_entropy_is_no_loss_of_one_margin) {
  BOOST_TEST(testing::refusal([] {
               theory::MatrixProgram program;
               theory::margin_loss({.kind = MarginLoss::cross_entropy}, theory::make_inputs(program).A);
             }) == "margin_loss: no loss of a margin");
}

BOOST_AUTO_TEST_SUITE_END()
