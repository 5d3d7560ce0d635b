#pragma once

#include "theory/kernel.hpp"
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

/// What the loss sees of the second layer, whose vectors v_r are the rows of V.
struct SecondLayerProducts {
  Matrix B;  ///< W V^T, neurons x neurons
  Matrix C;  ///< V X^T, neurons x patches
  Matrix D;  ///< V V^T, neurons x neurons
};
/// Both layers tied, V = W: B = D = G and C = A.
inline SecondLayerProducts tied(const Inputs& in) {
  return {.B = in.G, .C = in.A, .D = in.G};
}

/// The expected loss of the two-layer denoiser f_p(x) = m^{-1/2} sum_r sigma(<w_r, x>) v_r, less the constant
/// sum_p c_p E|target|^2 / 2, as a 1 x 1 matrix [section 2 of the derivation; noise target:]
///   L = sum_p c_p [ (1/2m) sum_{r,s} D_rs kappa_rs - (beta/sqrt m) sum_r B_rr tau_r ]
/// with kappa by Mehler's expansion where sigma is a polynomial; a target e eps + x_weight x subtracts
///   m^{-1/2} sum_{r,p} c_p (e beta B_rr phi_1 + x_weight C_rp phi_0) instead.
Matrix denoiser_loss(const Inputs& in, const SecondLayerProducts& second, const Activation& sigma,
                     const TargetWeights& target);

}  // namespace featdyn::theory
