#include "numerics/training/curvature.hpp"

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>
#include <cmath>
#include <limits>

namespace featdyn::numerics {
namespace {

/// The vector M W + N X of weight space.
struct Direction {
  Matrix<double> M, N;
};

/// A direction with a part along every eigenvector, the same in every call. (The gradient would not do: where
/// training has converged it is rounding.)
Direction generic_direction(Index neurons, Index patches) {
  boost::random::mt19937 engine(1);
  boost::random::normal_distribution<double> normal;
  Direction V{.M = Matrix<double>(neurons, neurons), .N = Matrix<double>(neurons, patches)};
  for (Matrix<double>* part : {&V.M, &V.N})
    for (Index i = 0; i < part->size(); ++i) part->data()[i] = normal(engine);
  return V;
}

class Surface {
 public:
  Surface(const Problem& problem, const Matrix<double>& K, const Matrix<double>& A, const Matrix<double>& G)
      : step_(make_training_step<double>(problem, K, 0.0)), K_(K), A_(A), G_(G) {}

  /// grad L at W + h V, in the basis (W, X).
  Direction gradient(const Direction& V, double h) {
    const Matrix<double> moved = Matrix<double>::Identity(G_.rows(), G_.rows()) + h * V.M, N = h * V.N;
    const Matrix<double> MA = moved * A_, cross = MA * N.transpose();
    step_.input("A") = MA + N * K_;
    step_.input("G") = moved * G_ * moved.transpose() + cross + cross.transpose() + N * K_ * N.transpose();
    step_.run();
    const bool has_Q = step_.has_output("Q");
    const Matrix<double> Q = has_Q ? step_.output("Q") : Matrix<double>::Zero(G_.rows(), G_.rows());
    return {.M = Q * moved, .N = Q * N + step_.output("P")};
  }

  double inner(const Direction& a, const Direction& b) const {
    return (a.M * G_).cwiseProduct(b.M).sum() + (a.M * A_).cwiseProduct(b.N).sum() +
           (b.M * A_).cwiseProduct(a.N).sum() + (a.N * K_).cwiseProduct(b.N).sum();
  }

  double norm(const Direction& a) const { return std::sqrt(std::max(inner(a, a), 0.0)); }

 private:
  Evaluator<double> step_;
  const Matrix<double>&K_, &A_, &G_;
};

}  // namespace

double largest_curvature(const Problem& problem, const Matrix<double>& K, const Matrix<double>& A,
                         const Matrix<double>& G) {
  Surface surface(problem, K, A, G);
  // Step of a central difference: error h^2 against rounding eps / h.
  const double h = std::cbrt(std::numeric_limits<double>::epsilon()) * std::sqrt(std::max(G.trace(), 1e-6));
  Direction V = generic_direction(A.rows(), A.cols());
  double curvature = 0;
  constexpr int iterations = 100;
  for (int i = 0; i < iterations; ++i) {
    const double size = surface.norm(V);
    if (!(size > 0)) break;
    V = {.M = V.M / size, .N = V.N / size};
    const Direction ahead = surface.gradient(V, h), behind = surface.gradient(V, -h);
    const Direction HV{.M = (ahead.M - behind.M) / (2 * h), .N = (ahead.N - behind.N) / (2 * h)};
    curvature = surface.inner(V, HV);
    V = HV;
  }
  return curvature;
}

}  // namespace featdyn::numerics
