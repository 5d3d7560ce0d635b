#include "numerics/methods/class_recurrence.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "theory/model.hpp"

namespace featdyn::numerics {
namespace {

using theory::Extent, theory::Instruction, theory::Operation, theory::Shape;

bool is_square(const Shape& shape) {
  return shape.rows == shape.columns && shape.rows != Extent::one;
}

Eigen::VectorXd diagonal_of(const ClassMatrix& x) {
  return x.blocks.diagonal() + x.extra;
}

/// Which class each row is of.
std::vector<Index> members(const Eigen::VectorXd& sizes) {
  std::vector<Index> result;
  for (Index k = 0; k < sizes.size(); ++k)
    for (Index count = 0; count < static_cast<Index>(sizes[k]); ++count) result.push_back(k);
  return result;
}

void require_model(const Problem& problem, const Classes& classes) {
  const theory::Assumptions assumptions = problem.settings.assumptions();
  const bool is_plain = assumptions.objective == theory::Objective::diffusion && !assumptions.one_layer &&
                        assumptions.second_layer == theory::SecondLayer::tied &&
                        assumptions.function.name.empty() && !assumptions.momentum && !assumptions.batches &&
                        !assumptions.rate_varies;
  if (!is_plain)
    throw std::invalid_argument(
        "ClassRecurrence: read another model, allowed: a tied denoiser with a polynomial activation, plain "
        "steps");
  if (classes.neurons.sum() != static_cast<double>(problem.settings.width))
    throw std::invalid_argument(
        fmt::format("ClassRecurrence: classes of neurons, read {} neurons, allowed: {}, the width",
                    classes.neurons.sum(), problem.settings.width));
}

void require_size(const char* name, const ClassMatrix& x, Index rows, Index columns, bool square) {
  const bool fits =
      x.blocks.rows() == rows && x.blocks.cols() == columns && x.extra.size() == (square ? rows : 0);
  if (!fits)
    throw std::invalid_argument(fmt::format(
        "ClassRecurrence: {} by classes, read {} x {} and {} extra, allowed: {} x {} and {}", name,
        x.blocks.rows(), x.blocks.cols(), x.extra.size(), rows, columns, square ? rows : 0));
}

}  // namespace

Matrix<double> expanded(const ClassMatrix& matrix, const Eigen::VectorXd& rows,
                        const Eigen::VectorXd& columns) {
  const auto of_row = members(rows), of_column = members(columns);
  Matrix<double> result(std::ssize(of_row), std::ssize(of_column));
  for (Index r = 0; r < result.rows(); ++r)
    for (Index p = 0; p < result.cols(); ++p) {
      const Index k = of_row[static_cast<std::size_t>(r)];
      result(r, p) = matrix.blocks(k, of_column[static_cast<std::size_t>(p)]);
      if (r == p && matrix.extra.size() > 0) result(r, p) += matrix.extra[k];
    }
  return result;
}

ClassRecurrence::ClassRecurrence(const Problem& problem, Classes classes, Start start)
    : classes_(std::move(classes)) {
  require_model(problem, classes_);
  const Index k = classes_.neurons.size(), q = classes_.patches.size();
  require_size("A", start.A, k, q, false), require_size("G", start.G, k, k, true);
  require_size("K", start.K, q, q, true), require_size("c", start.c, 1, q, false);
  theory::append_training_step(program_, problem.settings.assumptions());
  needed_ = program_.needed();
  const auto parameters = run_parameters<double>(problem, learning_rate<double>(problem.settings));
  for (const Instruction& instruction : program_.instructions()) {
    auto& numbers = coefficients_.emplace_back();
    for (const auto& coefficient : instruction.coefficients)
      numbers.push_back(coefficient.evaluate(parameters[static_cast<std::size_t>(instruction.time)]));
  }
  inputs_ = {{"A", std::move(start.A)},
             {"G", std::move(start.G)},
             {"K", std::move(start.K)},
             {"c", std::move(start.c)}};
  values_.resize(coefficients_.size());
}

const Eigen::VectorXd& ClassRecurrence::sizes(Extent extent) const {
  if (extent == Extent::neurons) return classes_.neurons;
  return extent == Extent::patches ? classes_.patches : single_;
}

/// A value as a matrix of that shape: a column, a row or a number is repeated.
ClassMatrix ClassRecurrence::spread(int node, Shape shape) const {
  const ClassMatrix& x = values_[static_cast<std::size_t>(node)];
  const Index rows = sizes(shape.rows).size(), columns = sizes(shape.columns).size();
  const bool is_whole = program_.instructions()[static_cast<std::size_t>(node)].shape == shape;
  ClassMatrix result = x;
  if (!is_whole) result.blocks = x.blocks.replicate(rows / x.blocks.rows(), columns / x.blocks.cols()).eval();
  if (is_square(shape) && !(is_whole && x.extra.size() > 0)) result.extra = Eigen::VectorXd::Zero(rows);
  return result;
}

ClassMatrix ClassRecurrence::operand(const Instruction& instruction, std::size_t which) const {
  ClassMatrix x = values_[static_cast<std::size_t>(instruction.operands[which])];
  if (instruction.transposed[which]) x.blocks = x.blocks.transpose().eval();
  return x;
}

ClassMatrix ClassRecurrence::product(const Instruction& instruction) const {
  const ClassMatrix x = operand(instruction, 0), y = operand(instruction, 1);
  const Shape of_x = program_.instructions()[static_cast<std::size_t>(instruction.operands[0])].shape;
  const Eigen::VectorXd& inner = sizes(instruction.transposed[0] ? of_x.rows : of_x.columns);
  ClassMatrix result{.blocks = x.blocks * inner.asDiagonal() * y.blocks};
  if (x.extra.size() > 0) result.blocks += x.extra.asDiagonal() * y.blocks;
  if (y.extra.size() > 0) result.blocks += x.blocks * y.extra.asDiagonal();
  if (!is_square(instruction.shape)) return result;
  result.extra = Eigen::VectorXd::Zero(result.blocks.rows());
  if (x.extra.size() > 0 && y.extra.size() > 0) result.extra = x.extra.cwiseProduct(y.extra);
  return result;
}

ClassMatrix ClassRecurrence::hadamard(const Instruction& instruction) const {
  const ClassMatrix x = spread(instruction.operands[0], instruction.shape),
                    y = spread(instruction.operands[1], instruction.shape);
  ClassMatrix result{.blocks = x.blocks.cwiseProduct(y.blocks)};
  if (is_square(instruction.shape))
    result.extra = diagonal_of(x).cwiseProduct(diagonal_of(y)) - Eigen::VectorXd(result.blocks.diagonal());
  return result;
}

ClassMatrix ClassRecurrence::combination(std::size_t node) const {
  const Instruction& instruction = program_.instructions()[node];
  const Index rows = sizes(instruction.shape.rows).size(), columns = sizes(instruction.shape.columns).size();
  ClassMatrix result{.blocks = Matrix<double>::Zero(rows, columns)};
  if (is_square(instruction.shape)) result.extra = Eigen::VectorXd::Zero(rows);
  for (std::size_t i = 0; i < instruction.operands.size(); ++i) {
    const ClassMatrix x = spread(instruction.operands[i], instruction.shape);
    result.blocks += coefficients_[node][i] * x.blocks;
    if (is_square(instruction.shape)) result.extra += coefficients_[node][i] * x.extra;
  }
  return result;
}

ClassMatrix ClassRecurrence::value(std::size_t node) const {
  const Instruction& instruction = program_.instructions()[node];
  const Shape shape = instruction.shape;
  if (instruction.operation == Operation::input) {
    if (instruction.name != "ones") return inputs_.at(instruction.name);
    ClassMatrix ones{.blocks = Matrix<double>::Ones(sizes(shape.rows).size(), sizes(shape.columns).size())};
    if (is_square(shape)) ones.extra = Eigen::VectorXd::Zero(ones.blocks.rows());
    return ones;
  }
  if (instruction.operation == Operation::product) return product(instruction);
  if (instruction.operation == Operation::hadamard) return hadamard(instruction);
  if (instruction.operation == Operation::combination) return combination(node);
  const ClassMatrix& x = values_[static_cast<std::size_t>(instruction.operands[0])];
  const Shape of_x = program_.instructions()[static_cast<std::size_t>(instruction.operands[0])].shape;
  switch (instruction.operation) {
    case Operation::sum: {
      const Eigen::VectorXd &rows = sizes(of_x.rows), &columns = sizes(of_x.columns);
      const double extra = x.extra.size() > 0 ? rows.dot(x.extra) : 0;
      return {.blocks = Matrix<double>::Constant(1, 1, rows.dot(x.blocks * columns) + extra)};
    }
    case Operation::diagonal:
      return {.blocks = diagonal_of(x)};
    case Operation::on_diagonal:
      return {.blocks = Matrix<double>::Zero(x.blocks.rows(), x.blocks.rows()), .extra = x.blocks.col(0)};
    case Operation::transpose:
      return {.blocks = x.blocks.transpose(), .extra = x.extra};
    default:
      throw std::logic_error("ClassRecurrence: an operation that no polynomial denoiser has");
  }
}

const ClassMatrix& ClassRecurrence::output(const std::string& name) const {
  for (const auto& [known, node] : program_.outputs())
    if (known == name) return values_[static_cast<std::size_t>(node)];
  throw std::logic_error("ClassRecurrence: no output " + name);
}

Evaluation<double> ClassRecurrence::evaluate() {
  for (std::size_t node = 0; node < values_.size(); ++node)
    if (needed_[node]) values_[node] = value(node);
  return {.loss = output("loss").blocks(0, 0),
          .gradient_norm = root_of_square(output("gradient_square").blocks(0, 0))};
}

void ClassRecurrence::advance() {
  for (const char* name : {"A", "G"}) inputs_.at(name) = output(name);
  Matrix<double>& G = inputs_.at("G").blocks;
  G = (0.5 * (G + G.transpose())).eval();
}

}  // namespace featdyn::numerics
