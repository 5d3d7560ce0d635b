// Definition of plan_evaluation; included by evaluator.inl.
#pragma once

#include <algorithm>
#include <span>

#include "numerics/program/evaluation_plan.hpp"
#include "numerics/program/symmetric_nodes.hpp"

namespace featdyn::numerics::detail {

/// Factors are carried along linear and bilinear operations until a combination takes them up, equal steps
/// are done once, and a sum of products or a combination with a diagonal reads its operands without a matrix
/// between them. A symmetric matrix is its own transpose; of products that add up to one half is computed.
template <class R>
class PlanBuilder {
 public:
  PlanBuilder(const theory::MatrixProgram& program, const TimedSymbolValues<R>& parameters)
      : program_(program),
        parameters_(parameters),
        symmetric_(symmetric_nodes(program)),
        places_(program.instructions().size()) {}

  EvaluationPlan<R> build() {
    const std::vector<bool> needed = program_.needed();
    find_summed_products(needed);
    plan_.buffers.resize(needed.size());
    for (int node = 0; node < static_cast<int>(needed.size()); ++node)
      if (at(node).operation == Operation::input)
        append_input(node);
      else if (needed[index(node)] && !summed_[index(node)])
        append(node), keep_whole(node);
    for (const auto& [name, node] : program_.outputs()) plan_.outputs.emplace_back(name, whole(node));
    spare_upper_halves();
    return std::move(plan_);
  }

 private:
  using Operation = theory::Operation;
  using Instruction = theory::Instruction;

  /// The value of an instruction: factor (nothing: 1) times a buffer, or a column on a matrix's diagonal.
  struct Place {
    int buffer = -1;
    std::optional<R> factor = {};
    bool on_diagonal = false;
  };

  static std::size_t index(int node) { return static_cast<std::size_t>(node); }
  const Instruction& at(int node) const { return program_.instructions()[index(node)]; }
  static void multiply_by(std::optional<R>& factor, const std::optional<R>& other) {
    if (other) factor = factor ? R(*factor * *other) : *other;
  }
  R coefficient(const Instruction& source, std::size_t i) const {
    return source.coefficients[i].template evaluate<R>(parameters_.at(index(source.time)));
  }

  /// Which products X o Y of equal shapes only one sum reads.
  void find_summed_products(const std::vector<bool>& needed) {
    std::vector<int> uses(needed.size(), 0);
    for (std::size_t i = 0; i < uses.size(); ++i)
      if (needed[i])
        for (const int operand : program_.instructions()[i].operands) ++uses[index(operand)];
    for (const auto& [name, node] : program_.outputs()) ++uses[index(node)];
    summed_.assign(uses.size(), false);
    for (std::size_t i = 0; i < uses.size(); ++i) {
      const Instruction& sum = program_.instructions()[i];
      if (!needed[i] || sum.operation != Operation::sum) continue;
      const Instruction& product = at(sum.operands[0]);
      summed_[index(sum.operands[0])] = product.operation == Operation::hadamard &&
                                        uses[index(sum.operands[0])] == 1 &&
                                        at(product.operands[0]).shape == at(product.operands[1]).shape;
    }
  }

  void append_input(int node) {
    plan_.buffers[index(node)] = at(node).shape;
    plan_.inputs.emplace_back(at(node).name, node);
    places_[index(node)] = {.buffer = node};
  }

  void append(int node) {
    const Instruction& source = at(node);
    switch (source.operation) {
      case Operation::combination:
        return append_combination(node);
      case Operation::product:
      case Operation::hadamard:
      case Operation::sum:
      case Operation::diagonal:
        return append_multilinear(node);
      case Operation::transpose:
        if (!symmetric_[index(source.operands[0])]) return append_multilinear(node);
        places_[index(node)] = places_[index(source.operands[0])];
        return;
      case Operation::on_diagonal:
        places_[index(node)] = places_[index(source.operands[0])];
        places_[index(node)].on_diagonal = true;
        return;
      default:
        append_function(node);
    }
  }

  /// Any other operation reads its operands as they are.
  void append_function(int node) {
    PlanStep<R> step{.operation = at(node).operation, .result = node};
    for (const int operand : at(node).operands) step.operands.push_back(whole(operand));
    emit(std::move(step), node);
  }

  void append_combination(int node) {
    const Instruction& source = at(node);
    if (source.operands.size() == 1 && at(source.operands[0]).shape == source.shape) {
      places_[index(node)] = places_[index(source.operands[0])];
      return multiply_by(places_[index(node)].factor, coefficient(source, 0));
    }
    PlanStep<R> step{.operation = source.operation, .result = node};
    const int part = longest_part(node);
    if (part >= 0) add_term(step, part, R(1));
    for (std::size_t i = part >= 0 ? at(part).operands.size() : 0; i < source.operands.size(); ++i)
      add_term(step, source.operands[i], coefficient(source, i));
    if (step.operands.size() == 1 && plan_.buffers[index(step.operands[0])] == source.shape) {
      places_[index(node)] = {.buffer = step.operands[0], .factor = step.coefficients[0]};
      return;
    }
    step.symmetric = source.symmetric;
    emit(std::move(step), node);
    combinations_.push_back(node);
  }

  void add_term(PlanStep<R>& step, int operand, std::optional<R> factor) const {
    const Place& place = places_[index(operand)];
    multiply_by(factor, place.factor);
    for (std::size_t i = 0; i < step.operands.size(); ++i)  // a symmetric matrix and its transpose
      if (step.operands[i] == place.buffer && step.on_diagonal[i] == place.on_diagonal)
        return step.coefficients[i] += *factor, void();
    step.operands.push_back(place.buffer);
    step.coefficients.push_back(*factor);
    step.on_diagonal.push_back(place.on_diagonal);
  }

