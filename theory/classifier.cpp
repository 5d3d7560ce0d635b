#include "theory/classifier.hpp"

#include "theory/entrywise.hpp"

namespace featdyn::theory {

namespace {

constexpr Shape neurons{.rows = Extent::one, .columns = Extent::neurons};
constexpr Shape samples{.rows = Extent::one, .columns = Extent::samples};
constexpr Shape samples_by_patches{.rows = Extent::samples, .columns = Extent::patches};

std::optional<Matrix> shares(MatrixProgram& program, bool batches) {
  return batches ? std::optional(program.state("shares", samples)) : std::nullopt;
}

Matrix mean_over_samples(Matrix paid, const std::optional<Matrix>& shares) {
  return shares ? sum(hadamard(*shares, paid)) : Polynomial(Symbol::inverse_n) * sum(paid);
}

/// A constant sigma is a column: the same for every patch.
Matrix at_every_patch(const Inputs& in, Matrix activity) {
  const bool is_column = activity.shape().columns == Extent::one;
  return is_column ? hadamard(in.A.program->ones(in.A.shape()), activity) : activity;
}

/// sigma(A_rp), neurons x patches.
Matrix activity(const Inputs& in, const Activation& sigma) {
  if (!sigma.is_polynomial()) return function(sigma.function, 0, in.A);
  // Without noise sigma^(k)(a) is phi_k(a, 0).
  const Polynomial of_a = sigma.polynomial.substitute(Symbol::z, Symbol::a_r);
  std::vector<Polynomial> derivatives{of_a};
  for (unsigned k = 1; k <= of_a.degree(Symbol::a_r); ++k)
    derivatives.push_back(derivatives.back().derivative(Symbol::a_r));
  const HermiteMatrices sigma_of(derivatives, in.A, Polynomial() * diagonal(in.G));
  return at_every_patch(in, *sigma_of[0]);
}

/// (1/m) sum_r weights_r sum_{p in i} activity_rp, 1 x samples.
Matrix output(Matrix weights, Matrix activity, Matrix incidence) {
  return times_transposed(Polynomial(Symbol::root).pow(2) * (weights * activity), incidence);
}

}  // namespace

Labels make_labels(MatrixProgram& program, bool trained, bool batches, bool factors) {
  return {.y = factors ? program.state("y", samples) : program.constant("y", samples),
          .incidence = program.constant("incidence", samples_by_patches),
          .second_layer = trained ? program.state("a", neurons) : program.constant("signs", neurons),
          .shares = shares(program, batches)};
}

Matrix classifier_loss(const Inputs& in, const Labels& labels, const Activation& sigma,
                       const MarginLossChoice& loss) {
  const Matrix f = output(labels.second_layer, activity(in, sigma), labels.incidence);
  return mean_over_samples(margin_loss(loss, hadamard(labels.y, f)), labels.shares);
}

Matrix noised_square_loss(const Inputs& in, const Labels& labels, const Activation& sigma) {
  const Noised sigma_of(sigma, in);
  const Matrix a = labels.second_layer;
  const Matrix mean = output(a, at_every_patch(in, *sigma_of.phi()[0]), labels.incidence);
  const Matrix paid = margin_loss({.kind = MarginLoss::square}, hadamard(labels.y, mean));
  // how often a patch occurs, times the weight of its samples
  const Matrix c = labels.shares ? *labels.shares * labels.incidence : in.c;
  const Polynomial factor = Polynomial(Rational(1, 2)) * Polynomial(Symbol::root).pow(4);
  return mean_over_samples(paid, labels.shares) + sigma_of.covariance_sum(factor, transposed_times(a, a), c);
}

ClassLabels make_class_labels(MatrixProgram& program, int classes, bool batches) {
  ClassLabels labels{.incidence = program.constant("incidence", samples_by_patches),
                     .neurons = {},
                     .samples = {},
                     .shares = shares(program, batches)};
  for (int c = 0; c < classes; ++c) {
    labels.neurons.push_back(program.constant("neurons of " + std::to_string(c), neurons));
    labels.samples.push_back(program.constant("samples of " + std::to_string(c), samples));
  }
  return labels;
}

Matrix cross_entropy(const Inputs& in, const ClassLabels& labels, const Activation& sigma) {
  const Matrix active = activity(in, sigma);
  std::optional<Matrix> logarithm, own;
  for (std::size_t c = 0; c < labels.neurons.size(); ++c) {
    const Matrix f = output(labels.neurons[c], active, labels.incidence);
    const Matrix where = hadamard(labels.samples[c], f);
    own = own ? *own + where : where;
    logarithm = logarithm ? *logarithm + softplus(f - *logarithm) : f;
  }
  return mean_over_samples(*logarithm - *own, labels.shares);
}

}  // namespace featdyn::theory
