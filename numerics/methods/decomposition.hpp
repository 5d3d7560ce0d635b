#pragma once

#include <utility>
#include <vector>

#include "numerics/training/heavy_ball.hpp"
#include "numerics/training/method.hpp"

namespace featdyn::numerics {

/// Training seen through the signal-noise decomposition [section 2]
///   w_r = sum_s M_rs w_s^0 + sum_p N_rp x_p,   gamma_{r,j} = N |mu_j|^2,  rho_{r,i} = N |xi_i|^2,
/// where M stays the identity for the classifier, so that w = w^0 + sum gamma mu/|mu|^2 + sum rho xi/|xi|^2;
/// the tied network adds the sum over initial weights, a second layer of vectors the sum over those. Its
/// state is T alone, W = T R for the start's vectors R = (W^0, V^0, X): per step
///   T <- T - eta (sum_c C_c T_c),   tied:  M <- M - eta Q M,  N <- N - eta (Q N + P),
/// with the inner products put together from T and R R^T. A third way to the overlaps, exact like the
/// recurrence. A trained second layer has such a T too. Where the rows of R depend on each other (d < N + m)
/// the coefficients of a movement are not unique and could grow without end while W stays: the movements of T
/// are then those of least norm, in units of the rows' norms, and W itself is made of T and R.
template <class R>
class Decomposition {
 public:
  using Real = R;
  Decomposition(const Problem& problem, const InitialState<R>& start, const R& eta);
  Decomposition(const Decomposition&) = delete;
  Decomposition& operator=(const Decomposition&) = delete;

  Evaluation<R> evaluate();
  void advance();
  /// The whole training loss on the labels that the present step is told, where it draws some; before advance().
  std::optional<R> told_loss();
  const Matrix<R>& overlaps() const { return *A_; }
  const Matrix<R>& gram() const { return *G_; }
  std::vector<Matrix<R>*> state();
  NamedState<R> named_state();
  InitialState<double> constants() { return rounded_start(step_); }

  /// gamma (signal columns) and rho (noise columns), m x N: N_rp |x_p|^2. Of patches on one line (signals mu and -mu,
  /// or mu and s mu) what W has of their line, seen from each.
  Matrix<R> coefficients() const;
  /// M, m x m.
  Matrix<R> mixing() const { return T_W_.leftCols(m_); }

 private:
  void assemble();
  void assemble_vectors();
  void keep_to_rows(Matrix<R>& movement) const;
  Matrix<R> gradient(const char* on_W, const char* on_V, const char* on_X) const;

  HeavyBall<R> rule_;
  Evaluator<R> step_;
  Matrix<R>*A_, *G_;
  Index m_, N_;
  bool has_V_, V_moves_;
  std::vector<std::pair<Index, Index>> on_one_line_;  ///< patches, both ways round
  Matrix<R> start_products_;                          ///< R R^T
  Matrix<R> rows_;                                    ///< R in coordinates, where the start has vectors
  Matrix<R> basis_, norms_;      ///< of the range of R's rows over their norms, and these as a row
  Matrix<R> moved_W_, moved_V_;  ///< momenta of T times R, where there are some
  Matrix<R> T_W_, T_V_, a_;      ///< T_V of a second layer of vectors, a of a trained one of numbers
};

static_assert(SteppingMethod<Decomposition<double>>);

}  // namespace featdyn::numerics
