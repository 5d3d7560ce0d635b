#pragma once

#include <vector>

#include "numerics/activation/activation.hpp"
#include "numerics/problem/noise_levels.hpp"
#include "numerics/training/heavy_ball.hpp"
#include "numerics/training/method.hpp"
#include "theory/polynomial.hpp"

namespace featdyn::numerics {

/// Gradient descent of the real network in R^d with exact noise expectation: the second way to every number
/// of the recurrence. It carries W itself, and its gradient comes from back-propagation and Stein's lemma
/// (E[h(eps) eps] = E[grad h(eps)]) instead of the chain rule through inner products:
///   grad w_r = sum_p c_p E[ m^{-1/2} sigma'(z_r) <v_r, res> x_t ],
///   grad v_r = sum_p c_p E[ m^{-1/2} sigma(z_r) res ], tied: their sum at v = w,
///   z_r = <w_r, x_t>, res = f(x_t) - target,
///   E[sigma^(i)(z_r) sigma^(j)(z_s)] = sum_k c_rs^k/k! phi_{k+i} phi_{k+j}.
template <class R>
class Network {
 public:
  using Real = R;
  Network(const Problem& problem, const R& eta);
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  Evaluation<R> evaluate();
  void advance();
  /// The whole training loss on the labels that the present step is told, where it draws some; before advance().
  std::optional<R> told_loss();
  const Matrix<R>& overlaps() const { return A_; }
  const Matrix<R>& gram() const { return G_; }
  const Matrix<R>& weights() const { return W_; }
  /// v_r as rows; the classifier's a_r as a row.
  const Matrix<R>& second_layer() const { return tied_ ? W_ : V_; }
  const Matrix<R>& gradient() const { return gradient_; }  ///< of W, m x d, valid after evaluate()
  std::vector<Matrix<R>*> state();
  NamedState<R> named_state() const;
  InitialState<double> constants() const;

 private:
  /// One polynomial phi_k as terms coefficient a^i v^j, for evaluation at numbers.
  struct Term {
    R coefficient;
    unsigned a_power, v_power;
  };
  using Terms = std::vector<Term>;
  /// phi_k at every (r, p), k <= 3 at least, what is summed over pairs with M^ij = E[sigma^(i)(z_r)
  /// sigma^(j)(z_s)], and what is the same for all patches of a time.
  struct Kernels {
    const NoiseLevel<R>& level;
    R noise_weight, data_weight;
    std::vector<Matrix<R>> Phi;
    Matrix<R> kappa, slopes;       ///< sum_p c_p M^00 and M^11, m x m
    Matrix<R> one_zero, two_zero;  ///< sum_s D_rs M^10 and M^20 per patch, m x N
  };
  /// grad W = Q W + diag(s) V + P X, grad V = diag(s) W + U V + P_V X.
  struct Coefficients {
    Matrix<R> Q, P, U, P_V, s;
  };

  static Terms terms_of(const theory::Polynomial& phi);
  Matrix<R> values(const Terms& phi, const R& alpha, const R& beta) const;
  Kernels kernels(const NoiseLevel<R>& level) const;
  void expand(Kernels& at) const;
  void average(Kernels& at) const;
  Matrix<R> pair_sum(const Kernels& at, const std::vector<Matrix<R>>& C_powers, std::size_t order) const;
  const Matrix<R>& D() const { return tied_ ? G_ : D_; }
  Matrix<R> sigma(unsigned order) const;
  R add_time(const NoiseLevel<R>& level, Coefficients& sum) const;
  R differentiate();
  R denoiser();
  R classifier();
  R cross_entropy();
  R noised_classifier();
  R add_noised_time(const NoiseLevel<R>& level, Coefficients& sum) const;
  Matrix<R> pulls(const Matrix<R>& slopes) const;
  Matrix<R> outputs(const Matrix<R>& of_patches) const;
  R add_penalty();
  R add_code_cost();
  void place_step();

  const Problem& problem_;
  theory::Assumptions assumptions_;
  bool diffuses_, tied_, V_moves_;
  R root_;
  R per_neuron_;  ///< the classifier's factor on sum_r a_r sum_p sigma: 1/m unless settings say otherwise
  std::vector<NoiseLevel<R>> levels_;
  std::vector<Terms> phi_;                ///< of a polynomial
  std::vector<Terms> square_phi_;         ///< of its square, k <= 2, where the code costs
  const Activation* function_ = nullptr;  ///< instead of it
  HeavyBall<R> rule_;
  Matrix<R> y_;                       ///< labels, as the step is told
  Matrix<R> X_, W_, V_, c_, shares_;  ///< V: vectors v_r, or the classifier's row a
  Matrix<R> A_, G_, B_, C_, D_;       ///< W X^T, W W^T, W V^T, V X^T, V V^T
  Matrix<R> gradient_, V_gradient_;
};

static_assert(SteppingMethod<Network<double>>);

}  // namespace featdyn::numerics
