#include "numerics/points/stationary.hpp"

#include <cmath>

#include "numerics/linear/eigensystem.hpp"
#include "numerics/linear/least_squares.hpp"
#include "numerics/points/joint_vectors.hpp"
#include "theory/stationary.hpp"

namespace featdyn::numerics {
namespace {

constexpr double epsilon = 0x1p-52;

class SpanLoss {
 public:
  SpanLoss(const Problem& problem, const Matrix<double>& B) : step_(compile(problem, B.cols())) {
    step_.input("B") = B;
    step_.input("c") = patch_weights<double>(problem.data);
  }

  Matrix<double> gradient(const Matrix<double>& T) {
    step_.input("T") = T;
    step_.run();
    return step_.output("dT");
  }
  double loss() const { return step_.output("loss")(0, 0); }
  const Matrix<double>& Q() const { return step_.output("Q"); }

  Eigen::MatrixXd hessian(const Matrix<double>& T) {
    Eigen::MatrixXd result(T.size(), T.size());
    step_.input("T") = T;
    for (Index i = 0; i < T.size(); ++i) {
      step_.input("V").setZero();
      step_.input("V").data()[i] = 1;
      step_.run();
      result.col(i) = Eigen::Map<const Eigen::VectorXd>(step_.output("HV").data(), T.size());
    }
    return 0.5 * (result + result.transpose());
  }

