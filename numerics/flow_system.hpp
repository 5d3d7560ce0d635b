#pragma once

#include <memory>

#include "numerics/integration.hpp"
#include "numerics/problem.hpp"
#include "numerics/taylor_evaluator.hpp"
#include "numerics/taylor_stepper.hpp"

namespace featdyn::numerics {

/// The gradient flow dA/dt = -U, dG/dt = -(H + H^T) [theory/descent.hpp] as x' = f(x) with x the entries of A
/// by rows and then those of G on and above its diagonal.
template <class R>
class FlowSystem {
 public:
  /// For f itself (order 0) or for Taylor coefficients up to that order.
  FlowSystem(const Problem& problem, const Matrix<R>& K, std::size_t order);

  std::size_t size() const { return static_cast<std::size_t>(m_ * N_ + m_ * (m_ + 1) / 2); }
  void pack(const Matrix<R>& A, const Matrix<R>& G, FlatState<R>& x) const;
  void unpack(const FlatState<R>& x, Matrix<R>& A, Matrix<R>& G) const;

  /// dxdt = f(x), as Odeint calls it.
  void operator()(const FlatState<R>& x, FlatState<R>& dxdt, const R& t);
  /// series[1 .. order] from series[0], as TaylorStepper calls it.
  void operator()(FlatSeries<R>& series, std::size_t order);

 private:
  Index m_, N_;
  std::unique_ptr<Evaluator<R>> derivative_;
  std::unique_ptr<TaylorEvaluator<R>> taylor_;
};

}  // namespace featdyn::numerics
