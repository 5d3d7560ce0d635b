#include "theory/matrix_program.hpp"

#include <algorithm>
#include <stdexcept>

namespace featdyn::theory {
namespace {

/// Our own formulas are held to their shapes in every build: a program of wrong shapes would read foreign
/// memory.
void require_shape(bool fits, const char* formula) {
  if (!fits) throw std::logic_error(std::string("MatrixProgram: shapes do not fit in a ") + formula);
}

/// The extent that results when one operand may be repeated along it.
Extent common(Extent a, Extent b) {
  require_shape(a == b || a == Extent::one || b == Extent::one, "sum or entrywise product");
  return a == Extent::one ? b : a;
}

Shape common(Shape a, Shape b) {
  return {.rows = common(a.rows, b.rows), .columns = common(a.columns, b.columns)};
}

Shape transposed_if(Shape shape, bool transposed) {
  return transposed ? Shape{.rows = shape.columns, .columns = shape.rows} : shape;
}

Matrix product(Matrix x, bool x_transposed, Matrix y, bool y_transposed) {
  const Shape left = transposed_if(x.shape(), x_transposed), right = transposed_if(y.shape(), y_transposed);
  require_shape(left.columns == right.rows, "product");
  return x.program->append({.operation = Operation::product,
                            .shape = {.rows = left.rows, .columns = right.columns},
                            .operands = {x.node, y.node},
                            .transposed = {x_transposed, y_transposed}});
}

Matrix unary(Operation operation, Shape shape, Matrix x) {
  return x.program->append({.operation = operation, .shape = shape, .operands = {x.node}});
}

/// Adds coefficient * X to a combination; a combination inside a combination is written out, so that a sum is
/// one pass over its operands, unless it is one of another time. Terms with coefficient 0 are left out; an
/// empty sum is 0.
void add_term(Instruction& sum, const Polynomial& coefficient, Matrix x) {
  const Instruction& source = x.program->instructions()[static_cast<std::size_t>(x.node)];
  const bool inner = source.operation == Operation::combination && source.shape == sum.shape &&
                     x.program->same_at_present(source);
  const std::size_t count = inner ? source.operands.size() : 1;
  for (std::size_t i = 0; i < count && !coefficient.is_zero(); ++i) {
    sum.operands.push_back(inner ? source.operands[i] : x.node);
    sum.coefficients.push_back(inner ? coefficient * source.coefficients[i] : coefficient);
  }
}

}  // namespace

Shape Matrix::shape() const {
  return program->instructions()[static_cast<std::size_t>(node)].shape;
}

Matrix MatrixProgram::append(Instruction instruction) {
  for (const int operand : instruction.operands)
    instruction.varies = instruction.varies || instructions_[static_cast<std::size_t>(operand)].varies;
  instruction.time = time_;
  instructions_.push_back(std::move(instruction));
  return {.program = this, .node = static_cast<int>(instructions_.size()) - 1};
}

Matrix MatrixProgram::state(std::string name, Shape shape) {
  const Matrix input = constant(std::move(name), shape);
  instructions_.back().varies = true;
  return input;
}

Matrix MatrixProgram::constant(std::string name, Shape shape) {
  return append({.operation = Operation::input, .shape = shape, .operands = {}, .name = std::move(name)});
}

Matrix MatrixProgram::ones(Shape shape) {
  for (std::size_t i = 0; i < instructions_.size(); ++i)
    if (instructions_[i].operation == Operation::input && instructions_[i].name == "ones" &&
        instructions_[i].shape == shape)
      return {.program = this, .node = static_cast<int>(i)};
  return constant("ones", shape);
}

void MatrixProgram::set_partials(Matrix value, std::vector<Partial> partials) {
  instructions_[static_cast<std::size_t>(value.node)].partials = std::move(partials);
}

bool MatrixProgram::same_at_present(const Instruction& instruction) const {
  return instruction.time == time_ || std::ranges::all_of(instruction.coefficients, &Polynomial::is_timeless);
}

void MatrixProgram::mark_weighted_gram(Matrix product) {
  instructions_[static_cast<std::size_t>(product.node)].weighted_gram = true;
}

Matrix MatrixProgram::mark_symmetric(Matrix square) {
  if (square.shape().rows != square.shape().columns) throw std::logic_error("mark_symmetric: not square");
  instructions_[static_cast<std::size_t>(square.node)].symmetric = true;
  return square;
}

void MatrixProgram::output(std::string name, Matrix value) {
  outputs_.emplace_back(std::move(name), value.node);
}

std::vector<bool> MatrixProgram::needed() const {
  std::vector<bool> result(instructions_.size(), false);
  for (const auto& [name, node] : outputs_) result[static_cast<std::size_t>(node)] = true;
  for (std::size_t i = instructions_.size(); i-- > 0;)
    if (result[i])
      for (const int operand : instructions_[i].operands) result[static_cast<std::size_t>(operand)] = true;
  return result;
}

Matrix operator*(Matrix x, Matrix y) {
  return product(x, false, y, false);
}

Matrix times_transposed(Matrix x, Matrix y) {
  return product(x, false, y, true);
}

Matrix transposed_times(Matrix x, Matrix y) {
  return product(x, true, y, false);
}

Matrix weighted_gram(Matrix x, Matrix c) {
  const Matrix result = times_transposed(hadamard(x, c), x);
  x.program->mark_weighted_gram(result);
  return result;
}

Matrix operator*(const Polynomial& coefficient, Matrix x) {
  Instruction sum{.operation = Operation::combination, .shape = x.shape(), .operands = {}};
  add_term(sum, coefficient, x);
  return x.program->append(std::move(sum));
}

Matrix operator+(Matrix x, Matrix y) {
  Instruction sum{.operation = Operation::combination, .shape = common(x.shape(), y.shape()), .operands = {}};
  add_term(sum, 1, x);
  add_term(sum, 1, y);
  return x.program->append(std::move(sum));
}

Matrix operator-(Matrix x, Matrix y) {
  return x + Polynomial(-1) * y;
}

Matrix hadamard(Matrix x, Matrix y) {
  return x.program->append({.operation = Operation::hadamard,
                            .shape = common(x.shape(), y.shape()),
                            .operands = {x.node, y.node}});
}

Matrix sum(Matrix x) {
  return unary(Operation::sum, {.rows = Extent::one, .columns = Extent::one}, x);
}

Matrix transpose(Matrix x) {
  return unary(Operation::transpose, transposed_if(x.shape(), true), x);
}

Matrix diagonal(Matrix x) {
  require_shape(x.shape().rows == x.shape().columns, "diagonal");
  return unary(Operation::diagonal, {.rows = x.shape().rows, .columns = Extent::one}, x);
}

Matrix on_diagonal(Matrix column) {
  require_shape(column.shape().columns == Extent::one, "diagonal matrix");
  return unary(Operation::on_diagonal, {.rows = column.shape().rows, .columns = column.shape().rows}, column);
}

Matrix logistic(Matrix x) {
  return unary(Operation::logistic, x.shape(), x);
}

Matrix softplus(Matrix x) {
  return unary(Operation::softplus, x.shape(), x);
}

Matrix exponential(Matrix x) {
  return unary(Operation::exponential, x.shape(), x);
}

Matrix function(const std::string& f, unsigned order, Matrix x) {
  return x.program->append({.operation = Operation::function,
                            .shape = x.shape(),
                            .operands = {x.node},
                            .name = f,
                            .order = order});
}

Matrix noise_mean(const std::string& f, unsigned order, Matrix a, Matrix v) {
  require_shape(v.shape() == Shape{.rows = a.shape().rows, .columns = Extent::one}, "mean over noise");
  return a.program->append({.operation = Operation::noise_mean,
                            .shape = a.shape(),
                            .operands = {a.node, v.node},
                            .name = f,
                            .order = order});
}

Matrix pair_energy(const std::string& f, Matrix a, Matrix C, Matrix D, Matrix c) {
  const Shape square{.rows = a.shape().rows, .columns = a.shape().rows};
  require_shape(C.shape() == square && D.shape() == square, "pair energy");
  const Matrix energy = a.program->append({.operation = Operation::pair_energy,
                                           .shape = scalar_shape,
                                           .operands = {a.node, C.node, D.node, c.node},
                                           .name = f});
  const auto part = [&](PairPart which, Shape shape) {
    return a.program->append(
        {.operation = Operation::pair_part, .shape = shape, .operands = {energy.node}, .part = which});
  };
  const Matrix kappa = part(PairPart::kappa, square), slopes = part(PairPart::slopes, square);
  const Matrix slope_rows = part(PairPart::slope_rows, a.shape());
  const Matrix of_variances = times_transposed(part(PairPart::curvature_rows, a.shape()), c);
  const Matrix of_C = hadamard(D, slopes) + on_diagonal(of_variances), of_a = hadamard(slope_rows, c);
  a.program->set_partials(energy, {{.operand = D.node, .factor = 1, .derivative = kappa.node},
                                   {.operand = C.node, .factor = 1, .derivative = of_C.node},
                                   {.operand = a.node, .factor = 2, .derivative = of_a.node}});
  return energy;
}

}  // namespace featdyn::theory
