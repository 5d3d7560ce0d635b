#pragma once

#include "theory/matrix_program.hpp"
#include "theory/target.hpp"

namespace featdyn::theory {

/// The state of the dynamics and the constants of a data set, as inputs of a program.
struct Inputs {
  Matrix A, G;  ///< neurons x patches, neurons x neurons
  Matrix K;     ///< patches x patches
  Matrix c;     ///< 1 x patches, weights of the patches
};
Inputs make_inputs(MatrixProgram& program);

/// The expected loss of the tied two-layer denoiser f_p(W, x) = m^{-1/2} sum_r sigma(<w_r, x>) w_r, less the
/// constant sum_p c_p E|target|^2 / 2, as a 1 x 1 matrix [section 2 of the derivation; noise target:]
///   L = sum_p c_p [ (1/2m) sum_{r,s} G_rs kappa_rs - (beta/sqrt m) sum_r G_rr tau_r ]
/// with kappa by Mehler's expansion; a target e eps + x_weight x subtracts
///   m^{-1/2} sum_{r,p} c_p (e beta G_rr phi_1 + x_weight A_rp phi_0) instead.
Matrix denoiser_loss(const Inputs& in, const Polynomial& sigma, const TargetWeights& target);

}  // namespace featdyn::theory
