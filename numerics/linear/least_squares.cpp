#include "numerics/linear/least_squares.hpp"

#include <Eigen/LU>
#include <Eigen/QR>

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

}  // namespace featdyn::numerics
