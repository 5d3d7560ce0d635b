// Definitions of FlowSystem<R>; included by the one source file per scalar type that instantiates it.
#pragma once

#include <algorithm>

#include "numerics/flow/flow_system.hpp"

namespace featdyn::numerics {
namespace detail {

/// Outputs "dX" stand for the states "X".
inline std::vector<Equation> equations_of(const theory::MatrixProgram& program) {
  std::vector<Equation> equations;
  for (const auto& [name, node] : program.outputs())
    if (name.starts_with('d')) equations.push_back({.state = name.substr(1), .derivative = name});
  return equations;
}

}  // namespace detail

template <class R>
FlowSystem<R>::FlowSystem(const Problem& problem, const InitialState<R>& start, std::size_t order)
    : vectors_(start.vectors) {
  theory::MatrixProgram program;
  require_expectation(problem.settings);
  theory::append_training_flow(program, problem.settings.assumptions(), start.form());
  const auto parameters = run_parameters<R>(problem, R(0));
  const Extents extents = extents_of(problem, start);
  const auto equations = detail::equations_of(program);
  for (const Equation& equation : equations) names_.push_back(equation.state);
  if (order == 0) {
    derivative_ = std::make_unique<Evaluator<R>>(program, extents, parameters);
    set_constants(problem, start, *derivative_);
  } else {
    taylor_ = std::make_unique<TaylorEvaluator<R>>(program, extents, parameters, equations, order);
    set_constants(problem, start, *taylor_);
  }
}

template <class R>
void FlowSystem<R>::pack(const std::vector<const Matrix<R>*>& states, FlatState<R>& x) const {
  std::size_t size = 0;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    const Index n = states[i]->rows();
    size += static_cast<std::size_t>(is_symmetric(names_[i]) ? n * (n + 1) / 2 : states[i]->size());
  }
  x.resize(size);
  auto next = x.begin();
  for (std::size_t i = 0; i < names_.size(); ++i) {
    const Matrix<R>& state = *states[i];
    const bool symmetric = is_symmetric(names_[i]);
    for (Index r = 0; r < state.rows(); ++r)
      next = std::copy(state.data() + r * state.cols() + (symmetric ? r : 0),
                       state.data() + (r + 1) * state.cols(), next);
  }
}

template <class R>
void FlowSystem<R>::unpack(const FlatState<R>& x, const std::vector<Matrix<R>*>& states) const {
  auto next = x.begin();
  for (std::size_t i = 0; i < states.size(); ++i) {
    Matrix<R>& state = *states[i];
    const bool symmetric = is_symmetric(names_[i]);
    for (Index r = 0; r < state.rows(); ++r)
      for (Index s = symmetric ? r : 0; s < state.cols(); ++s) {
        state(r, s) = *next++;
        if (symmetric) state(s, r) = state(r, s);
      }
  }
}

template <class R>
void FlowSystem<R>::show(const FlatState<R>& x, Matrix<R>& A, Matrix<R>& G) const {
  if (!vectors_) return unpack(x, {&A, &G});
  Matrix<R> W(vectors_->W.rows(), vectors_->W.cols());
  unpack(x, {&W});
  A = product<R>({W}, {vectors_->X, true});
  G = numerics::gram<R>(W);
}

/// In vectors A_k = W_k X^T, G_k = sum_j W_j W_{k-j}^T.
template <class R>
void FlowSystem<R>::show(const FlatSeries<R>& series, std::size_t k, Matrix<R>& A, Matrix<R>& G) const {
  if (!vectors_) return unpack(series[k], {&A, &G});
  Matrix<R> left(vectors_->W.rows(), vectors_->W.cols()), right = left;
  unpack(series[k], {&left});
  A = product<R>({left}, {vectors_->X, true});
  G.setZero();
  for (std::size_t j = 0; j <= k; ++j) {
    unpack(series[j], {&left});
    unpack(series[k - j], {&right});
    G += product<R>({left}, {right, true});
  }
}

template <class R>
void FlowSystem<R>::operator()(const FlatState<R>& x, FlatState<R>& dxdt, const R&) {
  std::vector<Matrix<R>*> states;
  std::vector<const Matrix<R>*> derivatives;
  for (const std::string& name : names_) {
    states.push_back(&derivative_->input(name));
    derivatives.push_back(&derivative_->output("d" + name));
  }
  unpack(x, states);
  derivative_->run();
  pack(derivatives, dxdt);
}

template <class R>
void FlowSystem<R>::operator()(FlatSeries<R>& series, std::size_t order) {
  if (order > expanded_order_ || series[0] != expanded_) {
    std::vector<Matrix<R>*> first;
    for (std::size_t i = 0; i < names_.size(); ++i) first.push_back(&taylor_->state(i)[0]);
    unpack(series[0], first);
    taylor_->expand(order);
    expanded_ = series[0];
    expanded_order_ = order;
  }
  std::vector<const Matrix<R>*> coefficients(names_.size());
  for (std::size_t k = 1; k <= order; ++k) {
    for (std::size_t i = 0; i < names_.size(); ++i) coefficients[i] = &taylor_->state(i)[k];
    pack(coefficients, series[k]);
  }
}

}  // namespace featdyn::numerics
