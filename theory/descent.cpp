#include "theory/descent.hpp"

#include "theory/differentiate.hpp"

namespace featdyn::theory {

Gradient denoiser_gradient(Matrix loss, const Inputs& in) {
  const auto partials = differentiate(loss, {in.A, in.G});
  return {.Q = partials[1] + transpose(partials[1]), .P = partials[0]};
}

Gradient classifier_gradient(Matrix loss, const Inputs& in) {
  return {.Q = std::nullopt, .P = differentiate(loss, {in.A})[0]};
}

GradientProducts products(const Gradient& grad, const Inputs& in) {
  const Matrix PK = grad.P * in.K, PA = times_transposed(grad.P, in.A);
  if (!grad.Q) return {.U = PK, .H = PA};
  return {.U = *grad.Q * in.A + PK, .H = *grad.Q * in.G + PA};
}

void append_step(MatrixProgram& program, const Gradient& grad, const Inputs& in) {
  const auto [U, H] = products(grad, in);
  const Matrix PU = times_transposed(grad.P, U);
  const Matrix g = grad.Q ? times_transposed(*grad.Q, H) + PU : PU;
  const Polynomial eta = Symbol::eta;
  const Matrix P_square = sum(hadamard(grad.P, U));
  program.output("A", in.A - eta * U);
  program.output("G", in.G - eta * (H + transpose(H)) + eta.pow(2) * g);
  program.output("gradient_square", grad.Q ? P_square + sum(hadamard(*grad.Q, H)) : P_square);
  program.output("P", grad.P);
  if (grad.Q) program.output("Q", *grad.Q);
}

void append_flow(MatrixProgram& program, const Gradient& grad, const Inputs& in) {
  const auto [U, H] = products(grad, in);
  program.output("dA", Polynomial(-1) * U);
  program.output("dG", Polynomial(-1) * (H + transpose(H)));
}

}  // namespace featdyn::theory
