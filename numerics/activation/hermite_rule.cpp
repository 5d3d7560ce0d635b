#include "numerics/activation/hermite_rule.hpp"

#include <cmath>

#include "numerics/linear/eigensystem.hpp"

namespace featdyn::numerics {
namespace {

/// h_0 .. h_{count-1} at the nodes, one column each: sqrt(k + 1) h_{k+1} = z h_k - sqrt(k) h_{k-1}.
Eigen::MatrixXd orthonormal_polynomials(const Eigen::VectorXd& nodes, int count) {
  Eigen::MatrixXd h = Eigen::MatrixXd::Ones(nodes.size(), count);
  for (int k = 0; k + 1 < count; ++k) {
    h.col(k + 1) = nodes.cwiseProduct(h.col(k));
    if (k > 0) h.col(k + 1) -= std::sqrt(static_cast<double>(k)) * h.col(k - 1);
    h.col(k + 1) /= std::sqrt(static_cast<double>(k + 1));
  }
  return h;
}

/// The zeros of h_count, polished by one step of Newton's method: h_n' = sqrt(n) h_{n-1}.
Eigen::VectorXd zeros(int count) {
  Eigen::VectorXd roots(count - 1);
  for (int k = 1; k < count; ++k) roots(k - 1) = std::sqrt(static_cast<double>(k));
  const Eigen::VectorXd values = tridiagonal_eigenvalues(Eigen::VectorXd::Zero(count), roots);
  const Eigen::VectorXd z = 0.5 * (values - values.reverse());
  const Eigen::MatrixXd h = orthonormal_polynomials(z, count + 1);
  return z - h.col(count).cwiseQuotient(h.col(count - 1)) / std::sqrt(static_cast<double>(count));
}

}  // namespace

HermiteRule::HermiteRule(int count) {
  const Eigen::VectorXd z = zeros(count);
  const Eigen::MatrixXd h = orthonormal_polynomials(z, count);
  nodes = z.transpose();
  weights = h.rowwise().squaredNorm().cwiseInverse().transpose();
  analysis = weights.asDiagonal() * h;
}

}  // namespace featdyn::numerics
