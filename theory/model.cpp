#include "theory/model.hpp"

#include "theory/classifier.hpp"
#include "theory/code_cost.hpp"
#include "theory/descent.hpp"
#include "theory/kernel.hpp"
#include "theory/linear_map.hpp"
#include "theory/weight_decay.hpp"

namespace featdyn::theory {
namespace {

constexpr Shape square{.rows = Extent::neurons, .columns = Extent::neurons};
constexpr Shape wide{.rows = Extent::neurons, .columns = Extent::patches};

/// Where a formula's inner products come from.
class Source {
 public:
  /// derives: they are formulas of the vectors, not given beside them.
  Source(MatrixProgram& program, StateForm form, bool derives)
      : program_(program), form_(form), derives_(form == StateForm::vectors && derives) {}

  /// Declares the blocks of vectors; nothing where inner products are all that is known.
  std::map<Rows, Matrix> declare(const std::vector<Rows>& states, const std::vector<Rows>& constants) {
    if (form_ == StateForm::inner_products) return {};
    for (const Rows block : states) vectors_.emplace(block, program_.state(letter(block), shape_of(block)));
    for (const Rows block : constants)
      vectors_.emplace(block, program_.constant(letter(block), shape_of(block)));
    return vectors_;
  }
  Matrix product(const char* name, Rows left, Rows right, bool varies = true) const {
    const Matrix value =
        derives_ ? times_transposed(vectors_.at(left), vectors_.at(right))
                 : given(name, {.rows = shape_of(left).rows, .columns = shape_of(right).rows}, varies);
    return left == right ? program_.mark_symmetric(value) : value;
  }

