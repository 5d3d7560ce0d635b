#include "numerics/points/joint_vectors.hpp"

#include <limits>

#include "numerics/linear/eigensystem.hpp"

namespace featdyn::numerics {
namespace {

/// Columns F with F F^T = S up to eigenvalues of at most `cut`, largest first.
Eigen::MatrixXd root_of(const Eigen::MatrixXd& S, double cut) {
  const Eigensystem eigen = eigensystem(S);
  const Index rank = (eigen.values.array() > cut).count();
  const Eigen::MatrixXd roots =
      eigen.vectors.rightCols(rank) * eigen.values.tail(rank).cwiseSqrt().asDiagonal();
  return roots.rowwise().reverse();
}

}  // namespace

JointVectors joint_vectors(const Matrix<double>& A, const Matrix<double>& G, const Matrix<double>& K) {
  constexpr double epsilon = std::numeric_limits<double>::epsilon();
  const Index N = K.rows(), m = A.rows();
  const double rows = static_cast<double>(N + m);
  const Eigen::MatrixXd X = root_of(K, 8 * rows * epsilon * K.diagonal().maxCoeff());
  // W X^T = A: columns of X are orthogonal, their squared norms the eigenvalues of K.
  const Eigen::VectorXd squares = X.colwise().squaredNorm();
  const Eigen::MatrixXd along = A * X * squares.cwiseInverse().asDiagonal();
  const Eigen::MatrixXd rest = G - along * along.transpose();
  const double size = G.diagonal().maxCoeff();
  // The part in the span is known to the condition number of what was kept of K.
  const double condition = X.cols() > 0 ? squares.maxCoeff() / squares.minCoeff() : 1;
  const Eigen::MatrixXd off =
      root_of(rest, 8 * rows * epsilon * std::max(1.0, std::min(condition, 1e8)) * size);
  SpanVectors<double> vectors{.W = Matrix<double>::Zero(m, X.cols() + off.cols()),
                              .V = {},
                              .X = Matrix<double>::Zero(N, X.cols() + off.cols())};
  vectors.W.leftCols(X.cols()) = along;
  vectors.W.rightCols(off.cols()) = off;
  vectors.X.leftCols(X.cols()) = X;
  return {.vectors = std::move(vectors), .rank = X.cols()};
}

}  // namespace featdyn::numerics
