// Definitions of Evaluator<R>; included by the one source file per scalar type that instantiates it.
#pragma once

#include <cmath>
#include <stdexcept>
#include <type_traits>

#include "numerics/linear/partial_products.hpp"
#include "numerics/program/evaluation_plan.inl"
#include "numerics/program/evaluator.hpp"
#include "numerics/program/plan_passes.hpp"

namespace featdyn::numerics {
namespace detail {

inline Index extent_of(theory::Extent extent, const Extents& extents) {
  switch (extent) {
    case theory::Extent::one:
      return 1;
    case theory::Extent::neurons:
      return extents.neurons;
    case theory::Extent::patches:
      return extents.patches;
    case theory::Extent::samples:
      return extents.samples;
    case theory::Extent::span:
      return extents.span;
  }
  return 0;
}

/// 1 / (1 + e^x)
template <class R>
R logistic(const R& x) {
  using std::exp;
  return R(1) / (R(1) + exp(x));
}

template <class R>
R exponential(const R& x) {
  using std::exp;
  return exp(x);
}

/// log(1 + e^x) = x + log(1 + e^-x): both hold for every x, the second does not overflow where x > 0.
template <class R>
R softplus(const R& x) {
  using std::exp, std::log1p;
  return x > R(0) ? R(x + log1p(R(exp(R(-x))))) : R(log1p(R(exp(x))));
}

inline bool find(const std::vector<std::pair<std::string, int>>& names, const std::string& name, int& node) {
  const auto found = std::ranges::find(names, name, &std::pair<std::string, int>::first);
  if (found == names.end()) return false;
  node = found->second;
  return true;
}

}  // namespace detail

template <class R>
Evaluator<R>::Evaluator(const theory::MatrixProgram& program, const Extents& extents,
                        const TimedSymbolValues<R>& parameters)
    : plan_(detail::PlanBuilder<R>(program, parameters).build()),
      values_(plan_.buffers.size()),
      energies_(values_.size()) {
  for (auto* steps : {&plan_.constant, &plan_.varying})
    for (PlanStep<R>& step :
         *steps)  // a function's buffer has its instruction's number, others have no source
      if (const auto at = static_cast<std::size_t>(step.result); at < program.instructions().size())
        name_function(step, program.instructions()[at], extents.quadrature_nodes);
  if constexpr (std::is_same_v<R, double>) {
    fold_into_combinations(plan_);
    add_up_products(plan_);
    share_transposes(plan_);
    share_buffers(plan_);
    values_.resize(plan_.buffers.size());
  }
  for (std::size_t i = 0; i < values_.size(); ++i)
    if (const auto& shape = plan_.buffers[i])
      values_[i].setZero(detail::extent_of(shape->rows, extents), detail::extent_of(shape->columns, extents));
  for (const auto& [name, buffer] : plan_.inputs)
    if (name == "ones") values_[static_cast<std::size_t>(buffer)].setOnes();
  find_moves();
}

/// What operations on named functions need: doubles alone have them.
template <class R>
void Evaluator<R>::name_function(PlanStep<R>& step, const theory::Instruction& source, int nodes) {
  using theory::Operation;
  const Operation operation = source.operation;
  if (operation == Operation::pair_part) {
    step.part = source.part;
    step.energy = energies_[static_cast<std::size_t>(step.operands[0])];
  }
  if (operation != Operation::function && operation != Operation::noise_mean &&
      operation != Operation::pair_energy)
    return;
  step.order = source.order;
  step.jet = find_function(source.name);
  const Activation* activation = find_activation(source.name);
  if (!std::is_same_v<R, double> || step.jet == nullptr ||
      (operation != Operation::function && activation == nullptr))
    throw std::logic_error("Evaluator: no function " + source.name + " for these numbers");
  if (operation != Operation::function) step.average = std::make_shared<NoiseAverage>(*activation, nodes);
  if (operation == Operation::pair_energy)
    step.energy = energies_[static_cast<std::size_t>(step.result)] = std::make_shared<PairEnergy>();
}

template <class R>
Matrix<R>& Evaluator<R>::input(const std::string& name) {
  int node = 0;
  if (!detail::find(plan_.inputs, name, node))
    throw std::invalid_argument("Evaluator::input: no input named " + name);
  return values_[static_cast<std::size_t>(node)];
}

template <class R>
bool Evaluator<R>::has_output(const std::string& name) const {
  int node = 0;
  return detail::find(plan_.outputs, name, node);
}

template <class R>
bool Evaluator<R>::has_input(const std::string& name) const {
  int node = 0;
  return detail::find(plan_.inputs, name, node);
}

template <class R>
std::vector<std::string> Evaluator<R>::states() const {
  std::vector<std::string> names;
  for (const auto& [name, node] : plan_.inputs)
    if (has_output(name)) names.push_back(name);
  return names;
}

template <class R>
const Matrix<R>& Evaluator<R>::output(const std::string& name) const {
  int node = 0;
  if (!detail::find(plan_.outputs, name, node))
    throw std::invalid_argument("Evaluator::output: no output named " + name);
  return value(node);
}

template <class R>
void Evaluator<R>::find_moves() {
  const auto count = [](const auto& names, int buffer) {
    return std::ranges::count(names, buffer, &std::pair<std::string, int>::second);
  };
  for (const auto& [name, state] : plan_.inputs)
    if (int moved = 0; detail::find(plan_.outputs, name, moved))
      moves_.push_back({.state = static_cast<std::size_t>(state),
                        .moved = static_cast<std::size_t>(moved),
                        .exchanged = count(plan_.outputs, moved) == 1 && count(plan_.inputs, moved) == 0 &&
                                     std::ranges::count(plan_.constant, moved, &PlanStep<R>::result) == 0});
}

template <class R>
void Evaluator<R>::move_states() {
  for (const auto& [state, moved, exchanged] : moves_)
    if (exchanged)
      values_[state].swap(values_[moved]);
    else
      values_[state] = values_[moved];
}

template <class R>
void Evaluator<R>::run() {
  if (!prepared_)
    for (const PlanStep<R>& step : plan_.constant) execute(step);
  prepared_ = true;
  for (const PlanStep<R>& step : plan_.varying) execute(step);
}

template <class R>
void Evaluator<R>::combine(const PlanStep<R>& step, Matrix<R>& result) {
  const auto is_term = [&](std::size_t i) {
    const Matrix<R>& x = value(step.operands[i]);
    // doubles repeat smaller operands in the same pass
    return !step.on_diagonal[i] &&
           (std::is_same_v<R, double> || (x.rows() == result.rows() && x.cols() == result.cols()));
  };
  terms_.clear();
  for (std::size_t i = 0; i < step.operands.size(); ++i)
    if (is_term(i))
      terms_.push_back({.factor = &step.coefficients[i],
                        .matrix = &value(step.operands[i]),
                        .times = step.times.empty() || step.times[i] < 0 ? nullptr : &value(step.times[i])});
  numerics::combine<R>(terms_, result);
  for (std::size_t i = 0; i < step.operands.size(); ++i)
    if (step.on_diagonal[i])
      result.diagonal() += step.coefficients[i] * value(step.operands[i]).col(0);
    else if (!is_term(i))
      add_scaled(step.coefficients[i], value(step.operands[i]), result);
  if (step.symmetric) mirror(result);
}

template <class R>
void Evaluator<R>::call_function(const PlanStep<R>& step, Matrix<R>& result) {
  using theory::Operation, theory::PairPart;
  if constexpr (std::is_same_v<R, double>) {
    const auto operand = [&](std::size_t i) -> const Matrix<R>& { return value(step.operands[i]); };
    switch (step.operation) {
      case Operation::function:
        result = operand(0).unaryExpr([&](double x) { return step.jet(x)[step.order]; });
        return;
      case Operation::noise_mean:
        return step.average->mean(step.order, operand(0), operand(1), result);
      case Operation::pair_energy:
        step.average->pair_energy({.a = operand(0), .C = operand(1), .D = operand(2), .c = operand(3)},
                                  *step.energy);
        result(0, 0) = step.energy->energy;
        return;
      default:
        result = step.part == PairPart::kappa        ? step.energy->kappa
                 : step.part == PairPart::slopes     ? step.energy->slopes
                 : step.part == PairPart::slope_rows ? step.energy->slope_rows
                                                     : step.energy->curvature_rows;
    }
  }
}

template <class R>
void Evaluator<R>::execute(const PlanStep<R>& step) {
  using theory::Operation;
  Matrix<R>& result = values_[static_cast<std::size_t>(step.result)];
  if (step.operation == Operation::combination) return combine(step, result);
  const Matrix<R>& x = value(step.operands[0]);
  switch (step.operation) {
    case Operation::product:
      if constexpr (std::is_same_v<R, double>)
        if (step.operands.size() == 3)
          return add_product({x, step.transposed[0]}, {value(step.operands[1]), step.transposed[1]},
                             step.lower_only, result);
      return (step.lower_only  ? multiply_lower<R>
              : step.symmetric ? multiply_symmetric<R>
                               : multiply<R>)({x, step.transposed[0]},
                                              {value(step.operands[1]), step.transposed[1]}, result);
    case Operation::hadamard: {
      const Matrix<R>& y = value(step.operands[1]);
      return x.size() >= y.size() ? hadamard(x, y, result) : hadamard(y, x, result);
    }
    case Operation::sum:
      result(0, 0) = step.operands.size() == 1 ? total(x) : total_product(x, value(step.operands[1]));
      return;
    case Operation::diagonal:
      result.col(0) = x.diagonal();
      return;
    case Operation::on_diagonal:
      result.diagonal() = x.col(0);
      return;  // off the diagonal it stays 0
    case Operation::transpose:
      return turn(x, result);
    case Operation::logistic:
      result = x.unaryExpr(&detail::logistic<R>);
      return;
    case Operation::softplus:
      result = x.unaryExpr(&detail::softplus<R>);
      return;
    case Operation::exponential:
      result = x.unaryExpr(&detail::exponential<R>);
      return;
    default:
      return call_function(step, result);
  }
}

}  // namespace featdyn::numerics