 private:
  Matrix given(const char* name, Shape shape, bool varies) const {
    return varies ? program_.state(name, shape) : program_.constant(name, shape);
  }
  static Shape shape_of(Rows block) {
    return {.rows = block == Rows::X ? Extent::patches : Extent::neurons, .columns = Extent::span};
  }
  MatrixProgram& program_;
  StateForm form_;
  bool derives_;
  std::map<Rows, Matrix> vectors_;
};

std::vector<Rows> with_momenta(std::vector<Rows> trained, const Assumptions& assumptions) {
  const std::vector<Rows> blocks = trained;
  if (assumptions.momentum)
    for (const Rows block : blocks) trained.push_back(momentum_of(block));
  return trained;
}

Inputs make_training_inputs(MatrixProgram& program, const Source& source, const Assumptions& assumptions) {
  const bool draws = assumptions.batches && assumptions.objective == Objective::diffusion;
  constexpr Shape row{.rows = Extent::one, .columns = Extent::patches};
  return {.A = source.product("A", Rows::W, Rows::X),
          .G = source.product("G", Rows::W, Rows::W),
          .K = program.constant("K", {.rows = Extent::patches, .columns = Extent::patches}),
          .c = draws ? program.state("c", row) : program.constant("c", row)};
}

SecondLayerProducts make_second_layer(const Source& source, const Inputs& in, SecondLayer kind) {
  if (kind == SecondLayer::tied) return tied(in);
  const bool moves = kind == SecondLayer::trained;
  return {.B = source.product("B", Rows::W, Rows::V),
          .C = source.product("C", Rows::V, Rows::X, moves),
          .D = source.product("D", Rows::V, Rows::V, moves)};
}

/// The weighted sum of a loss over the run's times.
template <class Loss>
Matrix over_times(MatrixProgram& program, const Assumptions& assumptions, Loss loss) {
  Matrix total = loss();
  if (assumptions.weighted_times) total = Polynomial(Symbol::weight) * total;
  for (int time = 1; time < assumptions.times; ++time) {
    program.at_time(time);
    total = total + Polynomial(Symbol::weight) * loss();
  }
  program.at_time(0);
  return total;
}

/// The inner products of momenta, 0 at the start, with all blocks and with each other.
void add_momenta(MatrixProgram& program, Coordinates& at, const std::vector<Rows>& blocks) {
  at.has_momentum = true;
  std::vector<Rows> others = blocks;
  const bool known_by_products = at.vectors.empty();
  for (const Rows trained : known_by_products ? at.trained : std::vector<Rows>{}) {
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
  if (assumptions.rate_varies) at.rate = program.state("rate", scalar_shape);
}

Coordinates first_layer(const Inputs& in, std::map<Rows, Matrix> vectors) {
  return {.trained = {Rows::W},
          .products = {{.name = "A", .left = Rows::W, .right = Rows::X, .value = in.A},
                       {.name = "G", .left = Rows::W, .right = Rows::W, .value = in.G},
                       {.name = "K", .left = Rows::X, .right = Rows::X, .value = in.K}},
          .vectors = std::move(vectors)};
}

Descent denoiser(MatrixProgram& program, Source source, const Assumptions& assumptions) {
  const SecondLayer kind = assumptions.second_layer;
  std::vector<Rows> trained{Rows::W}, constants{Rows::X};
  if (kind != SecondLayer::tied) (kind == SecondLayer::trained ? trained : constants).push_back(Rows::V);
  auto vectors = source.declare(with_momenta(trained, assumptions), constants);
  const Inputs in = make_training_inputs(program, source, assumptions);
  const SecondLayerProducts second = make_second_layer(source, in, kind);
  Coordinates at = first_layer(in, std::move(vectors));
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

Descent several_outputs(MatrixProgram& program, Source source, const Assumptions& assumptions) {
  auto vectors = source.declare(with_momenta({Rows::W}, assumptions), {Rows::X});
  const Inputs in = make_training_inputs(program, source, assumptions);
  const ClassLabels labels = make_class_labels(program, assumptions.classes, assumptions.batches);
  Coordinates at = first_layer(in, std::move(vectors));
  add_update_rule(program, at, assumptions, {Rows::W, Rows::X});
  Matrix loss = cross_entropy(in, labels, activation_of(assumptions));
  if (assumptions.decay) loss = loss + decay_penalty(in.G);
  program.output("loss", loss);
  return {loss, at};
}

Descent classifier(MatrixProgram& program, Source source, const Assumptions& assumptions) {
  auto vectors = source.declare(with_momenta({Rows::W}, assumptions), {Rows::X});
  const Inputs in = make_training_inputs(program, source, assumptions);
  const bool trained = assumptions.second_layer == SecondLayer::trained;
  const Labels labels = make_labels(program, trained, assumptions.batches, assumptions.label_factors);
  Coordinates at = first_layer(in, std::move(vectors));
  if (trained) at.numbers.push_back({.name = "a", .value = labels.second_layer});
  add_update_rule(program, at, assumptions, {Rows::W, Rows::X});
  const Activation sigma = activation_of(assumptions);
  Matrix loss = assumptions.noised_inputs
                    ? over_times(program, assumptions, [&] { return noised_square_loss(in, labels, sigma); })
                    : classifier_loss(in, labels, sigma, assumptions.loss);
  if (assumptions.decay) loss = loss + decay_penalty(in.G);
  if (assumptions.decay && trained)
    loss = loss + Polynomial(Rational(1, 2)) * Symbol::decay *
                      sum(hadamard(labels.second_layer, labels.second_layer));
  program.output("loss", loss);
  return {loss, at};
}

LinearMapDescent linear_map(MatrixProgram& program, const Assumptions& assumptions) {
  const LinearMapInputs in = make_linear_map_inputs(program, assumptions.bias, assumptions.batches);
  const TargetWeights target = target_weights(assumptions.target);
  Matrix loss = over_times(program, assumptions, [&] { return linear_map_loss(in, target); });
  if (assumptions.decay) loss = loss + decay_penalty(in);
  program.output("loss", loss);
  std::optional<Matrix> rate;
  if (assumptions.rate_varies) rate = program.state("rate", scalar_shape);
  return {loss, in, rate};
}

Descent make_descent(MatrixProgram& program, const Source& source, const Assumptions& assumptions) {
  if (assumptions.objective == Objective::diffusion) return denoiser(program, source, assumptions);
  return assumptions.loss.kind == MarginLoss::cross_entropy ? several_outputs(program, source, assumptions)
                                                            : classifier(program, source, assumptions);
}

}  // namespace

Activation activation_of(const Assumptions& assumptions) {
  return assumptions.function.name.empty() ? Activation(activation(assumptions.activation))
                                           : Activation(assumptions.function.name);
}

Matrix neuron_costs(const Inputs& in, const Assumptions& assumptions) {
  if (!assumptions.costs_code) return decay_penalty(in.G);
  const Polynomial sigma = activation(assumptions.activation);
  const Matrix code = over_times(*in.A.program, assumptions, [&] { return code_cost(in, sigma); });
  return assumptions.decay ? code + decay_penalty(in.G) : code;
}

Matrix denoiser_objective(const Inputs& in, const SecondLayerProducts& second,
                          const Assumptions& assumptions) {
  MatrixProgram& program = *in.A.program;
  const Activation sigma = activation_of(assumptions);
  const TargetWeights target = target_weights(assumptions.target);
  Matrix total = over_times(program, assumptions, [&] { return denoiser_loss(in, second, sigma, target); });
  if (assumptions.decay || assumptions.costs_code) total = total + neuron_costs(in, assumptions);
  if (assumptions.decay && assumptions.second_layer == SecondLayer::trained)
    total = total + decay_penalty(second.D);
  return total;
}

void append_training_step(MatrixProgram& program, const Assumptions& assumptions, StateForm form) {
  if (assumptions.one_layer) return linear_map(program, assumptions).append_step(program);
  Descent descent = make_descent(program, Source(program, form, false), assumptions);
  form == StateForm::vectors ? descent.append_vector_step(program) : descent.append_step(program);
}

void append_training_flow(MatrixProgram& program, const Assumptions& assumptions, StateForm form) {
  if (assumptions.one_layer) return linear_map(program, assumptions).append_flow(program);
  Descent descent = make_descent(program, Source(program, form, true), assumptions);
  form == StateForm::vectors ? descent.append_vector_flow(program) : descent.append_flow(program);
}

}  // namespace featdyn::theory
