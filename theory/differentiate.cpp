#include "theory/differentiate.hpp"

#include <map>
#include <optional>
#include <stdexcept>

namespace featdyn::theory {
namespace {

/// Reverse accumulation over one program. The adjoint of X is d loss / d X. Where its rows or columns are all
/// equal (below a `sum` for instance) one of them is kept, as for every operand that is repeated.
class Reverse {
 public:
  explicit Reverse(Matrix loss) : program_(*loss.program), loss_(loss.node) {
    adjoints_.emplace(loss_, program_.ones(scalar_shape));
  }

  std::optional<Matrix> adjoint(int node) const {
    const auto found = adjoints_.find(node);
    return found == adjoints_.end() ? std::nullopt : std::optional(found->second);
  }

  void run() {
    const int present = program_.time();
    for (int node = loss_; node >= 0; --node)
      if (const auto bar = adjoint(node)) {
        program_.at_time(instruction(node).time);
        pass(instruction(node), *bar);
      }
    program_.at_time(present);
  }

  /// A bar of which equal rows or columns were left out, written out to z's shape.
  Matrix whole(Matrix bar, Shape z) { return bar.shape() == z ? bar : hadamard(program_.ones(z), bar); }

 private:
  Instruction instruction(int node) const { return program_.instructions()[static_cast<std::size_t>(node)]; }
  Matrix matrix(int node) const { return {.program = &program_, .node = node}; }

  /// Adds to the adjoint of an operand of z, which may have been repeated to z's shape.
  void add(int node, Shape z, Matrix bar) {
    bar = reduced(bar, z, matrix(node).shape());
    const auto found = adjoints_.find(node);
    if (found == adjoints_.end())
      adjoints_.emplace(node, bar);
    else
      found->second = found->second + bar;
  }

  /// An operand of that shape, repeated along an extent of z, gets the sum of its adjoints along it.
  Matrix reduced(Matrix bar, Shape z, Shape shape) {
    const bool along_columns = shape.columns == Extent::one && z.columns != Extent::one;
    const bool along_rows = shape.rows == Extent::one && z.rows != Extent::one;
    if ((along_columns && bar.shape().columns == Extent::one) ||
        (along_rows && bar.shape().rows == Extent::one))
      bar = hadamard(program_.ones(z), bar);
    if (along_columns && along_rows) return sum(bar);
    if (along_columns) return bar * program_.ones({.rows = z.columns, .columns = Extent::one});
    if (along_rows) return program_.ones({.rows = Extent::one, .columns = z.rows}) * bar;
    return bar;
  }

  /// bar o X, where a bar of equal entries c * 1 gives c * X.
  Matrix times(Matrix bar, Matrix x) const {
    const Instruction source = instruction(bar.node);
    if (source.name == "ones" && bar.shape() == scalar_shape) return x;
    if (bar.shape() == scalar_shape && source.operation == Operation::combination &&
        source.operands.size() == 1 && instruction(source.operands[0]).name == "ones" &&
        program_.same_at_present(source))
      return source.coefficients[0] * x;
    return hadamard(bar, x);
  }

  void pass(const Instruction& z, Matrix bar) {
    if (!z.partials.empty())
      for (const Partial& partial : z.partials) {
        if (!instruction(partial.operand).varies) continue;
        add(partial.operand, z.shape, partial.factor * times(bar, matrix(partial.derivative)));
      }
    else if (z.operation == Operation::product)
      pass_product(z, whole(bar, z.shape));
    else if (z.operation == Operation::combination)
      pass_combination(z, bar);
    else if (z.operation == Operation::hadamard)
      pass_hadamard(z, bar);
    else if (z.operation == Operation::noise_mean)
      pass_noise_mean(z, bar);
    else if (z.operation != Operation::input)
      pass_unary(z, bar);
  }

  /// Z = X Y: d X = dZ Y^T, d Y = X^T dZ; Z = X diag(c) X^T with c constant: d X = (dZ + dZ^T) X diag(c).
  void pass_product(const Instruction& z, Matrix bar) {
    const Matrix x = matrix(z.operands[0]), y = matrix(z.operands[1]);
    if (z.weighted_gram) return add(y.node, y.shape(), (bar + transpose(bar)) * x);
    const bool x_turned = z.transposed[0], y_turned = z.transposed[1];
    if (instruction(x.node).varies)
      add(x.node, x.shape(),
          x_turned ? (y_turned ? transpose(bar * y) : times_transposed(y, bar))
                   : (y_turned ? bar * y : times_transposed(bar, y)));
    if (instruction(y.node).varies)
      add(y.node, y.shape(),
          y_turned ? (x_turned ? transpose(x * bar) : transposed_times(bar, x))
                   : (x_turned ? x * bar : transposed_times(x, bar)));
  }

