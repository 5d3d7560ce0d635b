#pragma once

#include "theory/entrywise.hpp"
#include "theory/kernel.hpp"

namespace featdyn::theory {

/// The state of the dynamics and the constants of a data set, as inputs of a program.
struct Inputs {
  Matrix A, G;  ///< neurons x patches, neurons x neurons
  Matrix K;     ///< patches x patches
  Matrix c;     ///< 1 x patches, weights of the patches
};

/// sigma(z_rp) with z_rp = <w_r, alpha x_p + beta eps>, averaged over the noise: z_rp has mean a_rp = alpha
/// A_rp, and z_rp and z_sp have covariance C_rs = beta^2 G_rs [section 2 of the derivation].
class Noised {
 public:
  Noised(const Activation& sigma, const Inputs& in);

  /// phi_k = E[sigma^(k)(z_rp)].
  const HermiteMatrices& phi() const { return phi_; }
  /// factor * sum_{r,s} D_rs sum_p c_p E[sigma(z_rp) sigma(z_sp)] for a symmetric D. A polynomial's by
  /// Mehler's expansion, sum_k beta^{2k}/k! <D o G^(k), Phi_k diag(c) Phi_k^T> with G^(k) the entrywise
  /// power.
  Matrix pair_sum(const Polynomial& factor, Matrix D, Matrix c) const;
  /// The same of covariances, Cov(sigma(z_rp), sigma(z_sp)): the expansion from k = 1 on.
  Matrix covariance_sum(const Polynomial& factor, Matrix D, Matrix c) const;

 private:
  Matrix mehler(const Polynomial& factor, Matrix D, Matrix c, unsigned first) const;

  Activation sigma_;
  Matrix a_, G_;
  HermiteMatrices phi_;
};

}  // namespace featdyn::theory
