// Definitions of Evaluator<R>; included by the one source file per scalar type that instantiates it.
#include <algorithm>
#include <cassert>
#include <cmath>
#include <stdexcept>

#include "numerics/entrywise.hpp"
#include "numerics/evaluator.hpp"

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

/// Which products X o Y of equal shapes only one sum reads: it takes X and Y themselves.
inline std::vector<bool> summed_products(const theory::MatrixProgram& program,
                                         const std::vector<bool>& needed) {
  const auto& instructions = program.instructions();
  const auto at = [&](int node) -> const theory::Instruction& {
    return instructions[static_cast<std::size_t>(node)];
  };
  std::vector<int> uses(instructions.size(), 0);
  for (std::size_t i = 0; i < uses.size(); ++i)
    if (needed[i])
      for (const int operand : instructions[i].operands) ++uses[static_cast<std::size_t>(operand)];
  for (const auto& [name, node] : program.outputs()) ++uses[static_cast<std::size_t>(node)];
  std::vector<bool> result(instructions.size(), false);
  for (std::size_t i = 0; i < uses.size(); ++i) {
    if (!needed[i] || instructions[i].operation != theory::Operation::sum) continue;
    const int node = instructions[i].operands[0];
    const theory::Instruction& product = at(node);
    if (product.operation == theory::Operation::hadamard && uses[static_cast<std::size_t>(node)] == 1 &&
        at(product.operands[0]).shape == at(product.operands[1]).shape)
      result[static_cast<std::size_t>(node)] = true;
  }
  return result;
}

}  // namespace detail

template <class R>
Evaluator<R>::Evaluator(const theory::MatrixProgram& program, const Extents& extents,
                        const TimedParameters<R>& parameters)
    : outputs_(program.outputs()) {
  const auto needed = program.needed(), summed = detail::summed_products(program, needed);
  values_.resize(program.instructions().size());
  for (std::size_t i = 0; i < values_.size(); ++i) {
    const theory::Instruction& source = program.instructions()[i];
    const bool is_input = source.operation == theory::Operation::input;
    if ((!needed[i] || summed[i]) && !is_input) continue;
    values_[i].setZero(detail::extent_of(source.shape.rows, extents),
                       detail::extent_of(source.shape.columns, extents));
    if (is_input) {
      if (source.name == "ones") values_[i].setOnes();
      inputs_.emplace_back(source.name, static_cast<int>(i));
      continue;
    }
    Step step{source.operation,
              static_cast<int>(i),
              source.operands,
              {},
              {source.transposed[0], source.transposed[1]}};
    if (source.operation == theory::Operation::sum)
      if (const auto of = static_cast<std::size_t>(source.operands[0]); summed[of])
        step.operands = program.instructions()[of].operands;
    for (const theory::Polynomial& coefficient : source.coefficients)
      step.coefficients.push_back(
          coefficient.evaluate<R>(parameters.at(static_cast<std::size_t>(source.time))));
    (source.varies ? varying_ : constant_).push_back(std::move(step));
  }
}

template <class R>
Matrix<R>& Evaluator<R>::input(const std::string& name) {
  int node = 0;
  if (!detail::find(inputs_, name, node))
    throw std::invalid_argument("Evaluator::input: no input named " + name);
  return values_[static_cast<std::size_t>(node)];
}

template <class R>
bool Evaluator<R>::has_output(const std::string& name) const {
  int node = 0;
  return detail::find(outputs_, name, node);
}

template <class R>
bool Evaluator<R>::has_input(const std::string& name) const {
  int node = 0;
  return detail::find(inputs_, name, node);
}

template <class R>
std::vector<std::string> Evaluator<R>::states() const {
  std::vector<std::string> names;
  for (const auto& [name, node] : inputs_)
    if (has_output(name)) names.push_back(name);
  return names;
}

template <class R>
const Matrix<R>& Evaluator<R>::output(const std::string& name) const {
  int node = 0;
  if (!detail::find(outputs_, name, node))
    throw std::invalid_argument("Evaluator::output: no output named " + name);
  return value(node);
}

template <class R>
void Evaluator<R>::run() {
  if (!prepared_)
    for (const Step& step : constant_) execute(step);
  prepared_ = true;
  for (const Step& step : varying_) execute(step);
}

template <class R>
void Evaluator<R>::combine(const Step& step, Matrix<R>& result) {
  const auto whole = [&](std::size_t i) {
    const Matrix<R>& x = value(step.operands[i]);
    return x.rows() == result.rows() && x.cols() == result.cols();
  };
  std::size_t next = 0;
  if (!step.operands.empty() && whole(0)) {
    scale(step.coefficients[0], value(step.operands[0]), result);
    next = 1;
  } else {
    result.setZero();
  }
  for (; next < step.operands.size(); ++next)
    add_scaled(step.coefficients[next], value(step.operands[next]), result);
}

template <class R>
void Evaluator<R>::execute(const Step& step) {
  using theory::Operation;
  Matrix<R>& result = values_[static_cast<std::size_t>(step.result)];
  if (step.operation == Operation::combination) return combine(step, result);
  const Matrix<R>& x = value(step.operands[0]);
  switch (step.operation) {
    case Operation::product:
      return multiply<R>({x, step.transposed[0]}, {value(step.operands[1]), step.transposed[1]}, result);
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
      result = x.transpose();
      return;
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
      assert(false);
  }
}

}  // namespace featdyn::numerics
