#pragma once

#include <string>
#include <utility>
#include <vector>

#include "theory/polynomial.hpp"

namespace featdyn::theory {

/// The extents that matrices of the dynamics have; numbers are given to them only when a program is run.
/// span: of coordinates in the span of patches and neurons, where the Hessian is taken.
enum class Extent { one, neurons, patches, samples, span };

struct Shape {
  Extent rows, columns;
  bool operator==(const Shape&) const = default;
};
/// One number, and one for each patch in a row.
inline constexpr Shape scalar_shape{.rows = Extent::one, .columns = Extent::one};
inline constexpr Shape patch_row{.rows = Extent::one, .columns = Extent::patches};

class MatrixProgram;

/// A matrix of a program, as a formula sees it: a small handle.
struct Matrix {
  MatrixProgram* program;
  int node;
  Shape shape() const;
};

/// Each operation is linear, bilinear or a named function of one variable, so that a program can be run on
/// numbers, intervals or power series order by order.
enum class Operation {
  input,        ///< given from outside
  product,      ///< X Y, either one transposed if so marked
  hadamard,     ///< X o Y; a column or row operand is repeated
  combination,  ///< sum_i coefficient_i X_i; column, row and 1 x 1 operands are repeated
  sum,          ///< the sum of all entries, 1 x 1
  diagonal,     ///< the diagonal of a square matrix, as a column
  on_diagonal,  ///< a column, as the diagonal of a square matrix
  transpose,    ///< X^T
  logistic,     ///< 1 / (1 + e^x), entry by entry
  softplus,     ///< log(1 + e^x), entry by entry
  exponential,  ///< e^x, entry by entry
  function,     ///< f^(k)(x), entry by entry, of a named function
  noise_mean,   ///< E[f^(k)(a + Z)], Z ~ N(0, v), entry by entry: a matrix a and a column v
  pair_energy,  ///< see the formula of that name
  pair_part     ///< a matrix that a pair_energy has left behind
};

/// What a pair_energy leaves behind, with M^ij_rs,p = E[f^(i)(z_r) f^(j)(z_s)] at patch p.
enum class PairPart {
  kappa,          ///< sum_p c_p M^00, neurons x neurons
  slopes,         ///< sum_p c_p M^11, neurons x neurons
  slope_rows,     ///< sum_s D_rs M^10, neurons x patches
  curvature_rows  ///< sum_s D_rs M^20, neurons x patches
};

/// A known partial derivative of an entry-by-entry function: d value / d operand = factor * derivative.
struct Partial {
  int operand;
  Polynomial factor;
  int derivative;
};

/// One instruction of a program.
struct Instruction {
  Operation operation;
  Shape shape;
  std::vector<int> operands{};  ///< earlier instructions
  std::vector<Polynomial>
      coefficients{};                   ///< combination: one per operand, polynomials in the run's parameters
  bool transposed[2] = {false, false};  ///< product: which operand is transposed
  std::string name{};                   ///< input: its name; function of one variable: its name
  bool varies = false;                  ///< whether it depends on an input that changes from step to step
  bool weighted_gram = false;           ///< product: X diag(c) X^T, written (X o c) X^T
  bool symmetric = false;               ///< said to be its own transpose
  std::vector<Partial> partials{};      ///< where known, used instead of the chain rule through the operands
  int time = 0;                         ///< at which of the run's times its coefficients are taken
  unsigned order = 0;                   ///< function, noise_mean: the derivative taken
  PairPart part{};                      ///< pair_part: which
};

/// A straight-line program of matrix operations: what formulas written with `Matrix` build, and what
/// numerics/ evaluates. Formulas are written once, free of the scalar and of all sizes.
class MatrixProgram {
 public:
  MatrixProgram() = default;
  MatrixProgram(const MatrixProgram&) = delete;
  MatrixProgram& operator=(const MatrixProgram&) = delete;
  MatrixProgram(MatrixProgram&&) = delete;

  /// An input that changes from step to step.
  Matrix state(std::string name, Shape shape);
  /// An input that stays the same during a run.
  Matrix constant(std::string name, Shape shape);
  /// A matrix of ones of that shape, a constant that every evaluator supplies under the name "ones".
  Matrix ones(Shape shape);
  /// Declares what the derivative of an entry-by-entry function is; theory/differentiate.hpp then uses it.
  void set_partials(Matrix value, std::vector<Partial> partials);
  /// Says that a product is X diag(c) X^T, so that its derivative costs one product, not two.
  void mark_weighted_gram(Matrix product);
  /// Says that a square matrix is its own transpose, so that half of it need be computed. Returns it.
  Matrix mark_symmetric(Matrix square);
  /// From now on alpha, beta and weight in coefficients are those of this time, counted from 0.
  void at_time(int time) { time_ = time; }
  /// Names a result; results are found by name when the program is run.
  void output(std::string name, Matrix value);

  const std::vector<Instruction>& instructions() const { return instructions_; }
  const std::vector<std::pair<std::string, int>>& outputs() const { return outputs_; }
  /// Which instructions the outputs need.
  std::vector<bool> needed() const;

  Matrix append(Instruction instruction);
  int time() const { return time_; }
  /// Whether an instruction's coefficients mean the same now as when it was written.
  bool same_at_present(const Instruction& instruction) const;

 private:
  int time_ = 0;
  std::vector<Instruction> instructions_;
  std::vector<std::pair<std::string, int>> outputs_;
};

/// X Y. Shapes must match, here and below; std::logic_error where they do not.
Matrix operator*(Matrix x, Matrix y);
/// X Y^T and X^T Y.
Matrix times_transposed(Matrix x, Matrix y);
Matrix transposed_times(Matrix x, Matrix y);
/// X diag(c) X^T for a row of weights c (or 1 x 1), symmetric.
Matrix weighted_gram(Matrix x, Matrix c);
Matrix operator*(const Polynomial& coefficient, Matrix x);
Matrix operator+(Matrix x, Matrix y);
Matrix operator-(Matrix x, Matrix y);
/// X o Y, entry by entry.
Matrix hadamard(Matrix x, Matrix y);
Matrix transpose(Matrix x);
Matrix sum(Matrix x);
Matrix diagonal(Matrix x);
Matrix on_diagonal(Matrix column);
Matrix logistic(Matrix x);
Matrix softplus(Matrix x);
Matrix exponential(Matrix x);

/// f^(order)(x), entry by entry, of a function of one variable that numerics/ knows by name.
Matrix function(const std::string& f, unsigned order, Matrix x);
/// phi_order = E[f^(order)(a + Z)], Z ~ N(0, v): a neurons x patches, v a column over neurons.
Matrix noise_mean(const std::string& f, unsigned order, Matrix a, Matrix v);
/// sum_{r,s} D_rs sum_p c_p E[f(z_r) f(z_s)], 1 x 1, where (z_r, z_s) is Gaussian with means a_rp, a_sp and
/// covariances C. Its partial derivatives are known: with Price's theorem, for symmetric C and D,
///   d/dD_rs = kappa_rs,  d/dC = D o slopes + diag(curvature_rows c^T),  d/da = 2 c o slope_rows.
Matrix pair_energy(const std::string& f, Matrix a, Matrix C, Matrix D, Matrix c);

}  // namespace featdyn::theory
