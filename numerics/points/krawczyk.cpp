#include "numerics/points/krawczyk.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

#include "numerics/scalar/arb_number.hpp"
#include "theory/stationary.hpp"

namespace featdyn::numerics {
namespace {

constexpr long proof_bits = 212;  // four times a double: the box may be as small as double's rounding

Eigen::MatrixXd midpoints(const Matrix<Ball>& x) {
  return x.unaryExpr([](const Ball& ball) { return static_cast<double>(ball); });
}

/// The box of that half width about each entry.
Matrix<Ball> box_about(const Matrix<Ball>& x, const Eigen::VectorXd& radius) {
  Matrix<Ball> result = x;
  for (Index i = 0; i < x.rows(); ++i) result(i, 0) = widened(x(i, 0), radius[i]);
  return result;
}

Ball ratio_of(const Matrix<Ball>& a, const Problem& problem) {
  Ball signal(0), noise(0);
  long signals = 0, noises = 0;
  for (Index p = 0; p < a.cols(); ++p) {
    const auto& [is_signal, label, is_multiple] = problem.data.info[static_cast<std::size_t>(p)];
    if (is_multiple) continue;
    (is_signal ? signal : noise) += abs(a(0, p));
    ++(is_signal ? signals : noises);
  }
  return (signal * Ball(noises)) / (noise * Ball(signals));
}

}  // namespace

Existence prove_existence(const Problem& problem, const SymmetricPoint& point) {
  // A proof needs a regular Jacobian, every row of which that belongs to u has the factor K, so that what is
  // proved has N independent patches, and R^d room for the neurons' part off them or none.
  const Index off = coordinates_off_span(point.set, problem.settings.neurons());
  if (problem.data.dimension() < problem.data.count() + off) return {};
  const PrecisionScope scope(proof_bits);
  SymmetricSystem<Ball> system(problem, gram<Ball>(problem.data.patches.cast<Ball>()), point.set);
  Matrix<Ball> x(system.size(), 1);
  for (Index p = 0; p < point.u.cols(); ++p) x(p, 0) = Ball(point.u(0, p));
  if (!point.set.in_span) x(point.u.cols(), 0) = Ball(point.zeta);

  const Eigen::MatrixXd inverse = midpoints(system.jacobian(x)).inverse();
  if (!inverse.allFinite()) return {};
  const Matrix<double> rows = inverse;
  const Matrix<Ball> Y = rows.cast<Ball>(), newton = product<Ball>({Y}, {system.gradient(x)});
  // Twice the Newton step, and never below double's rounding of the largest unknown.
  const Eigen::VectorXd sizes = midpoints(x).cwiseAbs();
  const Eigen::VectorXd radius =
      (4 * midpoints(newton).cwiseAbs().array() + 0x1p-48 * sizes.maxCoeff()).matrix();
  const Matrix<Ball> box = box_about(x, radius);
  const Matrix<Ball> defect =
      Matrix<Ball>::Identity(system.size(), system.size()) - product<Ball>({Y}, {system.jacobian(box)});
  const Matrix<Ball> offset = box - x, spread = product<Ball>({defect}, {offset}),
                     image = x - newton + spread;

  Existence result{.proved = true, .radius = radius.maxCoeff(), .ratio = {}};
  for (Index i = 0; i < image.rows(); ++i)
    result.proved = result.proved && contains_interior(box(i, 0), image(i, 0));
  if (!point.set.in_span && !(box(point.u.cols(), 0) > Ball(0))) result.proved = false;
  if (!result.proved) return {};
  system.gradient(box);
  const Ball ratio = ratio_of(system.overlaps(), problem);
  if (!std::isfinite(log10_width(ratio))) return {};  // the box holds a point without noise overlaps
  result.ratio = bounds(ratio);
  return result;
}

}  // namespace featdyn::numerics
