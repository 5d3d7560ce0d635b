#pragma once

#include <vector>

#include "numerics/problem/noise_levels.hpp"
#include "numerics/training/heavy_ball.hpp"
#include "numerics/training/method.hpp"

namespace featdyn::numerics {

/// Gradient descent of one layer, D x = W x + b, in R^d with the exact expectation over noise: the second way to every
/// number of its recurrence. It carries W and b themselves; with x_t = alpha x + beta eps and target q x + e eps
///   grad W = sum_p c_p (alpha^2 W x_p x_p^T + beta^2 W + alpha b x_p^T - q alpha x_p x_p^T) - e beta nu I,
///   grad b = sum_p c_p (alpha W x_p + b - q x_p).
template <class R>
class MatrixNetwork {
 public:
  using Real = R;
  MatrixNetwork(const Problem& problem, const R& eta);
  MatrixNetwork(const MatrixNetwork&) = delete;
  MatrixNetwork& operator=(const MatrixNetwork&) = delete;

  Evaluation<R> evaluate();
  void advance();
  const Matrix<R>& overlaps() const { return Y_; }  ///< X W X^T
  const Matrix<R>& gram() const { return H_; }      ///< X W^T W X^T
  const Matrix<R>& weights() const { return W_; }
  const Matrix<R>& bias() const { return b_; }  ///< 1 x d, empty where there is none
  std::vector<Matrix<R>*> state();

 private:
  R differentiate();
  R add_time(const NoiseLevel<R>& level, const Matrix<R>& weighted);

  const Problem& problem_;
  HeavyBall<R> rule_;
  std::vector<NoiseLevel<R>> levels_;
  bool has_bias_;
  Matrix<R> X_, W_, b_, c_, images_, moment_, Y_, H_, gradient_, bias_gradient_;
};

}  // namespace featdyn::numerics