  /// The longest earlier combination with which this one begins, -1 without one.
  int longest_part(int node) const {
    const Instruction& source = at(node);
    int longest = -1;
    for (const int candidate : combinations_) {
      const Instruction& part = at(candidate);
      if (part.time == source.time && part.shape == source.shape && part.operands.size() > 1 &&
          part.operands.size() <= source.operands.size() &&
          std::ranges::equal(part.operands, std::span(source.operands).first(part.operands.size())) &&
          std::ranges::equal(part.coefficients, std::span(source.coefficients).first(part.operands.size())) &&
          (longest < 0 || part.operands.size() > at(longest).operands.size()))
        longest = candidate;
    }
    return longest;
  }

  /// Whether an instruction's value is a multiple of a matrix of ones.
  bool is_constant_ones(int node) const {
    const Place& place = places_[index(node)];
    return !place.on_diagonal && index(place.buffer) < program_.instructions().size() &&
           at(place.buffer).name == "ones";
  }

  /// X o 1 is X.
  bool take_up_ones(int node) {
    const Instruction& source = at(node);
    if (source.operation != Operation::hadamard) return false;
    for (const std::size_t i : {0, 1}) {
      const int other = source.operands[1 - i];
      if (!is_constant_ones(source.operands[i]) || at(other).shape != source.shape) continue;
      places_[index(node)] = places_[index(other)];
      multiply_by(places_[index(node)].factor, places_[index(source.operands[i])].factor);
      return true;
    }
    return false;
  }

  void append_multilinear(int node) {
    const Instruction& source = at(node);
    if (take_up_ones(node)) return;
    const bool summed = source.operation == Operation::sum && summed_[index(source.operands[0])];
    PlanStep<R> step{.operation = source.operation,
                     .result = node,
                     .transposed = {source.transposed[0], source.transposed[1]},
                     .symmetric = symmetric_[index(node)]};
    std::optional<R> factor;
    for (const int operand : summed ? at(source.operands[0]).operands : source.operands) {
      const Place place = matrix(operand);
      step.operands.push_back(place.buffer);
      multiply_by(factor, place.factor);
    }
    if (const auto known = result_of_equal(step))
      places_[index(node)] = {.buffer = *known};
    else
      emit(std::move(step), node);
    places_[index(node)].factor = factor;
  }

  std::optional<int> result_of_equal(const PlanStep<R>& step) const {
    for (const auto* steps : {&plan_.constant, &plan_.varying})
      for (const PlanStep<R>& known : *steps)
        if (known.operation == step.operation && known.operands == step.operands &&
            std::ranges::equal(known.transposed, step.transposed))
          return known.result;
    return std::nullopt;
  }

  /// The value, as factor times a buffer of its shape.
  Place matrix(int node) {
    const Place place = places_[index(node)];
    if (!place.on_diagonal) return place;
    emit({.operation = Operation::on_diagonal, .result = node, .operands = {place.buffer}}, node);
    places_[index(node)].factor = place.factor;
    return places_[index(node)];
  }

  /// The buffer that holds the very value.
  int whole(int node) {
    const Place place = matrix(node);
    if (!place.factor) return place.buffer;
    const int result = static_cast<int>(plan_.buffers.size());
    plan_.buffers.emplace_back();
    emit({.operation = Operation::combination,
          .result = result,
          .operands = {place.buffer},
          .coefficients = {*place.factor},
          .on_diagonal = {false}},
         node);
    return result;
  }

  /// An output is used as it is from then on: its factor need not be carried any further.
  void keep_whole(int node) {
    if (std::ranges::count(program_.outputs(), node, &std::pair<std::string, int>::second) > 0) whole(node);
  }

  /// Marks the products that one symmetric combination reads and nothing else.
  void spare_upper_halves() {
    std::vector<int> reads(plan_.buffers.size(), 0);
    std::vector<PlanStep<R>*> product_in(plan_.buffers.size(), nullptr);
    for (auto* steps : {&plan_.constant, &plan_.varying})
      for (PlanStep<R>& step : *steps) {
        for (const int operand : step.operands) ++reads[index(operand)];
        if (step.operation == Operation::product) product_in[index(step.result)] = &step;
      }
    for (const auto& [name, buffer] : plan_.outputs) ++reads[index(buffer)];
    for (const PlanStep<R>& step : plan_.varying)
      for (const int operand : step.operands)
        if (step.operation == Operation::combination && step.symmetric && reads[index(operand)] == 1 &&
            product_in[index(operand)] != nullptr &&
            plan_.buffers[index(operand)] == plan_.buffers[index(step.result)])
          product_in[index(operand)]->lower_only = true;
  }

  void emit(PlanStep<R> step, int node) {
    places_[index(node)] = {.buffer = step.result};
    plan_.buffers[index(step.result)] = at(node).shape;
    (at(node).varies ? plan_.varying : plan_.constant).push_back(std::move(step));
  }

  const theory::MatrixProgram& program_;
  const TimedSymbolValues<R>& parameters_;
  EvaluationPlan<R> plan_ = {};
  std::vector<bool> symmetric_, summed_;
  std::vector<Place> places_;
  std::vector<int> combinations_;  ///< so far, those that have a buffer
};

}  // namespace featdyn::numerics::detail
