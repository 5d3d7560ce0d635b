#include "numerics/points/curvature.hpp"

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>
#include <cmath>
#include <limits>

#include "numerics/linear/eigensystem.hpp"
#include "numerics/points/joint_vectors.hpp"

namespace featdyn::numerics {
namespace {

/// A direction with a part along every eigenvector, the same in every call. (The gradient would not do: where
/// training has converged it is rounding.)
Eigen::VectorXd generic_direction(Index size) {
  boost::random::mt19937 engine(1);
  boost::random::normal_distribution<double> normal;
  Eigen::VectorXd direction(size);
  for (double& entry : direction) entry = normal(engine);
  return direction.normalized();
}

/// The Hessian of the loss at W, as it acts on directions in the span.
class Hessian {
 public:
  Hessian(const Problem& problem, const InitialState<double>& at)
      : W_(at.vectors->W),
        // of a central difference: error h^2 against rounding eps / h
        h_(std::cbrt(std::numeric_limits<double>::epsilon()) * std::sqrt(std::max(W_.squaredNorm(), 1e-6))),
        step_(make_training_step<double>(problem, at, 0.0)) {}
  Index size() const { return W_.size(); }

  Eigen::VectorXd times(const Eigen::VectorXd& direction) {
    const Eigen::Map<const Matrix<double>> V(direction.data(), W_.rows(), W_.cols());
    const Matrix<double> ahead = gradient(W_ + h_ * V), behind = gradient(W_ - h_ * V);
    const Matrix<double> difference = (ahead - behind) / (2 * h_);
    return Eigen::Map<const Eigen::VectorXd>(difference.data(), difference.size());
  }

 private:
  Matrix<double> gradient(const Matrix<double>& W) {
    step_.input("W") = W;
    place_products(step_);
    step_.run();
    return step_.output("gradient.W");
  }

  Matrix<double> W_;
  double h_;
  Evaluator<double> step_;
};

/// The largest eigenvalue that the Krylov space of a generic direction knows [Lanczos, each new vector made
/// orthogonal to all earlier ones].
double largest_eigenvalue(Hessian& hessian) {
  constexpr Index most = 40;
  const Index steps = std::min(most, hessian.size());
  Eigen::MatrixXd basis(hessian.size(), steps);
  Eigen::VectorXd diagonal(steps), beside(std::max<Index>(steps - 1, 0)),
      next = generic_direction(hessian.size());
  Index count = 0;
  while (count < steps) {
    basis.col(count) = next;
    next = hessian.times(basis.col(count));
    diagonal[count] = next.dot(basis.col(count));
    const double size = next.norm();
    ++count;
    for (int pass = 0; pass < 2; ++pass)
      next -= basis.leftCols(count) * (basis.leftCols(count).transpose() * next);
    if (count == steps || !(next.norm() > 1e-8 * size)) break;
    beside[count - 1] = next.norm();
    next.normalize();
  }
  if (count == 0) return 0;
  return tridiagonal_eigenvalues(diagonal.head(count), beside.head(count - 1)).maxCoeff();
}

}  // namespace

double largest_curvature(const Problem& problem, const Matrix<double>& K, const Matrix<double>& A,
                         const Matrix<double>& G) {
  if (!(A.allFinite() && G.allFinite())) return std::numeric_limits<double>::quiet_NaN();
  Hessian hessian(problem, {.A = A, .G = G, .K = K, .vectors = joint_vectors(A, G, K).vectors});
  return largest_eigenvalue(hessian);
}

}  // namespace featdyn::numerics
