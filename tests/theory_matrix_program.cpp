#include <boost/test/unit_test.hpp>

#include "theory/matrix_program.hpp"

BOOST_AUTO_TEST_SUITE(theory_matrix_program)

using namespace featdyn::theory;

namespace {
constexpr Shape wide{.rows = Extent::neurons, .columns = Extent::patches};
constexpr Shape square{.rows = Extent::neurons, .columns = Extent::neurons};

const Instruction& instruction(const Matrix& x) {
  return x.program->instructions()[static_cast<std::size_t>(x.node)];
}
}  // namespace

BOOST_AUTO_TEST_CASE(shapes_follow_from_the_operands) {
  MatrixProgram program;
  const Matrix A = program.state("A", wide), G = program.state("G", square);
  BOOST_TEST(((G * A).shape() == wide));
  BOOST_TEST((times_transposed(A, A).shape() == square));
  BOOST_TEST((transposed_times(A, A).shape() == Shape{.rows = Extent::patches, .columns = Extent::patches}));
  BOOST_TEST((diagonal(G).shape() == Shape{.rows = Extent::neurons, .columns = Extent::one}));
  BOOST_TEST((on_diagonal(diagonal(G)).shape() == square));
  BOOST_TEST((transpose(A).shape() == Shape{.rows = Extent::patches, .columns = Extent::neurons}));
  BOOST_TEST((hadamard(A, diagonal(G)).shape() == wide));
  BOOST_TEST((sum(A).shape() == Shape{.rows = Extent::one, .columns = Extent::one}));
}

BOOST_AUTO_TEST_CASE(a_sum_of_sums_is_one_combination_of_their_terms) {
  MatrixProgram program;
  const Matrix A = program.state("A", wide), B = program.state("B", wide);
  const Matrix total = Polynomial(2) * (A - B) + Polynomial(Symbol::alpha) * A;
  BOOST_TEST((instruction(total).operands == std::vector<int>{A.node, B.node, A.node}));
  BOOST_TEST((instruction(total).coefficients ==
              std::vector<Polynomial>{Polynomial(2), Polynomial(-2), Polynomial(Symbol::alpha)}));
}

BOOST_AUTO_TEST_CASE(terms_with_coefficient_zero_are_left_out) {
  MatrixProgram program;
  const Matrix A = program.state("A", wide);
  BOOST_TEST(instruction(Polynomial() * A).operands.empty());
  BOOST_TEST(instruction(Polynomial() * A + A).operands.size() == 1U);
}

BOOST_AUTO_TEST_CASE(only_what_the_outputs_need_is_marked_needed) {
  MatrixProgram program;
  const Matrix A = program.state("A", wide), unused = hadamard(A, A), used = sum(A);
  program.output("total", used);
  const auto needed = program.needed();
  BOOST_TEST(needed[static_cast<std::size_t>(used.node)]);
  BOOST_TEST(needed[static_cast<std::size_t>(A.node)]);
  BOOST_TEST(!needed[static_cast<std::size_t>(unused.node)]);
}

BOOST_AUTO_TEST_CASE(ones_of_one_shape_are_one_input) {
  MatrixProgram program;
  BOOST_TEST(program.ones(wide).node == program.ones(wide).node);
  BOOST_TEST(program.ones(wide).node != program.ones(square).node);
}

BOOST_AUTO_TEST_CASE(what_depends_on_a_state_varies) {
  MatrixProgram program;
  const Matrix A = program.state("A", wide), K = program.constant("K", wide);
  BOOST_TEST(!instruction(hadamard(K, K)).varies);
  BOOST_TEST(instruction(hadamard(K, A)).varies);
}

BOOST_AUTO_TEST_SUITE_END()
