// Definitions of TaylorEvaluator<R>; included by the one source file per scalar type that instantiates it.
#include <stdexcept>

#include "numerics/program/evaluator.inl"
#include "numerics/program/taylor_evaluator.hpp"

namespace featdyn::numerics {
namespace detail {

/// result += x o y, the smaller operand y repeated.
template <class R>
void add_hadamard(const Matrix<R>& x, const Matrix<R>& y, Matrix<R>& result) {
  if (y.size() == 1)
    result += x * y(0, 0);
  else if (x.rows() == 1 && y.cols() == 1)
    result += y.lazyProduct(x);
  else if (x.cols() == 1 && y.rows() == 1)
    result += x.lazyProduct(y);
  else if (y.cols() == 1 && x.cols() != 1)
    result.array() += x.array().colwise() * y.col(0).array();
  else if (y.rows() == 1 && x.rows() != 1)
    result.array() += x.array().rowwise() * y.row(0).array();
  else
    result += x.cwiseProduct(y);
}

/// Coefficient k of y where y' = f x': y_k = (1/k) sum_{j < k} (k - j) f_j o x_{k-j}.
template <class R>
void integrate(const MatrixSeries<R>& f, const MatrixSeries<R>& x, std::size_t k, Matrix<R>& y) {
  y.setZero();
  for (std::size_t j = 0; j < k; ++j)
    y += (R(static_cast<long>(k - j)) / R(static_cast<long>(k))) * f[j].cwiseProduct(x[k - j]);
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
  for (const auto& [state, derivative] : equations)
    equations_.emplace_back(detail::node_of(inputs_, state), detail::node_of(program.outputs(), derivative));
  const auto needed = detail::needed_by(program, equations_);
  for (std::size_t i = 0; i < series_.size(); ++i) {
    const theory::Instruction& source = program.instructions()[i];
    const bool is_input = source.operation == theory::Operation::input;
    if (!needed[i] && !is_input) continue;
    const Matrix<R> zero = Matrix<R>::Zero(detail::extent_of(source.shape.rows, extents),
                                           detail::extent_of(source.shape.columns, extents));
    series_[i].assign(source.varies ? highest_ + 1 : 1, zero);
    if (source.name == "ones") series_[i][0].setOnes();
    if (!is_input) append(source, i, program, parameters);
  }
}

template <class R>
void TaylorEvaluator<R>::append(const theory::Instruction& source, std::size_t node,
                                const theory::MatrixProgram& program,
                                const TimedSymbolValues<R>& parameters) {
  Step step{.operation = source.operation,
            .result = node,
            .stacks = {.transposed = {source.transposed[0], source.transposed[1]}}};
  for (const int operand : source.operands)
    step.operands.push_back({.node = at(operand), .varies = program.instructions()[at(operand)].varies});
  for (const theory::Polynomial& coefficient : source.coefficients)
    step.coefficients.push_back(coefficient.evaluate<R>(parameters.at(at(source.time))));
  prepare(step);
  (source.varies ? varying_ : constant_).push_back(std::move(step));
}

template <class R>
void TaylorEvaluator<R>::prepare(Step& step) {
  using theory::Operation;
  const MatrixSeries<R>& result = series_[step.result];
  if (step.operation == Operation::logistic || step.operation == Operation::softplus)
    step.logistic = step.slope = result;
  if (step.operation != Operation::product) return;
  Stacks& stacks = step.stacks;
  const Matrix<R>& x = value(step.operands[0], 0);
  stacks.inner = stacks.transposed[0] ? x.rows() : x.cols();
  const Index width = static_cast<Index>(result.size()) * stacks.inner;
  stacks.left.setZero(result[0].rows(), width);
  stacks.right.setZero(result[0].cols(), width);
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

template <class R>
void TaylorEvaluator<R>::expand(std::size_t order) {
  assert(order <= highest_);
  if (!prepared_)
    for (Step& step : constant_) execute(step, 0);
  prepared_ = true;
  for (std::size_t k = 0; k < order; ++k) {
    for (Step& step : varying_) execute(step, k);
    for (const auto& [state, derivative] : equations_) {
      const MatrixSeries<R>& slope = series_[at(derivative)];
      if (k < slope.size())
        series_[at(state)][k + 1] = slope[k] / R(static_cast<long>(k + 1));
      else
        series_[at(state)][k + 1].setZero();  // a derivative of constants alone has one coefficient
    }
  }
}

/// (XY)_k = sum_j X_j Y_{k-j}, of which one term is left where X or Y is constant.
template <class R>
void TaylorEvaluator<R>::product(Step& step, std::size_t k) {
  Stacks& stacks = step.stacks;
  const auto &x = step.operands[0], &y = step.operands[1];
  const Index n = stacks.inner, order = static_cast<Index>(k),
              last = static_cast<Index>(series_[step.result].size()) - 1;
  if (x.varies || k == 0) {
    auto block = stacks.left.middleCols(order * n, n);
    stacks.transposed[0] ? void(block = value(x, k).transpose()) : void(block = value(x, k));
  }
  if (y.varies || k == 0) {
    auto block = stacks.right.middleCols((last - order) * n, n);
    stacks.transposed[1] ? void(block = value(y, k)) : void(block = value(y, k).transpose());
  }
  const bool both = x.varies && y.varies;
  multiply_rows<R>({.matrix = stacks.left, .first = x.varies && !both ? order * n : 0},
                   {.matrix = stacks.right, .first = y.varies ? (last - order) * n : last * n},
                   both ? (order + 1) * n : n, series_[step.result][k]);
}

/// (X o Y)_k = sum_j X_j o Y_{k-j}.
template <class R>
void TaylorEvaluator<R>::hadamard(const Step& step, std::size_t k) {
  const bool ordered = value(step.operands[0], 0).size() >= value(step.operands[1], 0).size();
  const Operand &x = step.operands[ordered ? 0 : 1], &y = step.operands[ordered ? 1 : 0];
  Matrix<R>& result = series_[step.result][k];
  const std::size_t first = x.varies && !y.varies ? k : 0, last = x.varies ? k : 0;
  numerics::hadamard(value(x, first), value(y, k - first), result);
  for (std::size_t j = first + 1; j <= last; ++j) detail::add_hadamard(value(x, j), value(y, k - j), result);
}

template <class R>
void TaylorEvaluator<R>::combination(const Step& step, std::size_t k) {
  Matrix<R>& result = series_[step.result][k];
  result.setZero();
  for (std::size_t i = 0; i < step.operands.size(); ++i)
    if (k == 0 || step.operands[i].varies)
      add_scaled(step.coefficients[i], value(step.operands[i], k), result);
}

/// l = 1/(1 + e^x): l' = (l^2 - l) x'; softplus s = log(1 + e^x): s' = (1 - l) x'.
template <class R>
void TaylorEvaluator<R>::logistic(Step& step, std::size_t k) {
  const MatrixSeries<R>& x = series_[step.operands[0].node];
  MatrixSeries<R>&l = step.logistic, &slope = step.slope;
  Matrix<R>& result = series_[step.result][k];
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
  Matrix<R>& result = series_[step.result][k];
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
      result = value(step.operands[0], k).transpose();
      return;
    default:
      throw std::logic_error("TaylorEvaluator: an operation without a series");
  }
}

}  // namespace featdyn::numerics
