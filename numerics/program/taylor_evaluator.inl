// Definitions of TaylorEvaluator<R>; included by the one source file per scalar type that instantiates it.
#pragma once

#include <algorithm>
#include <span>
#include <stdexcept>

#include "numerics/linear/entrywise_sum.hpp"
#include "numerics/program/evaluator.inl"
#include "numerics/program/taylor_evaluator.hpp"
#include "numerics/scalar/cauchy_product.inl"

namespace featdyn::numerics {
namespace detail {

/// Coefficient k of y where y' = f x': y_k = (1/k) sum_{j < k} (k - j) f_j o x_{k-j}.
template <class R>
void integrate(const MatrixSeries<R>& f, const MatrixSeries<R>& x, std::size_t k, Matrix<R>& y) {
  y.setZero();
  for (std::size_t j = 0; j < k; ++j)
    y += (R(static_cast<long>(k - j)) / R(static_cast<long>(k))) * f[j].cwiseProduct(x[k - j]);
}

/// So many tell how the series of a state grow.
inline constexpr std::size_t few_orders = 24;

template <class R>
TimedSymbolValues<double> rounded(const TimedSymbolValues<R>& parameters) {
  TimedSymbolValues<double> result(parameters.size());
  for (std::size_t t = 0; t < parameters.size(); ++t)
    std::ranges::transform(parameters[t], result[t].begin(),
                           [](const R& x) { return static_cast<double>(x); });
  return result;
}

/// Which instructions the equations need.
inline std::vector<bool> needed_by(const theory::MatrixProgram& program,
                                   const std::vector<std::pair<int, int>>& equations) {
  const auto& instructions = program.instructions();
  std::vector<bool> result(instructions.size(), false);
  for (const auto& [state, derivative] : equations) result[static_cast<std::size_t>(derivative)] = true;
  for (std::size_t i = instructions.size(); i-- > 0;)
    if (result[i])
      for (const int operand : instructions[i].operands) result[static_cast<std::size_t>(operand)] = true;
  return result;
}

/// Instructions of whose values all orders are asked for, not only the present one.
inline std::vector<bool> looked_back_at(const theory::MatrixProgram& program) {
  using theory::Operation;
  const auto& instructions = program.instructions();
  std::vector<bool> result(instructions.size(), false);
  for (std::size_t i = 0; i < instructions.size(); ++i) {
    const Operation operation = instructions[i].operation;
    const std::vector<int>& operands = instructions[i].operands;
    const bool both_vary = std::ranges::all_of(
        operands, [&](int operand) { return instructions[static_cast<std::size_t>(operand)].varies; });
    const bool looks = operation == Operation::product || (operation == Operation::hadamard && both_vary) ||
                       operation == Operation::logistic || operation == Operation::softplus ||
                       operation == Operation::exponential;
    if (operation == Operation::input || operation == Operation::exponential) result[i] = true;
    if (looks)
      for (const int operand : operands) result[static_cast<std::size_t>(operand)] = true;
  }
  return result;
}

inline std::vector<std::pair<std::string, int>> inputs_of(const theory::MatrixProgram& program) {
  std::vector<std::pair<std::string, int>> result;
  const auto& instructions = program.instructions();
  for (std::size_t i = 0; i < instructions.size(); ++i)
    if (instructions[i].operation == theory::Operation::input)
      result.emplace_back(instructions[i].name, static_cast<int>(i));
  return result;
}

inline int node_of(const std::vector<std::pair<std::string, int>>& names, const std::string& name) {
  int node = 0;
  if (!find(names, name, node)) throw std::invalid_argument("TaylorEvaluator: nothing named " + name);
  return node;
}

}  // namespace detail

template <class R>
TaylorEvaluator<R>::TaylorEvaluator(const theory::MatrixProgram& program, const Extents& extents,
                                    const TimedSymbolValues<R>& parameters,
                                    const std::vector<Equation>& equations, std::size_t highest_order)
    : highest_(highest_order), series_(program.instructions().size()), inputs_(detail::inputs_of(program)) {
  for (const auto& [state, derivative] : equations) {
    equations_.emplace_back(detail::node_of(inputs_, state), detail::node_of(program.outputs(), derivative));
    changes_.push_back(program.instructions()[at(equations_.back().second)].varies);
  }
  const auto needed = detail::needed_by(program, equations_), in_full = detail::looked_back_at(program);
  for (std::size_t i = 0; i < series_.size(); ++i) {
    const theory::Instruction& source = program.instructions()[i];
    const bool is_input = source.operation == theory::Operation::input;
    if (!needed[i] && !is_input) continue;
    const Matrix<R> zero = Matrix<R>::Zero(detail::extent_of(source.shape.rows, extents),
                                           detail::extent_of(source.shape.columns, extents));
    series_[i].assign(source.varies && in_full[i] ? highest_ + 1 : 1, zero);
    if (source.name == "ones") series_[i][0].setOnes();
    if (!is_input) append(source, i, program, parameters);
  }
  if constexpr (std::is_same_v<R, BigReal>)
    in_doubles_ = std::make_unique<TaylorEvaluator<double>>(
        program, extents, detail::rounded(parameters), equations, std::min(highest_, detail::few_orders));
}

template <class R>
void TaylorEvaluator<R>::append(const theory::Instruction& source, std::size_t node,
                                const theory::MatrixProgram& program,
                                const TimedSymbolValues<R>& parameters) {
  Step step{.operation = source.operation,
            .result = node,
            .transposed = {source.transposed[0], source.transposed[1]}};
  for (const int operand : source.operands)
    step.operands.push_back({.node = at(operand), .varies = program.instructions()[at(operand)].varies});
  for (const theory::Polynomial& coefficient : source.coefficients)
    step.coefficients.push_back(coefficient.evaluate<R>(parameters.at(at(source.time))));
  prepare(step, source);
  (source.varies ? varying_ : constant_).push_back(std::move(step));
}

template <class R>
void TaylorEvaluator<R>::prepare(Step& step, const theory::Instruction& source) {
  using theory::Operation;
  const Matrix<R>& result = series_[step.result][0];
  const std::size_t orders = source.varies ? highest_ + 1 : 1;
  if (step.operation == Operation::logistic || step.operation == Operation::softplus)
    step.logistic.assign(orders, result), step.slope = step.logistic;
  if (step.operation == Operation::hadamard && step.operands[0].varies && step.operands[1].varies)
    step.hadamards = std::make_shared<WholeHadamards>();
  if (step.operation != Operation::product) return;
  const Matrix<R>& x = value(step.operands[0], 0);
  step.product = CauchyProduct<R>({.rows = result.rows(),
                                   .columns = result.cols(),
                                   .inner = step.transposed[0] ? x.rows() : x.cols(),
                                   .orders = static_cast<Index>(orders),
                                   .symmetric = source.weighted_gram});
}

template <class R>
Matrix<R>& TaylorEvaluator<R>::input(const std::string& name) {
  return series_[at(detail::node_of(inputs_, name))][0];
}

template <class R>
bool TaylorEvaluator<R>::has_input(const std::string& name) const {
  int node = 0;
  return detail::find(inputs_, name, node);
}

/// With numbers that have a way of their own for series of known growth: as a few orders grow in doubles, and once
/// more where that was wrong. What was expanded before has no say in it, so that the same state has the same series.
template <class R>
void TaylorEvaluator<R>::expand(std::size_t order) {
  assert(order <= highest_);
  if (!prepared_)
    for (Step& step : constant_) execute(step, 0);
  prepared_ = true;
  if constexpr (std::is_same_v<R, BigReal>) {
    constexpr int most_attempts = 3;
    auto growth = has_common_growth_ ? growth_in_doubles(order) : std::nullopt;
    for (int attempt = 0; attempt < most_attempts && growth; ++attempt) {
      expand_at(growth, order);
      const auto found = sizes(order);
      if (growth_fits(found, *growth)) return;
      growth = growth_of(found);
    }
    if (growth) has_common_growth_ = false;
  }
  expand_at(std::nullopt, order);
}

/// Nothing where doubles do not hold the first orders, or all orders are few.
template <class R>
std::optional<long> TaylorEvaluator<R>::growth_in_doubles(
    std::size_t order) requires std::is_same_v<R, BigReal> {
  constexpr std::size_t too_few = 12;
  if (order <= too_few) return std::nullopt;
  for (const auto& [name, node] : inputs_)
    in_doubles_->input(name) = series_[at(node)][0].template cast<double>();
  const std::size_t few = std::min(order, in_doubles_->highest_);
  in_doubles_->expand(few);
  const auto found = in_doubles_->sizes(few);
  for (const CoefficientSizes& state : found)
    if (std::ranges::any_of(state, [](const auto& size) { return size > log2_beyond_doubles; }))
      return std::nullopt;
  return growth_of(found, growth_slack * static_cast<double>(few) / static_cast<double>(order));
}

template <class R>
void TaylorEvaluator<R>::expand_at(std::optional<long> growth, std::size_t order) {
  assumed_growth_ = growth;
  for (std::size_t k = 0; k < order; ++k) {
    for (Step& step : varying_) execute(step, k);
    for (std::size_t e = 0; e < equations_.size(); ++e) {
      const auto [state, derivative] = equations_[e];
      if (k == 0 || changes_[e])
        series_[at(state)][k + 1] = coefficient(at(derivative), k) / R(static_cast<long>(k + 1));
      else
        series_[at(state)][k + 1].setZero();  // a derivative of constants alone has one coefficient
    }
  }
}

/// Of the states' coefficients up to that order.
template <class R>
std::vector<CoefficientSizes> TaylorEvaluator<R>::sizes(std::size_t order) const
    requires(std::is_same_v<R, BigReal> || std::is_same_v<R, double>) {
  std::vector<CoefficientSizes> result;
  for (const auto& [state, derivative] : equations_) {
    CoefficientSizes& of_state = result.emplace_back();
    for (std::size_t k = 0; k <= order; ++k) of_state.push_back(log2_size(series_[at(state)][k]));
  }
  return result;
}

template <class R>
void TaylorEvaluator<R>::product(Step& step, std::size_t k) {
  const auto &x = step.operands[0], &y = step.operands[1];
  step.product.compute({.series = series_[x.node], .varies = x.varies, .transposed = step.transposed[0]},
                       {.series = series_[y.node], .varies = y.varies, .transposed = step.transposed[1]},
                       static_cast<Index>(k), assumed_growth_, coefficient(step.result, k));
}

/// (X o Y)_k = sum_j X_j o Y_{k-j}, the larger operand first.
template <class R>
void TaylorEvaluator<R>::hadamard(Step& step, std::size_t k) {
  const bool ordered = value(step.operands[0], 0).size() >= value(step.operands[1], 0).size();
  const Operand &x = step.operands[ordered ? 0 : 1], &y = step.operands[ordered ? 1 : 0];
  Matrix<R>& result = coefficient(step.result, k);
  if (!(x.varies && y.varies)) return numerics::hadamard(value(x, k), value(y, k), result);
  const auto left = std::span<const Matrix<R>>(series_[x.node]).first(k + 1),
             right = std::span<const Matrix<R>>(series_[y.node]).first(k + 1);
  if constexpr (std::is_same_v<R, BigReal>)
    if (assumed_growth_ &&
        step.hadamards->compute(left, right, static_cast<Index>(highest_) + 1, *assumed_growth_, result))
      return;
  sum_of_hadamards<R>(left, right, result);
}

template <class R>
void TaylorEvaluator<R>::combination(const Step& step, std::size_t k) {
  Matrix<R>& result = coefficient(step.result, k);
  const auto is_zero = [&](std::size_t i) { return k > 0 && !step.operands[i].varies; };
  if constexpr (std::is_same_v<R, double>) {  // smaller operands are repeated in the same pass
    std::vector<Term<R>> terms;
    terms.reserve(step.operands.size());
    for (std::size_t i = 0; i < step.operands.size(); ++i)
      if (!is_zero(i))
        terms.push_back({.factor = &step.coefficients[i], .matrix = &value(step.operands[i], k)});
    return combine<R>(terms, result);
  }
  result.setZero();
  for (std::size_t i = 0; i < step.operands.size(); ++i)
    if (!is_zero(i)) add_scaled(step.coefficients[i], value(step.operands[i], k), result);
}

/// l = 1/(1 + e^x): l' = (l^2 - l) x'; softplus s = log(1 + e^x): s' = (1 - l) x'.
template <class R>
void TaylorEvaluator<R>::logistic(Step& step, std::size_t k) {
  const MatrixSeries<R>& x = series_[step.operands[0].node];
  MatrixSeries<R>&l = step.logistic, &slope = step.slope;
  Matrix<R>& result = coefficient(step.result, k);
  if (k == 0)
    l[0] = x[0].unaryExpr(&detail::logistic<R>);
  else
    detail::integrate(slope, x, k, l[k]);
  slope[k] = -l[k];
  for (std::size_t j = 0; j <= k; ++j) slope[k] += l[j].cwiseProduct(l[k - j]);
  if (step.operation == theory::Operation::logistic)
    result = l[k];
  else if (k == 0)
    result = x[0].unaryExpr(&detail::softplus<R>);
  else
    detail::integrate(l, x, k, result), result = x[k] - result;
}

/// e = e^x: e' = e x'.
template <class R>
void TaylorEvaluator<R>::exponential(const Step& step, std::size_t k) {
  const MatrixSeries<R>& x = series_[step.operands[0].node];
  MatrixSeries<R>& e = series_[step.result];
  if (k == 0)
    e[0] = x[0].unaryExpr(&detail::exponential<R>);
  else
    detail::integrate(e, x, k, e[k]);
}

template <class R>
void TaylorEvaluator<R>::execute(Step& step, std::size_t k) {
  using theory::Operation;
  Matrix<R>& result = coefficient(step.result, k);
  switch (step.operation) {
    case Operation::product:
      return product(step, k);
    case Operation::hadamard:
      return hadamard(step, k);
    case Operation::combination:
      return combination(step, k);
    case Operation::logistic:
    case Operation::softplus:
      return logistic(step, k);
    case Operation::exponential:
      return exponential(step, k);
    case Operation::sum:
      result(0, 0) = value(step.operands[0], k).sum();
      return;
    case Operation::diagonal:
      result.col(0) = value(step.operands[0], k).diagonal();
      return;
    case Operation::on_diagonal:
      result.diagonal() = value(step.operands[0], k).col(0);
      return;  // off the diagonal it stays 0
    case Operation::transpose:
      return turn(value(step.operands[0], k), result);
    default:
      throw std::logic_error("TaylorEvaluator: an operation without a series");
  }
}

}  // namespace featdyn::numerics
