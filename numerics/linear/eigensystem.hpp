#pragma once

#include "numerics/linear/matrix.hpp"

namespace featdyn::numerics {

// Symmetric matrices of doubles, of which the lower triangle is read. The solver is compiled here alone.

/// S = vectors diag(values) vectors^T, values in increasing order.
struct Eigensystem {
  Eigen::VectorXd values;
  Eigen::MatrixXd vectors;
};
Eigensystem eigensystem(const Eigen::MatrixXd& S);

/// In increasing order.
Eigen::VectorXd eigenvalues(const Eigen::MatrixXd& S);
/// Of the matrix with this diagonal and, of one entry less, these entries beside it.
Eigen::VectorXd tridiagonal_eigenvalues(const Eigen::VectorXd& diagonal, const Eigen::VectorXd& beside);

}  // namespace featdyn::numerics
