#pragma once

#include "numerics/activation/activation.hpp"
#include "numerics/activation/hermite_rule.hpp"

namespace featdyn::numerics {

/// Where a pair energy is taken (theory/matrix_program.hpp): overlaps a, covariances C, weights D of pairs
/// and c of patches.
struct PairPlace {
  const Matrix<double>&a, &C, &D, &c;  ///< m x N, m x m, m x m, 1 x N
};

/// sum_{r,s} D_rs kappa_rs and what its derivatives are made of, as theory::PairPart names them.
struct PairEnergy {
  double energy = 0;
  Matrix<double> kappa, slopes;               ///< m x m
  Matrix<double> slope_rows, curvature_rows;  ///< m x N
};

/// Expectations of an activation over Gaussian noise: in closed form, or with a Gauss-Hermite rule. By
/// Mehler's expansion, for Hermite coefficients f_k of f(a + sqrt(v) Z) and g_k of g(b + sqrt(w) Z),
///   E[f(X) g(Y)] = sum_k f_k g_k rho^k:
/// smooth functions of a moderate variance need few nodes.
class NoiseAverage {
 public:
  /// Nodes of the rule, used where there is no closed form.
  NoiseAverage(const Activation& activation, int nodes);

  const Activation& activation() const { return activation_; }
  /// result_rp = E[f^(order)(a_rp + Z)], Z ~ N(0, v_r).
  void mean(unsigned order, const Matrix<double>& a, const Matrix<double>& v, Matrix<double>& result) const;
  void pair_energy(const PairPlace& at, PairEnergy& result);

 private:
  double mean(unsigned order, double a, double v) const;
  void expand(const PairPlace& at, Index patch);
  PairMoments moments(const GaussianPair& pair, Index r, Index s);
  void add_pair(const PairPlace& at, Index patch, Index r, Index s, PairEnergy& result);

  const Activation& activation_;
  HermiteRule rule_;
  Matrix<double> values_[3], coefficients_[3];  ///< of f, f', f'' at one patch: m x nodes, m x degrees
  Eigen::RowVectorXd powers_, weighted_;        ///< rho^k, and f_k rho^k of one neuron
};

}  // namespace featdyn::numerics
