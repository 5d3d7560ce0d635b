#include "numerics/program/symmetric_nodes.hpp"

#include <algorithm>

namespace featdyn::numerics {

std::vector<bool> symmetric_nodes(const theory::MatrixProgram& program) {
  using theory::Extent, theory::Operation;
  const auto& instructions = program.instructions();
  std::vector<bool> result(instructions.size(), false);
  // a number is repeated to a symmetric matrix, a row or column is not
  const auto is_kept = [&](int operand) {
    const theory::Shape shape = instructions[static_cast<std::size_t>(operand)].shape;
    return result[static_cast<std::size_t>(operand)] ||
           (shape.rows == Extent::one && shape.columns == Extent::one);
  };
  for (std::size_t i = 0; i < instructions.size(); ++i) {
    const theory::Instruction& source = instructions[i];
    const bool is_square = source.shape.rows == source.shape.columns;
    switch (source.operation) {
      case Operation::combination:
      case Operation::hadamard:
      case Operation::transpose:
        result[i] = is_square && std::ranges::all_of(source.operands, is_kept);
        break;
      case Operation::on_diagonal:
        result[i] = true;
        break;
      default:
        break;
    }
    result[i] = result[i] || source.symmetric || source.weighted_gram;
  }
  return result;
}

}  // namespace featdyn::numerics
