#include <boost/test/unit_test.hpp>

#include "tests/noise_expectation.hpp"
#include "tests/programs.hpp"
#include "theory/entrywise.hpp"
#include "theory/kernel.hpp"

BOOST_AUTO_TEST_SUITE(theory_entrywise)

using namespace featdyn;
using Values = numerics::Matrix<double>;
using testing::some_numbers;
namespace {

numerics::Evaluator<double> evaluated(const theory::MatrixProgram& program, const Values& A,
                                      const Values& G) {
  numerics::Evaluator<double> evaluator(program, {.neurons = A.rows(), .patches = A.cols(), .samples = 1},
                                        testing::symbol_values({}));
  if (evaluator.has_input("A")) evaluator.input("A") = A;
  if (evaluator.has_input("G")) evaluator.input("G") = G;
  evaluator.run();
  return evaluator;
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_member_of_the_family_is_its_polynomial_at_each_entry) {
  theory::MatrixProgram program;
  const theory::Inputs in = theory::make_inputs(program);
  // sigma = z^3 - z: phi = a^3 + 3 a v - a, 3 a^2 + 3 v - 1, 6 a, 6
  const theory::HermiteMatrices phi(theory::hermite_family(theory::activation({0, -1, 0, 1})), in.A,
                                    theory::diagonal(in.G));
  BOOST_REQUIRE(phi.size() == 4U);
  for (std::size_t k = 0; k < 4; ++k) program.output("phi" + std::to_string(k), *phi[k]);
  const Values A = some_numbers(3, 4, 0.7), G = some_numbers(3, 3, 1.2);
  const auto evaluator = evaluated(program, A, G);
  for (numerics::Index r = 0; r < 3; ++r) {
    BOOST_TEST(evaluator.output("phi3")(r) == 6);
    for (numerics::Index p = 0; p < 4; ++p) {
      const double a = A(r, p), v = G(r, r);
      BOOST_TEST(std::abs(evaluator.output("phi0")(r, p) - (a * a * a + 3 * a * v - a)) <= 1e-14);
      BOOST_TEST(std::abs(evaluator.output("phi1")(r, p) - (3 * a * a + 3 * v - 1)) <= 1e-14);
      BOOST_TEST(std::abs(evaluator.output("phi2")(r, p) - 6 * a) <= 1e-14);
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_free_of_the_overlap_is_a_column_and_zero_is_nothing) {
  theory::MatrixProgram program;
  const theory::Inputs in = theory::make_inputs(program);
  const std::vector<theory::Polynomial> phi{theory::Symbol::v_r, theory::Polynomial()};
  const theory::HermiteMatrices matrices(phi, in.A, theory::diagonal(in.G));
  BOOST_TEST((matrices[0]->shape().columns == theory::Extent::one));
  BOOST_TEST(!matrices[1]);
}

BOOST_AUTO_TEST_CASE(the_slopes_in_overlap_and_variance_are_the_next_members_of_the_family) {
  theory::MatrixProgram program;
  const theory::Inputs in = theory::make_inputs(program);
  const theory::HermiteMatrices phi(theory::hermite_family(theory::activation({0, 0, 0, 1})), in.A,
                                    theory::diagonal(in.G));
  const auto slopes = theory::differentiate(theory::sum(*phi[0]), {in.A, in.G});
  program.output("dA", slopes[0]);
  program.output("dG", slopes[1]);
  const Values A = some_numbers(2, 3, 0.7), G = some_numbers(2, 2, 1.2);
  const auto evaluator = evaluated(program, A, G);
  for (numerics::Index r = 0; r < 2; ++r) {
    BOOST_TEST(std::abs(evaluator.output("dG")(r, r) - 3 * A.row(r).sum()) <= 1e-14);  // phi_2 / 2 = 3 a
    BOOST_TEST(evaluator.output("dG")(r, 1 - r) == 0);
    for (numerics::Index p = 0; p < 3; ++p)
      BOOST_TEST(std::abs(evaluator.output("dA")(r, p) - 3 * (A(r, p) * A(r, p) + G(r, r))) <= 1e-14);
  }
}

BOOST_AUTO_TEST_CASE(powers_come_with_their_slopes) {
  theory::MatrixProgram program;
  const theory::Inputs in = theory::make_inputs(program);
  const auto powers = theory::entrywise_powers(in.A, 5);
  BOOST_REQUIRE(powers.size() == 5U);
  for (unsigned k = 1; k <= 5; ++k) {
    program.output("power" + std::to_string(k), powers[k - 1]);
    program.output("slope" + std::to_string(k), theory::differentiate(theory::sum(powers[k - 1]), {in.A})[0]);
  }
  const Values A = some_numbers(2, 3, 0.7);
  const auto evaluator = evaluated(program, A, Values::Zero(2, 2));
  for (int k = 1; k <= 5; ++k)
    for (numerics::Index i = 0; i < A.size(); ++i) {
      const double x = A.data()[i];
      BOOST_TEST(std::abs(evaluator.output("power" + std::to_string(k)).data()[i] - std::pow(x, k)) <= 1e-15);
      BOOST_TEST(std::abs(evaluator.output("slope" + std::to_string(k)).data()[i] - k * std::pow(x, k - 1)) <=
                 1e-14);
    }
}

BOOST_AUTO_TEST_SUITE_END()
