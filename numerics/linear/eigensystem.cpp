#include "numerics/linear/eigensystem.hpp"

#include <Eigen/Eigenvalues>

namespace featdyn::numerics {

using Solver = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>;

Eigensystem eigensystem(const Eigen::MatrixXd& S) {
  const Solver solver(S);
  return {.values = solver.eigenvalues(), .vectors = solver.eigenvectors()};
}

Eigen::VectorXd eigenvalues(const Eigen::MatrixXd& S) {
  return Solver(S, Eigen::EigenvaluesOnly).eigenvalues();
}

Eigen::VectorXd tridiagonal_eigenvalues(const Eigen::VectorXd& diagonal, const Eigen::VectorXd& beside) {
  Solver solver;
  solver.computeFromTridiagonal(diagonal, beside, Eigen::EigenvaluesOnly);
  return solver.eigenvalues();
}

}  // namespace featdyn::numerics
