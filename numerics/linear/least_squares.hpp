#pragma once

#include "numerics/linear/matrix.hpp"

namespace featdyn::numerics {

// Linear equations of doubles. Eigen's factorisations are compiled here alone.

/// Of all X of least |A X - B| the one of least norm, for any rank of A; A: rows x unknowns, B: rows x right sides.
Eigen::MatrixXd least_norm_solution(const Eigen::MatrixXd& A, const Eigen::MatrixXd& B);

/// Directions in the space of A's columns, those shorter than `cut` beside all earlier ones not counted.
Index column_rank(const Eigen::MatrixXd& A, double cut);

/// Of a square A; entries that are not finite where there is none.
Eigen::MatrixXd inverse(const Eigen::MatrixXd& A);

/// target = design coefficients + errors of mean 0 and one variance, by least squares; design: rows x unknowns.
struct LinearFit {
  Eigen::VectorXd coefficients;
  Index freedom;               ///< rows less unknowns
  Eigen::VectorXd deviations;  ///< standard errors of the coefficients; 0 where freedom < 1
};
LinearFit linear_fit(const Eigen::MatrixXd& design, const Eigen::VectorXd& target);

}  // namespace featdyn::numerics
