#pragma once

#include "numerics/methods/method.hpp"
#include "numerics/training/heavy_ball.hpp"

namespace featdyn::numerics {

/// Training seen through the signal-noise decomposition [section 2]
///   w_r = sum_s M_rs w_s^0 + sum_p N_rp x_p,   gamma_{r,j} = N |mu_j|^2,  rho_{r,i} = N |xi_i|^2,
/// where M stays the identity for the classifier, so that w = w^0 + sum gamma mu/|mu|^2 + sum rho xi/|xi|^2;
/// the tied network adds the sum over initial weights, a second layer of vectors the sum over those. Its
/// state is T alone, W = T R for the start's vectors R = (W^0, V^0, X): per step
///   T <- T - eta (sum_c C_c T_c),   tied:  M <- M - eta Q M,  N <- N - eta (Q N + P),
/// with the inner products put together from T and R R^T. A third way to the overlaps, exact like the
/// recurrence. A trained second layer has such a T too.
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
  std::vector<Matrix<R>*> state();

  /// gamma (signal columns) and rho (noise columns), m x N: N_rp |x_p|^2.
  Matrix<R> coefficients() const;
  /// M, m x m.
  Matrix<R> mixing() const { return T_W_.leftCols(m_); }

 private:
  void assemble();
  Matrix<R> gradient(const char* on_W, const char* on_V, const char* on_X) const;

  HeavyBall<R> rule_;
  Evaluator<R> step_;
  Matrix<R>*A_, *G_;
  Index m_, N_;
  bool has_V_, V_moves_;
  Matrix<R> start_products_;  ///< R R^T
  Matrix<R> T_W_, T_V_, a_;   ///< T_V of a second layer of vectors, a of a trained one of numbers
};

static_assert(Method<Decomposition<double>>);

}  // namespace featdyn::numerics
