#pragma once

#include <optional>

#include "theory/denoiser.hpp"

namespace featdyn::theory {

/// grad W = Q W + P X; Q is absent where the loss depends on W through A alone.
struct Gradient {
  std::optional<Matrix> Q;  ///< m x m, symmetric
  Matrix P;                 ///< m x N
};

/// The gradient of a loss of (A, G): P = dL/dA, Q = dL/dG + (dL/dG)^T, since A = W X^T and G = W W^T.
/// Derived from the loss by reverse accumulation.
Gradient denoiser_gradient(Matrix loss, const Inputs& in);
Gradient classifier_gradient(Matrix loss, const Inputs& in);

/// The gradient against the vectors that span it, in one notation: U = grad W X^T, H = grad W W^T,
/// g = grad W grad W^T; Q = 0 for the classifier.
struct GradientProducts {
  Matrix U;  ///< m x N, Q A + P K
  Matrix H;  ///< m x m, Q G + P A^T
};
GradientProducts products(const Gradient& grad, const Inputs& in);

/// Appends one exact step of gradient descent, W <- W - eta grad W, in coefficients:
///   A' = A - eta U,  G' = G - eta (H + H^T) + eta^2 g,  g = Q H^T + P U^T,
/// as outputs "A", "G", and "gradient_square" = |grad W|^2 = <Q, H> + <P, U>, "Q" and "P".
void append_step(MatrixProgram& program, const Gradient& grad, const Inputs& in);

/// Appends the gradient flow dW/dt = -grad W: dA/dt = -U, dG/dt = -(H + H^T), as outputs "dA" and "dG".
void append_flow(MatrixProgram& program, const Gradient& grad, const Inputs& in);

}  // namespace featdyn::theory
