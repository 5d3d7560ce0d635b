#include "theory/accumulate.hpp"
#include "theory/descent.hpp"

namespace featdyn::theory {
/// grad R_b = sum_e C_be R_e.
Matrix Descent::vector_gradient(Rows block) const {
  std::optional<Matrix> gradient;
  for (const auto& [pair, coefficient] : coefficients_)
    if (pair.first == block) accumulate(gradient, coefficient * at_.vectors.at(pair.second));
  return *gradient;
}

void Descent::append_vector_step(MatrixProgram& program) {
  std::map<Rows, Matrix> after = at_.vectors;
  std::optional<Matrix> square;
  for (const Rows block : at_.trained) {
    const Matrix gradient = vector_gradient(block);
    accumulate(square, sum(hadamard(gradient, gradient)));
    const Matrix direction =
        at_.has_momentum ? gradient + Polynomial(Symbol::momentum) * at_.vectors.at(momentum_of(block))
                         : gradient;
    after.at(block) = stepped(at_.vectors.at(block), direction);
    program.output(letter(block), after.at(block));
    program.output(std::string("gradient.") + letter(block), gradient);
    if (at_.has_momentum) program.output(letter(momentum_of(block)), direction);
  }
  for (const auto& [name, left, right, value] : at_.products)
    if (is_trained(left)) {
      const Matrix moved = times_transposed(after.at(left), after.at(right));
      program.output(name, left == right ? program.mark_symmetric(moved) : moved);
    }
  append_numbers(program);
  for (const Matrix slope : number_gradients_) accumulate(square, sum(hadamard(slope, slope)));
  program.output("gradient_square", *square);
  append_coefficients(program);
}

void Descent::append_vector_flow(MatrixProgram& program) {
  for (const Rows block : at_.trained)
    program.output(std::string("d") + letter(block), Polynomial(-1) * vector_gradient(block));
  for (std::size_t i = 0; i < at_.numbers.size(); ++i)
    program.output("d" + at_.numbers[i].name, Polynomial(-1) * number_gradients_[i]);
}

}  // namespace featdyn::theory
