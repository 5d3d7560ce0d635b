#include <boost/test/unit_test.hpp>
#include <limits>

#include "numerics/program/evaluator.inl"
#include "tests/programs.hpp"
#include "tests/refusal.hpp"

BOOST_AUTO_TEST_SUITE(numerics_evaluator)

using namespace featdyn;
using testing::some_numbers;

BOOST_AUTO_TEST_CASE(every_operation_has_the_value_of_its_literal_formula) {
  for (const auto& program : testing::scalar_programs())
    for (const auto& [m, N] : testing::small_sizes)
      BOOST_TEST_CONTEXT(program.name << ", m = " << m << ", N = " << N) {
        auto evaluator = testing::compiled(program, m, N);
        const auto A = some_numbers(m, N, 0.1), G = some_numbers(m, m, 0.5), c = some_numbers(1, N, 0.9);
        evaluator.input("A") = A;
        evaluator.input("G") = G;
        evaluator.input("c") = c;
        evaluator.run();
        const double value = program.value(A, G, c);
        BOOST_TEST(std::abs(evaluator.output("loss")(0, 0) - value) <= 1e-13 * (1 + std::abs(value)));
      }
}

BOOST_AUTO_TEST_CASE(a_second_run_sees_the_new_state) {
  auto evaluator = testing::compiled(testing::scalar_programs()[0], 2, 2);
  evaluator.input("A").setConstant(1);
  evaluator.run();
  BOOST_TEST(evaluator.output("loss")(0, 0) == 4);
  evaluator.input("A").setConstant(-2);
  evaluator.run();
  BOOST_TEST(evaluator.output("loss")(0, 0) == -8);
}

BOOST_AUTO_TEST_CASE(softplus_and_logistic_do_not_overflow) {
  BOOST_TEST(numerics::detail::softplus(800.0) == 800);
  BOOST_TEST(numerics::detail::softplus(-800.0) == 0);
  BOOST_TEST(numerics::detail::softplus(0.0) == std::log(2.0));
  BOOST_TEST(numerics::detail::logistic(800.0) == 0);
  BOOST_TEST(numerics::detail::logistic(-800.0) == 1);
  BOOST_TEST(numerics::detail::logistic(0.0) == 0.5);
}

/// G - (H + H^T) / 3 + H Q^T + A (Q A)^T, its own transpose for H = Q G + A A^T Q, Q = G o G; `reads_part`: the last
/// product is read a second time.
numerics::Evaluator<double> symmetric_step(bool marked, bool reads_part, numerics::Index m,
                                           numerics::Index N) {
  using namespace theory;
  MatrixProgram program;
  const Inputs in = make_inputs(program);
  if (marked) program.mark_symmetric(in.G);
  const theory::Matrix Q = hadamard(in.G, in.G), M = times_transposed(in.A, in.A);
  const theory::Matrix H = Q * in.G + M * Q, last = M * Q * M;
  theory::Matrix after = in.G - Polynomial(Rational(1, 3)) * (H + transpose(H)) + times_transposed(Q * M, Q) +
                         (Q + transpose(Q)) + last;
  if (marked) program.mark_symmetric(after);
  program.output("after", after);
  program.output("turned", transpose(after));
  if (reads_part) program.output("part", last);
  return {program, {.neurons = m, .patches = N, .samples = 2}, numerics::SymbolValues<double>{}};
}

BOOST_AUTO_TEST_CASE(half_of_a_symmetric_sum_of_products_gives_the_whole) {
  for (const auto& [m, N] : std::vector<std::pair<numerics::Index, numerics::Index>>{
           {1, 1}, {2, 3}, {7, 5}, {20, 32}, {33, 9}, {80, 17}, {130, 40}})
    for (const bool reads_part : {false, true}) {
      const numerics::Matrix<double> half = some_numbers(m, m, 0.5), A = some_numbers(m, N, 0.1);
      const auto run = [&](bool marked) {
        auto evaluator = symmetric_step(marked, reads_part, m, N);
        evaluator.input("G") = half + half.transpose();
        evaluator.input("A") = A;
        evaluator.run();
        return evaluator;
      };
      const auto plain = run(false), marked = run(true);
      const numerics::Matrix<double>& after = marked.output("after");
      // three products in a row, each entry a sum of m terms: three times m roundings at most
      const double allowed = 3 * static_cast<double>(m) * std::numeric_limits<double>::epsilon();
      const auto apart = [&](const char* name) {
        return (marked.output(name) - plain.output(name)).norm() / plain.output(name).norm();
      };
      BOOST_TEST(apart("after") <= allowed, "m = " << m << ", N = " << N << ": " << apart("after"));
      BOOST_TEST((after == after.transpose() && marked.output("turned") == after));
      if (reads_part) BOOST_TEST(apart("part") <= allowed);
    }
}

BOOST_AUTO_TEST_CASE(names_that_a_program_does_not_have_are_refused) {
  auto evaluator = testing::compiled(testing::scalar_programs()[0], 2, 2);
  BOOST_TEST(testing::refusal([&] { evaluator.input("B"); }) == "Evaluator::input: no input named B");
  BOOST_TEST(testing::refusal([&] { (void)evaluator.output("B"); }) ==
             "Evaluator::output: no output named B");
  BOOST_TEST(!evaluator.has_output("B"));
  BOOST_TEST(evaluator.has_output("dA"));
}

BOOST_AUTO_TEST_SUITE_END()
