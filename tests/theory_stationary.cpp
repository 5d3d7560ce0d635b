#include <boost/test/unit_test.hpp>

#include "tests/noise_expectation.hpp"
#include "tests/programs.hpp"
#include "theory/stationary.hpp"

BOOST_AUTO_TEST_SUITE(theory_stationary)

using namespace featdyn;
using theory::Symmetry;
using Values = numerics::Matrix<double>;
using testing::some_numbers;
namespace {

constexpr numerics::Index N = 3, d = 9;
constexpr double zeta = 0.37;

theory::Assumptions assumptions() {
  return {.objective = theory::Objective::diffusion,
          .activation = {0, 1, 1},
          .target = theory::Target::noise,
          .decay = true};
}

numerics::SymbolValues<double> symbols(numerics::Index m) {
  return testing::symbol_values({.decay = 0.2, .neurons = static_cast<double>(m)});
}

/// Patches in the first N coordinates of R^d.
Values patches() {
  Values X = Values::Zero(N, d);
  X.leftCols(N) = some_numbers(N, N, 2.2);
  return X;
}
const Values c = some_numbers(1, N, 0.4).cwiseAbs();

/// m neurons w_r = u X + z_r with z_r off the span of the patches: a regular simplex of squared radius zeta, or equal.
Values symmetric_weights(Symmetry symmetry, numerics::Index m, const Values& u) {
  Values W = Values::Ones(m, 1) * (u * patches());
  if (symmetry == Symmetry::equal || m == 1) {
    W.col(N).array() += std::sqrt(zeta);
    return W;
  }
  const Values corners = Values::Identity(m, m) - Values::Constant(m, m, 1 / double(m));
  W.middleCols(N, m) += corners * std::sqrt(zeta / (1 - 1 / double(m)));
  return W;
}

double full_loss(const Values& W) {
  theory::MatrixProgram program;
  const theory::Inputs in = theory::make_inputs(program);
  program.output("loss", theory::denoiser_objective(in, theory::tied(in), assumptions()));
  numerics::Evaluator<double> evaluator(program, {.neurons = W.rows(), .patches = N, .samples = 1},
                                        symbols(W.rows()));
  evaluator.input("A") = W * patches().transpose();
  evaluator.input("G") = W * W.transpose();
  evaluator.input("c") = c;
  evaluator.run();
  return evaluator.output("loss")(0);
}

struct Symmetric {
  numerics::Evaluator<double> evaluator;
  Symmetric(Symmetry symmetry, numerics::Index m) : evaluator(make(symmetry, m)) {}
  static numerics::Evaluator<double> make(Symmetry symmetry, numerics::Index m) {
    theory::MatrixProgram program;
    theory::append_symmetric_loss(program, assumptions(), symmetry, m);
    numerics::Evaluator<double> evaluator(program, {.neurons = 2, .patches = N, .samples = 1}, symbols(m));
    evaluator.input("K") = patches() * patches().transpose();
    evaluator.input("c") = c;
    evaluator.input("v_u") = some_numbers(1, N, 5.5);
    evaluator.input("v_zeta")(0) = 0.6;
    return evaluator;
  }
  void at(const Values& u, double off_span) {
    evaluator.input("u") = u;
    evaluator.input("zeta")(0) = off_span;
    evaluator.run();
  }
  double loss() const { return evaluator.output("loss")(0); }
};

}  // namespace

BOOST_AUTO_TEST_CASE(neurons_of_a_simplex_share_what_adds_up_to_nothing) {
  BOOST_TEST((theory::shared_part(Symmetry::simplex, 5) == theory::Rational(-1, 4)));
  BOOST_TEST((theory::shared_part(Symmetry::equal, 5) == theory::Rational(1)));
  BOOST_TEST((theory::shared_part(Symmetry::simplex, 1) == theory::Rational(1)));
}

BOOST_AUTO_TEST_CASE(the_symmetric_loss_is_the_full_loss_of_such_weights) {
  const Values u = some_numbers(1, N, 0.7);
  for (const Symmetry symmetry : {Symmetry::simplex, Symmetry::equal})
    for (const numerics::Index m : {1, 2, 3, 6}) {
      Symmetric symmetric(symmetry, m);
      symmetric.at(u, zeta);
      const double expected = full_loss(symmetric_weights(symmetry, m, u));
      BOOST_TEST(std::abs(symmetric.loss() - expected) <= 1e-13 * (1 + std::abs(expected)), "m = " << m);
      BOOST_TEST((symmetric.evaluator.output("a") - u * patches() * patches().transpose()).norm() <= 1e-14);
    }
}

/// d f / d step at 0 of a polynomial f: the quotient of fourth order leaves h^4 / 30 of its fifth derivative.
Values slope_of(const std::function<Values(double)>& f) {
  constexpr double h = 1e-3;
  return (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h);
}
bool close(const Values& x, const Values& y) {
  return (x - y).norm() <= 1e-9 * (1 + y.norm());
}

BOOST_AUTO_TEST_CASE(gradient_and_hessian_of_the_symmetric_loss_are_its_slopes) {
  const Values u = some_numbers(1, N, 0.7), v = some_numbers(1, N, 5.5);
  constexpr double v_zeta = 0.6;
  Symmetric symmetric(Symmetry::simplex, 4);
  const auto along = [&](const char* name) {
    return [&, name](double step) {
      symmetric.at(u + step * v, zeta + step * v_zeta);
      return Values(symmetric.evaluator.output(name));
    };
  };
  const double slope = along("du")(0).cwiseProduct(v).sum() + along("dzeta")(0)(0) * v_zeta;
  BOOST_TEST(close(slope_of(along("loss")), Values::Constant(1, 1, slope)));
  BOOST_TEST(close(slope_of(along("du")), along("Hu")(0)));
  BOOST_TEST(close(slope_of(along("dzeta")), along("Hzeta")(0)));
}

BOOST_AUTO_TEST_CASE(the_loss_in_coordinates_of_the_span_is_the_full_loss_with_its_derivatives) {
  constexpr numerics::Index m = 2, span = 5;
  theory::MatrixProgram program;
  theory::append_span_loss(program, assumptions());
  numerics::Evaluator<double> evaluator(program, {.neurons = m, .patches = N, .samples = 1, .span = span},
                                        symbols(m));
  evaluator.input("B") = patches().leftCols(span);
  evaluator.input("c") = c;
  const Values T = some_numbers(m, span, 0.2), V = some_numbers(m, span, 3.3);
  evaluator.input("V") = V;
  const auto along = [&](const char* name) {
    return [&, name](double step) {
      evaluator.input("T") = T + step * V;
      evaluator.run();
      return Values(evaluator.output(name));
    };
  };
  Values W = Values::Zero(m, d);
  W.leftCols(span) = T;
  BOOST_TEST(close(along("loss")(0), Values::Constant(1, 1, full_loss(W))));
  const double slope = along("dT")(0).cwiseProduct(V).sum();
  BOOST_TEST(close(slope_of(along("loss")), Values::Constant(1, 1, slope)));
  BOOST_TEST(close(slope_of(along("dT")), along("HV")(0)));
}

BOOST_AUTO_TEST_SUITE_END()
