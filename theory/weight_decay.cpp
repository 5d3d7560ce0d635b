#include "theory/weight_decay.hpp"

namespace featdyn::theory {

Matrix decay_penalty(Matrix gram) {
  return Polynomial(Rational(1, 2)) * Symbol::decay * sum(diagonal(gram));
}

Matrix decay_penalty(const LinearMapInputs& in) {
  const Polynomial half_lambda = Polynomial(Rational(1, 2)) * Symbol::decay;
  const Matrix penalty = half_lambda * in.square;
  return in.bias ? penalty + half_lambda * in.bias->square : penalty;
}

}  // namespace featdyn::theory
