// Eigen's factorisations: one source instantiates them.
#include <Eigen/Eigenvalues>
#include <Eigen/LU>
#include <Eigen/QR>

#include "numerics/linear/eigensystem.hpp"
#include "numerics/linear/least_squares.hpp"

namespace featdyn::numerics {

Eigen::MatrixXd least_norm_solution(const Eigen::MatrixXd& A, const Eigen::MatrixXd& B) {
  return Eigen::CompleteOrthogonalDecomposition<Eigen::MatrixXd>(A).solve(B);
}

Index column_rank(const Eigen::MatrixXd& A, double cut) {
  const Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(A);
  return (qr.matrixR().diagonal().array().abs() > cut).count();
}

Eigen::MatrixXd inverse(const Eigen::MatrixXd& A) {
  return A.inverse();
}

LinearFit linear_fit(const Eigen::MatrixXd& design, const Eigen::VectorXd& target) {
  const Eigen::VectorXd coefficients = Eigen::ColPivHouseholderQR<Eigen::MatrixXd>(design).solve(target);
  LinearFit fit{.coefficients = coefficients,
                .freedom = design.rows() - design.cols(),
                .deviations = Eigen::VectorXd::Zero(design.cols())};
  if (fit.freedom < 1) return fit;
  const double variance = (target - design * coefficients).squaredNorm() / static_cast<double>(fit.freedom);
  const Eigen::MatrixXd covariance = variance * inverse(design.transpose() * design);
  fit.deviations = covariance.diagonal().cwiseSqrt();
  return fit;
}

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
