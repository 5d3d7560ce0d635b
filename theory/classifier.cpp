#include "theory/classifier.hpp"

#include "theory/entrywise.hpp"

namespace featdyn::theory {

Labels make_labels(MatrixProgram& program, bool trained, bool batches) {
  constexpr Shape neurons{.rows = Extent::one, .columns = Extent::neurons};
  constexpr Shape samples{.rows = Extent::one, .columns = Extent::samples};
  return {.y = program.constant("y", samples),
          .incidence = program.constant("incidence", {.rows = Extent::samples, .columns = Extent::patches}),
          .second_layer = trained ? program.state("a", neurons) : program.constant("signs", neurons),
          .shares = batches ? std::optional(program.state("shares", samples)) : std::nullopt};
}

namespace {

/// sigma(A_rp), neurons x patches.
Matrix activity(const Inputs& in, const Activation& sigma) {
  if (!sigma.is_polynomial()) return function(sigma.function, 0, in.A);
  // Without noise sigma^(k)(a) is phi_k(a, 0).
  const Polynomial of_a = sigma.polynomial.substitute(Symbol::z, Symbol::a_r);
  std::vector<Polynomial> derivatives{of_a};
  for (unsigned k = 1; k <= of_a.degree(Symbol::a_r); ++k)
    derivatives.push_back(derivatives.back().derivative(Symbol::a_r));
  const HermiteMatrices sigma_of(derivatives, in.A, Polynomial() * diagonal(in.G));
  // A constant sigma is a column: the same for every patch.
  const Matrix everywhere = in.A.program->ones(in.A.shape());
  const bool is_column = sigma_of[0]->shape().columns == Extent::one;
  return is_column ? hadamard(everywhere, *sigma_of[0]) : *sigma_of[0];
}

}  // namespace

Matrix classifier_loss(const Inputs& in, const Labels& labels, const Activation& sigma,
                       const MarginLossChoice& loss) {
  const Polynomial one_over_m = Polynomial(Symbol::root).pow(2);
  const Matrix outputs_per_patch = one_over_m * (labels.second_layer * activity(in, sigma));
  const Matrix f = times_transposed(outputs_per_patch, labels.incidence);
  const Matrix paid = margin_loss(loss, hadamard(labels.y, f));
  return labels.shares ? sum(hadamard(*labels.shares, paid)) : Polynomial(Symbol::inverse_n) * sum(paid);
}

}  // namespace featdyn::theory
