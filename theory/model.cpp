#include "theory/model.hpp"

#include "theory/classifier.hpp"
#include "theory/descent.hpp"
#include "theory/kernel.hpp"

namespace featdyn::theory {
namespace {

constexpr Shape scalar{.rows = Extent::one, .columns = Extent::one};
constexpr Shape square{.rows = Extent::neurons, .columns = Extent::neurons};
constexpr Shape wide{.rows = Extent::neurons, .columns = Extent::patches};

Inputs make_training_inputs(MatrixProgram& program, const Assumptions& assumptions) {
  const bool draws = assumptions.batches && assumptions.objective == Objective::diffusion;
  constexpr Shape row{.rows = Extent::one, .columns = Extent::patches};
  return {.A = program.state("A", wide),
          .G = program.state("G", square),
          .K = program.constant("K", {.rows = Extent::patches, .columns = Extent::patches}),
          .c = draws ? program.state("c", row) : program.constant("c", row)};
}

SecondLayerProducts make_second_layer(MatrixProgram& program, const Inputs& in, SecondLayer kind) {
  if (kind == SecondLayer::tied) return tied(in);
  const bool moves = kind == SecondLayer::trained;
  return {.B = program.state("B", square),
          .C = moves ? program.state("C", wide) : program.constant("C", wide),
          .D = moves ? program.state("D", square) : program.constant("D", square)};
}

/// (lambda/2) |R|^2 of rows with these inner products.
Matrix penalty(Matrix gram) {
  return Polynomial(Rational(1, 2)) * Symbol::decay * sum(diagonal(gram));
}

/// The inner products of momenta, 0 at the start, with all blocks and with each other.
void add_momenta(MatrixProgram& program, Coordinates& at, const std::vector<Rows>& blocks) {
  at.has_momentum = true;
  std::vector<Rows> others = blocks;
  for (const Rows trained : at.trained) {
    const Rows momentum = momentum_of(trained);
    others.push_back(momentum);
    for (const Rows other : others) {
      const std::string name = std::string(letter(momentum)) + letter(other);
      at.products.push_back({.name = name,
                             .left = momentum,
                             .right = other,
                             .value = program.state(name, other == Rows::X ? wide : square)});
    }
  }
  for (Numbers& numbers : at.numbers)
    numbers.momentum = program.state(numbers.name + "'", numbers.value.shape());
}

void add_update_rule(MatrixProgram& program, Coordinates& at, const Assumptions& assumptions,
                     const std::vector<Rows>& blocks) {
  if (assumptions.momentum) add_momenta(program, at, blocks);
  if (assumptions.rate_varies) at.rate = program.state("rate", scalar);
}

Coordinates first_layer(const Inputs& in) {
  return {.trained = {Rows::W},
          .products = {{.name = "A", .left = Rows::W, .right = Rows::X, .value = in.A},
                       {.name = "G", .left = Rows::W, .right = Rows::W, .value = in.G},
                       {.name = "K", .left = Rows::X, .right = Rows::X, .value = in.K}}};
}

Descent denoiser(MatrixProgram& program, const Assumptions& assumptions) {
  const Inputs in = make_training_inputs(program, assumptions);
  const SecondLayer kind = assumptions.second_layer;
  const SecondLayerProducts second = make_second_layer(program, in, kind);
  Coordinates at = first_layer(in);
  std::vector<Rows> blocks{Rows::W, Rows::X};
  if (kind != SecondLayer::tied) {
    blocks.push_back(Rows::V);
    at.products.insert(at.products.end(),
                       {{.name = "B", .left = Rows::W, .right = Rows::V, .value = second.B},
                        {.name = "C", .left = Rows::V, .right = Rows::X, .value = second.C},
                        {.name = "D", .left = Rows::V, .right = Rows::V, .value = second.D}});
  }
  if (kind == SecondLayer::trained) at.trained.push_back(Rows::V);
  add_update_rule(program, at, assumptions, blocks);
  const Matrix loss = denoiser_objective(in, second, assumptions);
  program.output("loss", loss);
  return {loss, at};
}

Descent classifier(MatrixProgram& program, const Assumptions& assumptions) {
  const Inputs in = make_training_inputs(program, assumptions);
  const bool trained = assumptions.second_layer == SecondLayer::trained;
  const Labels labels = make_labels(program, trained, assumptions.batches);
  Coordinates at = first_layer(in);
  if (trained) at.numbers.push_back({.name = "a", .value = labels.second_layer});
  add_update_rule(program, at, assumptions, {Rows::W, Rows::X});
  Matrix loss = classifier_loss(in, labels, activation_of(assumptions), assumptions.loss);
  if (assumptions.decay) loss = loss + penalty(in.G);
  if (assumptions.decay && trained)
    loss = loss + Polynomial(Rational(1, 2)) * Symbol::decay *
                      sum(hadamard(labels.second_layer, labels.second_layer));
  program.output("loss", loss);
  return {loss, at};
}

Descent make_descent(MatrixProgram& program, const Assumptions& assumptions) {
  return assumptions.objective == Objective::classification ? classifier(program, assumptions)
                                                            : denoiser(program, assumptions);
}

}  // namespace

Activation activation_of(const Assumptions& assumptions) {
  return assumptions.function.name.empty() ? Activation(activation(assumptions.activation))
                                           : Activation(assumptions.function.name);
}

Matrix denoiser_objective(const Inputs& in, const SecondLayerProducts& second,
                          const Assumptions& assumptions) {
  MatrixProgram& program = *in.A.program;
  const Activation sigma = activation_of(assumptions);
  const TargetWeights target = target_weights(assumptions.target);
  Matrix total = denoiser_loss(in, second, sigma, target);
  if (assumptions.weighted_times) total = Polynomial(Symbol::weight) * total;
  for (int time = 1; time < assumptions.times; ++time) {
    program.at_time(time);
    total = total + Polynomial(Symbol::weight) * denoiser_loss(in, second, sigma, target);
  }
  program.at_time(0);
  if (assumptions.decay) total = total + penalty(in.G);
  if (assumptions.decay && assumptions.second_layer == SecondLayer::trained)
    total = total + penalty(second.D);
  return total;
}

void append_training_step(MatrixProgram& program, const Assumptions& assumptions) {
  make_descent(program, assumptions).append_step(program);
}

void append_training_flow(MatrixProgram& program, const Assumptions& assumptions) {
  make_descent(program, assumptions).append_flow(program);
}

}  // namespace featdyn::theory
