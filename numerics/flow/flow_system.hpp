#pragma once

#include <memory>

#include "numerics/flow/taylor_stepper.hpp"
#include "numerics/problem/problem.hpp"
#include "numerics/program/taylor_evaluator.hpp"
#include "numerics/training/integration.hpp"

namespace featdyn::numerics {

/// The gradient flow of a model's states [theory/descent.hpp], dA/dt = -U, dG/dt = -(H + H^T) and what a
/// second layer adds, or dW/dt = -grad_W L where the start has vectors, as x' = f(x) with x their entries by
/// rows, of G and D those on and above the diagonal.
template <class R>
class FlowSystem {
 public:
  /// For f itself (order 0) or for Taylor coefficients up to that order.
  FlowSystem(const Problem& problem, const InitialState<R>& start, std::size_t order);

  /// The states by name, in the order of x.
  const std::vector<std::string>& states() const { return names_; }
  /// Matrices in the order of states() to x, and the first of them back.
  void pack(const std::vector<const Matrix<R>*>& states, FlatState<R>& x) const;
  void unpack(const FlatState<R>& x, const std::vector<Matrix<R>*>& states) const;

  /// A and G at x; and their coefficients of order k where x has a series.
  void show(const FlatState<R>& x, Matrix<R>& A, Matrix<R>& G) const;
  void show(const FlatSeries<R>& series, std::size_t k, Matrix<R>& A, Matrix<R>& G) const;

  /// dxdt = f(x), as Odeint calls it.
  void operator()(const FlatState<R>& x, FlatState<R>& dxdt, const R& t);
  /// series[1 .. order] from series[0], as TaylorStepper calls it; the last state's once more costs nothing.
  void operator()(FlatSeries<R>& series, std::size_t order);

 private:
  static bool is_symmetric(const std::string& name) { return name == "G" || name == "D"; }

  std::vector<std::string> names_;
  std::optional<SpanVectors<R>> vectors_;  ///< of the start
  std::unique_ptr<Evaluator<R>> derivative_;
  std::unique_ptr<TaylorEvaluator<R>> taylor_;
  FlatState<R> expanded_;  ///< whose series taylor_ holds
  std::size_t expanded_order_ = 0;
};

}  // namespace featdyn::numerics