 private:
  static Evaluator<double> compile(const Problem& problem, Index span) {
    theory::MatrixProgram program;
    append_span_loss(program, problem.settings.assumptions());
    return {program,
            {.neurons = problem.settings.width,
             .patches = problem.data.count(),
             .samples = problem.data.samples(),
             .span = span},
            run_parameters<double>(problem, 0.0)};
  }
  Evaluator<double> step_;
};

/// Units of the unknowns in which the Hessian's diagonal is 1: norms of patches that are far apart else hide the equations
/// of the weak ones behind the rounding of the strong ones'.
Eigen::VectorXd units(const Matrix<double>& hessian) {
  return hessian.diagonal().unaryExpr([](double x) {
    const double size = std::sqrt(std::abs(x));
    return size > 0 && std::isfinite(size) ? 1 / size : 1.0;
  });
}

/// Dimension of the orbit of T under rotations of the coordinates off the patches: rank of {Z Omega}.
long rotation_dimension(const Matrix<double>& T, Index off_span) {
  const long rank = column_rank(T.rightCols(off_span), 1e-8 * T.norm());
  return rank * (rank - 1) / 2 + rank * (off_span - rank);
}

}  // namespace

std::optional<SymmetricPoint> find_symmetric_point(const Problem& problem, const Matrix<double>& K,
                                                   SymmetricPoint start) {
  SymmetricSystem<double> system(problem, K, start.set);
  const Index N = K.rows();
  Matrix<double> x(system.size(), 1);
  x.col(0).head(N) = start.u.row(0).transpose();
  if (!start.set.in_span) x(N, 0) = start.zeta;
  Matrix<double> F = system.gradient(x);
  for (int iteration = 0; iteration < 60; ++iteration) {
    const Matrix<double> J = system.jacobian(x);
    const Eigen::VectorXd unit = units(J);
    const auto size = [&unit](const Matrix<double>& residual) {
      return (unit.asDiagonal() * residual).norm();
    };
    const Matrix<double> balanced = unit.asDiagonal() * J * unit.asDiagonal();
    const Matrix<double> step = unit.asDiagonal() * least_norm_solution(balanced, unit.asDiagonal() * F);
    double damping = 1;  // halve until the residual falls
    Matrix<double> moved = system.gradient(x - step);
    while (!(size(moved) < size(F)) && damping > 1e-4) moved = system.gradient(x - (damping /= 2) * step);
    if (!(size(moved) < size(F))) break;
    x -= damping * step;
    F = moved;
  }
  const Matrix<double> J = system.jacobian(x);
  const Eigen::VectorXd unit = units(J);
  const double scale =
      (unit.asDiagonal() * J * unit.asDiagonal()).norm() * x.col(0).cwiseQuotient(unit).norm();
  const double left = (unit.asDiagonal() * F).norm();
  start.residual = system.gradient(x).norm();
  start.u = x.topRows(N).transpose();
  start.zeta = start.set.in_span ? 0 : x(N, 0);
  start.a = system.overlaps();
  start.loss = system.loss();
  const bool converged = left <= 1e3 * epsilon * scale && x.allFinite();
  return converged && (start.set.in_span || start.zeta > 0) ? std::optional(start) : std::nullopt;
}

Index coordinates_off_span(const SymmetricSet& set, Index neurons) {
  if (set.in_span) return 0;
  return theory::shared_part(set.symmetry, neurons) == 1 ? 1 : neurons - 1;
}

SpanPoint span_point(const Matrix<double>& A, const Matrix<double>& G, const Matrix<double>& K, Index d) {
  const JointVectors found = joint_vectors(A, G, K);
  const Index off = std::min<Index>(A.rows(), std::max<Index>(d - found.rank, 0));
  // The largest come first: what rounding adds to them beyond R^d is left out.
  const Index kept = std::min(found.rank + off, found.vectors.X.cols());
  SpanPoint point{.T = Matrix<double>::Zero(A.rows(), found.rank + off),
                  .B = Matrix<double>::Zero(K.rows(), found.rank + off),
                  .off = off};
  point.T.leftCols(kept) = found.vectors.W.leftCols(kept);
  point.B.leftCols(kept) = found.vectors.X.leftCols(kept);
  return point;
}

SpanPoint span_point(const SymmetricPoint& point, const Matrix<double>& K, Index neurons, Index d) {
  const double share = theory::to_real<double>(theory::shared_part(point.set.symmetry, neurons));
  const Matrix<double> a = point.u * K;
  // G_rr = q + zeta, G_rs = q + zeta share
  const double q = (a * point.u.transpose())(0, 0);
  Matrix<double> G = Matrix<double>::Constant(neurons, neurons, q + share * point.zeta);
  G.diagonal().array() += (1 - share) * point.zeta;
  return span_point(a.replicate(neurons, 1), G, K, d);
}

Refined refine(const Problem& problem, SpanPoint start, int iterations) {
  SpanLoss loss(problem, start.B);
  const Index m = start.T.rows(), size = start.T.size();
  Eigensystem hessian;
  double cut = 0;
  for (int iteration = 0; iteration <= iterations; ++iteration) {
    hessian = eigensystem(loss.hessian(start.T));
    cut = 1e-7 * hessian.values.cwiseAbs().maxCoeff();
    if (iteration == iterations) break;
    const Matrix<double> gradient = loss.gradient(start.T);
    Eigen::VectorXd part =
        hessian.vectors.transpose() * Eigen::Map<const Eigen::VectorXd>(gradient.data(), size);
    for (Index i = 0; i < size; ++i)
      part[i] = std::abs(hessian.values[i]) > cut ? part[i] / hessian.values[i] : 0;
    const Eigen::VectorXd step = hessian.vectors * part;
    start.T -= Eigen::Map<const Matrix<double>>(step.data(), m, start.T.cols());
  }
  start.residual = loss.gradient(start.T).norm();
  start.loss = loss.loss();
  // Off the span the Hessian is Q once for each axis.
  const Eigen::VectorXd off = eigenvalues(loss.Q());
  const long axes = std::max<long>(problem.data.dimension() - start.T.cols(), 0);
  const Eigen::VectorXd& values = hessian.values;
  const long rotations = start.off > 0 ? rotation_dimension(start.T, start.off) : 0;
  return {.point = std::move(start),
          .spectrum = {.smallest = values.minCoeff(),
                       .largest = values.maxCoeff(),
                       .unstable = (values.array() < -cut).count() + axes * (off.array() < -cut).count(),
                       .zero = (values.array().abs() <= cut).count(),
                       .rotations = rotations}};
}

}  // namespace featdyn::numerics
