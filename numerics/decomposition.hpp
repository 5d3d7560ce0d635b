#pragma once

#include <array>

#include "numerics/method.hpp"
#include "numerics/problem.hpp"

namespace featdyn::numerics {

/// Training seen through the signal-noise decomposition [section 2]
///   w_r = sum_s M_rs w_s^0 + sum_p N_rp x_p,   gamma_{r,j} = N |mu_j|^2,  rho_{r,i} = N |xi_i|^2,
/// where M stays the identity for the classifier, so that w = w^0 + sum gamma mu/|mu|^2 + sum rho xi/|xi|^2;
/// the tied network adds the sum over initial weights. Its state is (M, N) alone: per step
///   M <- M - eta Q M,  N <- N - eta (Q N + P),
/// with (A, G) put together from them. A third way to the overlaps, exact like the recurrence.
template <class R>
class Decomposition {
 public:
  using Real = R;
  Decomposition(const Problem& problem, const InitialState<R>& start, const R& eta);
  Decomposition(const Decomposition&) = delete;
  Decomposition& operator=(const Decomposition&) = delete;

  Evaluation<R> evaluate();
  void advance();
  const Matrix<R>& overlaps() const { return *A_; }
  const Matrix<R>& gram() const { return *G_; }
  std::array<Matrix<R>*, 2> state() { return {&M_, &N_}; }

  /// gamma (signal columns) and rho (noise columns), m x N: N_rp |x_p|^2.
  Matrix<R> coefficients() const;
  /// M, m x m.
  const Matrix<R>& mixing() const { return M_; }

 private:
  void assemble();
  InitialState<R> start_;
  R eta_;
  Evaluator<R> step_;
  Matrix<R>*A_, *G_;
  Matrix<R> M_, N_;
};

static_assert(Method<Decomposition<double>>);

}  // namespace featdyn::numerics
