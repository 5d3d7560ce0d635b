// Definitions of Evaluator<R>; included by the one source file per scalar type that instantiates it.
#include <cassert>
#include <cmath>
#include <stdexcept>

#include "numerics/evaluation_plan.inl"
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

}  // namespace detail

template <class R>
Evaluator<R>::Evaluator(const theory::MatrixProgram& program, const Extents& extents,
                        const TimedParameters<R>& parameters)
    : plan_(detail::PlanBuilder<R>(program, parameters).build()), values_(plan_.buffers.size()) {
  for (std::size_t i = 0; i < values_.size(); ++i)
    if (const auto& shape = plan_.buffers[i])
      values_[i].setZero(detail::extent_of(shape->rows, extents), detail::extent_of(shape->columns, extents));
  for (const auto& [name, buffer] : plan_.inputs)
    if (name == "ones") values_[static_cast<std::size_t>(buffer)].setOnes();
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
void Evaluator<R>::run() {
  if (!prepared_)
    for (const PlanStep<R>& step : plan_.constant) execute(step);
  prepared_ = true;
  for (const PlanStep<R>& step : plan_.varying) execute(step);
}

template <class R>
void Evaluator<R>::combine(const PlanStep<R>& step, Matrix<R>& result) {
  const auto is_whole = [&](std::size_t i) {
    const Matrix<R>& x = value(step.operands[i]);
    return x.rows() == result.rows() && x.cols() == result.cols() && !step.on_diagonal[i];
  };
  terms_.clear();
  for (std::size_t i = 0; i < step.operands.size(); ++i)
    if (is_whole(i)) terms_.push_back({&step.coefficients[i], &value(step.operands[i])});
  numerics::combine<R>(terms_, result);
  for (std::size_t i = 0; i < step.operands.size(); ++i)
    if (step.on_diagonal[i])
      result.diagonal() += step.coefficients[i] * value(step.operands[i]).col(0);
    else if (!is_whole(i))
      add_scaled(step.coefficients[i], value(step.operands[i]), result);
}

template <class R>
void Evaluator<R>::execute(const PlanStep<R>& step) {
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
      assert(false);
  }
}

}  // namespace featdyn::numerics
