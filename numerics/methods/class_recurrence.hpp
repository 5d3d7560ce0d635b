#pragma once

#include <map>
#include <string>
#include <vector>

#include "numerics/problem/problem.hpp"
#include "numerics/training/method.hpp"
#include "theory/matrix_program.hpp"

namespace featdyn::numerics {

/// How many neurons, and how many patches, each class has.
struct Classes {
  Eigen::VectorXd neurons, patches;
};

/// A matrix that no exchange of equals within a class changes, by its classes:
///   M = E blocks F^T + diag(E extra),  E_rk = 1 where row r is of class k, F likewise for columns.
/// `extra`, one a class, is there where rows and columns are both neurons or both patches; else it is empty.
struct ClassMatrix {
  Matrix<double> blocks;
  Eigen::VectorXd extra = {};
};

/// The whole matrix.
Matrix<double> expanded(const ClassMatrix& matrix, const Eigen::VectorXd& rows,
                        const Eigen::VectorXd& columns);

/// The exact recurrence of a tied denoiser (polynomial activation, plain steps) whose neurons are equal within classes and
/// whose patches are, at a cost free of how many each class has [derived]: every operation of a step's program takes
/// matrices of the form above to such matrices,
///   (E a F^T + diag(E x)) (F b H^T + diag(F y)) = E (a n b + x b + a y) H^T + diag(E x y),  n = F^T F,
/// and entry by entry they agree off the diagonal with products of blocks, on it with those of blocks + extra. So a
/// start of that form keeps it, and this is its run, not an approximation of it. Whether it is stable against small
/// differences within a class is another question.
class ClassRecurrence {
 public:
  struct Start {
    ClassMatrix A, G, K, c;
  };
  /// Of the problem nothing is used but settings, whose width must be the number of neurons. Throws
  /// std::invalid_argument where the model or the sizes do not fit.
  ClassRecurrence(const Problem& problem, Classes classes, Start start);
  ClassRecurrence(const ClassRecurrence&) = delete;
  ClassRecurrence& operator=(const ClassRecurrence&) = delete;

  Evaluation<double> evaluate();
  /// After evaluate().
  void advance();
  const ClassMatrix& overlaps() const { return inputs_.at("A"); }
  const ClassMatrix& gram() const { return inputs_.at("G"); }

 private:
  const Eigen::VectorXd& sizes(theory::Extent extent) const;
  ClassMatrix spread(int node, theory::Shape shape) const;
  ClassMatrix operand(const theory::Instruction& instruction, std::size_t which) const;
  ClassMatrix product(const theory::Instruction& instruction) const;
  ClassMatrix hadamard(const theory::Instruction& instruction) const;
  ClassMatrix combination(std::size_t node) const;
  ClassMatrix value(std::size_t node) const;
  const ClassMatrix& output(const std::string& name) const;

  Classes classes_;
  Eigen::VectorXd single_ = Eigen::VectorXd::Ones(1);
  theory::MatrixProgram program_;
  std::vector<bool> needed_;
  std::vector<std::vector<double>> coefficients_;  ///< of each instruction
  std::map<std::string, ClassMatrix> inputs_;
  std::vector<ClassMatrix> values_;
};

}  // namespace featdyn::numerics
