#pragma once

#include <array>
#include <vector>

#include "numerics/method.hpp"
#include "numerics/problem.hpp"
#include "theory/polynomial.hpp"

namespace featdyn::numerics {

/// Gradient descent of the real network in R^d with exact noise expectation: the second way to every number
/// of the recurrence. It carries W itself, and its gradient comes from back-propagation and Stein's lemma
/// (E[h(eps) eps] = E[grad h(eps)]) instead of the chain rule through (A, G):
///   grad w_r = sum_p c_p E[ m^{-1/2} ( sigma(z_r) res + sigma'(z_r) <w_r, res> x_t ) ],
///   z_r = <w_r, x_t>, res = f(x_t) - target, E[sigma^(i)(z_r) sigma^(j)(z_s)] = sum_k c_rs^k/k! phi_{k+i}
///   phi_{k+j}.
template <class R>
class Network {
 public:
  using Real = R;
  Network(const Problem& problem, const R& eta);
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  Evaluation<R> evaluate();
  void advance() { W_ -= eta_ * gradient_; }
  const Matrix<R>& overlaps() const { return A_; }
  const Matrix<R>& gram() const { return G_; }
  const Matrix<R>& weights() const { return W_; }
  const Matrix<R>& gradient() const { return gradient_; }  ///< m x d, valid after evaluate()
  std::array<Matrix<R>*, 1> state() { return {&W_}; }

 private:
  /// One polynomial phi_k as terms coefficient a^i v^j, for evaluation at numbers.
  struct Term {
    R coefficient;
    unsigned a_power, v_power;
  };
  using Terms = std::vector<Term>;

  static Terms terms_of(const theory::Polynomial& phi);
  Matrix<R> values(const Terms& phi) const;
  R denoiser();
  R classifier();
  Matrix<R> pair_sum(std::size_t i, std::size_t j) const;

  const Problem& problem_;
  R eta_, alpha_, beta_, root_, noise_weight_, data_weight_;
  std::vector<Terms> phi_;
  Matrix<R> X_, W_, c_, signs_, A_, G_, gradient_;
  Matrix<R> Q_, P_;
  std::vector<Matrix<R>> Phi_, C_powers_;  ///< phi_k at every (r, p); (beta^2 G)^k / k! entrywise
};

static_assert(Method<Network<double>>);

}  // namespace featdyn::numerics
