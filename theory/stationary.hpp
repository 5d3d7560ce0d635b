#pragma once

#include "theory/model.hpp"

namespace featdyn::theory {

/// Symmetric sets of weights [section 2, symmetric branch; derived]: w_r = u X + z_r with one row u of
/// coefficients for all neurons and z_r off the data span, |z_r|^2 = zeta. simplex: sum_r z_r = 0,
/// <z_r, z_s> = -zeta/(m-1); equal: one z for all neurons.
enum class Symmetry { simplex, equal };

/// <z_r, z_s> / zeta for r != s. For one neuron both sets are the same.
Rational shared_part(Symmetry symmetry, long m);

/// The denoiser's loss on a symmetric set, where
///   A_rp = a_p,  a = u K,  q = a u^T,  G_rr = q + zeta,  G_rs = q + zeta * shared_part.
/// By symmetry a critical point of this loss in (u, zeta) is a stationary point of the full one; so is one in
/// u alone at zeta = 0. Neurons of the program: 2, which stand for all m. States "u" (1 x patches), "zeta" (1 x 1); directions "v_u", "v_zeta"; constants "K",
/// "c". Outputs "loss", "a", the gradient "du", "dzeta" and the Hessian times the direction, "Hu", "Hzeta".
void append_symmetric_loss(MatrixProgram& program, const Assumptions& assumptions, Symmetry symmetry, long m);

/// The full loss in coordinates of the span of patches and neurons: W = T E, X = B E for an orthonormal E, so
/// that A = T B^T and G = T T^T. State "T" (neurons x span), direction "V", constants "B" (patches x span),
/// "c". Outputs "loss", the gradient "dT", the Hessian times the direction "HV", and "Q".
void append_span_loss(MatrixProgram& program, const Assumptions& assumptions);

}  // namespace featdyn::theory
