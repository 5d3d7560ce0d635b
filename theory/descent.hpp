#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "theory/matrix_program.hpp"

namespace featdyn::theory {

/// Blocks of vectors of R^d: first layer, second layer, patches, and the momenta of the trained ones. The
/// dynamics know their inner products only.
enum class Rows { W, V, X, W_momentum, V_momentum };

/// The inner products of two blocks, value = left right^T, under the name that a program knows them by.
struct RowProducts {
  std::string name;
  Rows left, right;
  Matrix value;
};

/// Numbers that are trained beside the vectors, such as a classifier's second layer, and their momentum.
struct Numbers {
  std::string name;
  Matrix value;
  std::optional<Matrix> momentum = std::nullopt;
};

/// What training moves, and everything that is known of it.
struct Coordinates {
  std::vector<Rows> trained;          ///< W, or W and V
  std::vector<RowProducts> products;  ///< every pair of blocks once
  std::vector<Numbers> numbers = {};
  bool has_momentum = false;
  std::optional<Matrix> rate = std::nullopt;  ///< 1 x 1, factor on eta of the step; nothing: 1
  std::map<Rows, Matrix> vectors = {};        ///< the blocks themselves where they are the state; else none
};

/// The momenta of trained blocks.
Rows momentum_of(Rows trained);
/// "W", "V", "X", "W'" or "V'".
const char* letter(Rows block);

/// Gradient descent on a loss of inner products. Since R_b R_e^T = G_be,
///   grad R_b = sum_e C_be R_e,  C_be = dL/dG_be (b != e),  C_bb = dL/dG_bb + (dL/dG_bb)^T,
/// derived from the loss by reverse accumulation. For the tied network grad W = Q W + P X: Q = C_WW is m x m
/// and symmetric, P = C_WX is m x N.
class Descent {
 public:
  Descent(Matrix loss, Coordinates coordinates);

  /// Appends one exact step, R_b <- R_b - eta s S_b with S_b = grad R_b + nu (momentum of R_b), in inner
  /// products:
  ///   G_bc <- G_bc - eta s (H_bc + H_cb^T) + eta^2 s^2 g_bc,  H_bc = S_b R_c^T,  g_bc = S_b S_c^T,
  /// the momenta becoming S_b. Outputs: each varying product under its own name, the numbers, the
  /// coefficients C_be under coefficient_name, and "gradient_square" = |grad L|^2.
  void append_step(MatrixProgram& program);

  /// Appends the gradient flow dR_b/dt = -grad R_b as outputs "d" + name. Requires no momentum.
  void append_flow(MatrixProgram& program);

  /// The same step and flow of the blocks themselves (Coordinates::vectors), R_b <- R_b - eta s S_b; the step
  /// gives the inner products of the moved blocks too. Outputs under the blocks' letters, and "gradient.W",
  /// "gradient.V".
  void append_vector_step(MatrixProgram& program);
  void append_vector_flow(MatrixProgram& program);

 private:
  using Pair = std::pair<Rows, Rows>;
  using Known = std::map<Pair, Matrix>;
  bool is_trained(Rows block) const;
  const RowProducts* find(Rows left, Rows right) const;
  Matrix product(Rows left, Rows right) const;
  Matrix applied(Matrix coefficient, Rows left, Rows right) const;
  Matrix gradient_against(Rows block, Rows other);
  Matrix direction_against(Rows block, Rows other);
  Matrix directions(Rows b, Rows c);
  Matrix moved(const RowProducts& old);
  Matrix stepped(Matrix from, Matrix direction) const;
  Matrix scaled(Matrix x) const;
  Matrix gradient_square();
  Matrix vector_gradient(Rows block) const;
  void append_coefficients(MatrixProgram& program) const;
  void append_momenta(MatrixProgram& program);
  void append_numbers(MatrixProgram& program);

  Coordinates at_;
  Known coefficients_;
  std::vector<Matrix> number_gradients_;
  Known gradients_against_, directions_against_, directions_;  ///< what was written down already
};

/// "Q", "P" and "S" for the coefficients of grad W on W, X and V; "V.W", "V.V", "V.X" for those of grad V.
std::string coefficient_name(Rows block, Rows other);

}  // namespace featdyn::theory
