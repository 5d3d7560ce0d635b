#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

#include "tests/programs.hpp"
#include "theory/differentiate.hpp"

BOOST_AUTO_TEST_SUITE(theory_differentiate)

using namespace featdyn;
using Values = numerics::Matrix<double>;
using testing::some_numbers;

namespace {

/// d loss / d x by central differences: h^2 and eps / h both below 1e-10 for h = eps^(1/3).
Values difference_quotients(const std::function<double()>& loss, Values& x) {
  const double h = std::cbrt(std::numeric_limits<double>::epsilon());
  Values result(x.rows(), x.cols());
  for (numerics::Index i = 0; i < x.size(); ++i) {
    const double there = x.data()[i];
    x.data()[i] = there + h;
    const double ahead = loss();
    x.data()[i] = there - h;
    result.data()[i] = (ahead - loss()) / (2 * h);
    x.data()[i] = there;
  }
  return result;
}

/// The error allowed: third derivatives of these programs at entries below 1 are below 100.
constexpr double tolerance = 1e-8;

void check_gradient(const testing::ScalarProgram& program, numerics::Index m, numerics::Index N) {
  auto evaluator = testing::compiled(program, m, N);
  Values A = some_numbers(m, N, 0.1), G = some_numbers(m, m, 0.5), c = some_numbers(1, N, 0.9);
  evaluator.input("A") = A;
  evaluator.input("G") = G;
  evaluator.input("c") = c;
  evaluator.run();
  const auto loss = [&] { return program.value(A, G, c); };
  const Values dA = difference_quotients(loss, A), dG = difference_quotients(loss, G);
  BOOST_TEST((evaluator.output("dA") - dA).norm() <= tolerance);
  BOOST_TEST((evaluator.output("dG") - dG).norm() <= tolerance);
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_gradient_of_every_operation_is_its_difference_quotient) {
  for (const auto& program : testing::scalar_programs())
    for (const auto& [m, N] : testing::small_sizes)
      BOOST_TEST_CONTEXT(program.name << ", m = " << m << ", N = " << N) {
        check_gradient(program, m, N);
      }
}

BOOST_AUTO_TEST_CASE(a_variable_that_the_loss_does_not_see_has_gradient_zero) {
  auto evaluator = testing::compiled(testing::scalar_programs()[0], 3, 4);
  evaluator.run();
  BOOST_TEST(evaluator.output("dG").isZero(0));
  BOOST_TEST(evaluator.output("dG").rows() == 3);
}

BOOST_AUTO_TEST_SUITE_END()