  void pass_combination(const Instruction& z, Matrix bar) {
    for (std::size_t i = 0; i < z.operands.size(); ++i) {
      if (!instruction(z.operands[i]).varies) continue;
      add(z.operands[i], z.shape, z.coefficients[i] * bar);
    }
  }

  void pass_hadamard(const Instruction& z, Matrix bar) {
    const Matrix x = matrix(z.operands[0]), y = matrix(z.operands[1]);
    if (instruction(x.node).varies) add(x.node, z.shape, times(bar, y));
    if (instruction(y.node).varies) add(y.node, z.shape, times(bar, x));
  }

  /// d phi_k/da = phi_{k+1}, d phi_k/dv = phi_{k+2}/2.
  void pass_noise_mean(const Instruction& z, Matrix bar) {
    const Matrix a = matrix(z.operands[0]), v = matrix(z.operands[1]);
    add(a.node, z.shape, times(bar, noise_mean(z.name, z.order + 1, a, v)));
    add(v.node, z.shape,
        Polynomial(Rational(1, 2)) * times(whole(bar, z.shape), noise_mean(z.name, z.order + 2, a, v)));
  }

  void pass_unary(const Instruction& z, Matrix bar) {
    const Matrix x = matrix(z.operands[0]);
    switch (z.operation) {
      case Operation::sum:
        return add(x.node, x.shape(), bar);
      case Operation::diagonal:
        return add(x.node, x.shape(), on_diagonal(whole(bar, z.shape)));
      case Operation::on_diagonal:
        return add(x.node, x.shape(), diagonal(whole(bar, z.shape)));
      case Operation::transpose:
        return add(x.node, x.shape(), transpose(bar));
      case Operation::softplus:  // (log(1 + e^x))' = 1 / (1 + e^-x)
        return add(x.node, x.shape(), times(bar, logistic(Polynomial(-1) * x)));
      case Operation::logistic:  // l = 1 / (1 + e^x): l' = -l (1 - l) = -l / (1 + e^-x)
        return add(x.node, x.shape(),
                   Polynomial(-1) * times(bar, hadamard(logistic(x), logistic(Polynomial(-1) * x))));
      case Operation::exponential:
        return add(x.node, x.shape(), times(bar, exponential(x)));
      case Operation::function:
        return add(x.node, x.shape(), times(bar, function(z.name, z.order + 1, x)));
      default:  // no formula takes the second derivatives of a pair energy
        throw std::logic_error("differentiate: an operation without a known derivative");
    }
  }

  MatrixProgram& program_;
  int loss_;
  std::map<int, Matrix> adjoints_;
};

}  // namespace

std::vector<std::optional<Matrix>> partial_derivatives(Matrix loss, const std::vector<Matrix>& variables) {
  Reverse reverse(loss);
  reverse.run();
  std::vector<std::optional<Matrix>> result;
  for (const Matrix variable : variables) {
    result.push_back(reverse.adjoint(variable.node));
    if (result.back()) result.back() = reverse.whole(*result.back(), variable.shape());
  }
  return result;
}

std::vector<Matrix> differentiate(Matrix loss, const std::vector<Matrix>& variables) {
  const auto partials = partial_derivatives(loss, variables);
  std::vector<Matrix> result;
  for (std::size_t i = 0; i < variables.size(); ++i)
    result.push_back(partials[i].value_or(Polynomial() * variables[i]));
  return result;
}

std::vector<Matrix> hessian_times(const std::vector<Matrix>& gradients, const std::vector<Matrix>& directions,
                                  const std::vector<Matrix>& variables) {
  Matrix inner = sum(hadamard(gradients[0], directions[0]));
  for (std::size_t i = 1; i < gradients.size(); ++i)
    inner = inner + sum(hadamard(gradients[i], directions[i]));
  return differentiate(inner, variables);
}

}  // namespace featdyn::theory
