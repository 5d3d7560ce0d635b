#pragma once

#include <optional>

#include "theory/matrix_program.hpp"
#include "theory/target.hpp"

namespace featdyn::theory {

/// One layer, D x = W x + b with a free d x d matrix W: what is known of it are inner products of the patches x_p,
/// their images W x_p and b, and of W itself its square and trace. They close under training [derived below].
struct LinearMapInputs {
  Matrix Y;              ///< "A": <x_p, W x_q>, patches x patches
  Matrix H;              ///< "G": <W x_p, W x_q>, patches x patches, symmetric
  Matrix square, trace;  ///< "square": |W|^2 (Frobenius), "trace": tr W; 1 x 1
  Matrix K, c, d;        ///< constants: Gram matrix and weights of the patches, "d": the dimension, 1 x 1
  /// "u": <b, x_p>, "v": <b, W x_p>, patches x 1, "bias_square": |b|^2, 1 x 1.
  struct Bias {
    Matrix u, v, square;
  };
  std::optional<Bias> bias;
};

/// Declares them; c is a state where a step takes a part of the samples.
LinearMapInputs make_linear_map_inputs(MatrixProgram& program, bool bias, bool batches);

/// sum_p c_p E[ |D x_t|^2/2 - <D x_t, target> ], x_t = alpha x_p + beta eps: the expectation of the denoiser's loss
/// without E|target|^2/2, so that it is 0 at W = 0, b = 0.
Matrix linear_map_loss(const LinearMapInputs& in, const TargetWeights& target);

/// Gradient descent on such a loss. From its partial derivatives P = dL/dY, Q = 2 sym dL/dH, rho = 2 dL/d|W|^2,
/// zeta = dL/dtr W, p = dL/du, q = dL/dv, s = 2 dL/d|b|^2, with X the patches as rows,
///   grad W = X^T P X + W X^T Q X + rho W + zeta I + b q^T X,   grad b = X^T p + W X^T q + s b,
/// a combination of patches, images and b from the left, so that with T = (P K + zeta, Q K + rho, K q)
///   (grad W) X^T = X^T T_X + (W X^T) T_Z + b T_b^T
/// and every product that the next step needs is one of those known.
class LinearMapDescent {
 public:
  LinearMapDescent(Matrix loss, const LinearMapInputs& in, std::optional<Matrix> rate);

  /// Appends W <- W - eta s grad W, b <- b - eta s grad b in these products. Outputs: the states under their
  /// names, "gradient_square" = |grad W|^2 + |grad b|^2, and P, Q under these names.
  void append_step(MatrixProgram& program) const;
  /// The gradient flow, outputs "d" + name.
  void append_flow(MatrixProgram& program) const;

 private:
  Matrix stepped(Matrix from, Matrix direction) const;
  Matrix scaled(Matrix x) const;

  LinearMapInputs in_;
  std::optional<Matrix> rate_;
  Matrix P_, Q_, rho_, zeta_;
  Matrix T_X_, T_Z_;                ///< patches x patches
  Matrix X_gradient_, Z_gradient_;  ///< X grad W X^T; (X W^T) grad W X^T
  Matrix inner_, square_, trace_;   ///< <W, grad W>, |grad W|^2, tr grad W
  /// Of the bias: q, K q, b^T (grad W) X^T as a column, X grad b, (W X^T)^T grad b, <b, grad b>, |grad b|^2.
  struct BiasGradient {
    Matrix q, T_b, b_gradient, against_x, against_z, inner, square;
  };
  std::optional<BiasGradient> bias_;
};

}  // namespace featdyn::theory
