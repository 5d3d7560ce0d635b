#include "numerics/points/krawczyk.hpp"

#include <algorithm>
#include <cmath>

#include "numerics/linear/least_squares.hpp"
#include "numerics/points/symmetric_box.hpp"
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

/// The box about a point in which the system has exactly one zero.
struct ProvedBox {
  Matrix<Ball> box;
  double radius;
};
std::optional<ProvedBox> proved_box(SymmetricSystem<Ball>& system, const SymmetricPoint& point) {
  Matrix<Ball> x(system.size(), 1);
  for (Index p = 0; p < point.u.cols(); ++p) x(p, 0) = Ball(point.u(0, p));
  if (!point.set.in_span) x(point.u.cols(), 0) = Ball(point.zeta);

  const Matrix<double> rows = inverse(midpoints(system.jacobian(x)));
  if (!rows.allFinite()) return std::nullopt;
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
  for (Index i = 0; i < image.rows(); ++i)
    if (!contains_interior(box(i, 0), image(i, 0))) return std::nullopt;
  if (!point.set.in_span && !(box(point.u.cols(), 0) > Ball(0))) return std::nullopt;
  return ProvedBox{.box = box, .radius = radius.maxCoeff()};
}

/// A proof needs a regular Jacobian, every row of which that belongs to u has the factor K, so that what is
/// proved has N independent patches, and R^d room for the neurons' part off them or none.
bool has_room(const Problem& problem, const SymmetricSet& set) {
  return problem.data.dimension() >=
         problem.data.count() + coordinates_off_span(set, problem.settings.neurons());
}

SymmetricSystem<Ball> system_of(const Problem& problem, const SymmetricSet& set) {
  return {problem, gram<Ball>(problem.data.patches.cast<Ball>()), set};
}

}  // namespace

Existence prove_existence(const Problem& problem, const SymmetricPoint& point) {
  if (!has_room(problem, point.set)) return {};
  const PrecisionScope scope(proof_bits);
  auto system = system_of(problem, point.set);
  const auto proved = proved_box(system, point);
  if (!proved) return {};
  system.gradient(proved->box);
  const Ball ratio = ratio_of(system.overlaps(), problem);
  if (!std::isfinite(log10_width(ratio))) return {};  // the box holds a point without noise overlaps
  return {.proved = true, .radius = proved->radius, .ratio = bounds(ratio)};
}

std::optional<SymmetricBox> enclose_symmetric_point(const Problem& problem, const SymmetricPoint& point) {
  if (!has_room(problem, point.set)) return std::nullopt;
  const PrecisionScope scope(proof_bits);
  auto system = system_of(problem, point.set);
  const auto proved = proved_box(system, point);
  if (!proved) return std::nullopt;
  system.gradient(proved->box);
  SymmetricBox result{.a = system.overlaps(),
                      .in_span = Ball(0),
                      .zeta = point.set.in_span ? Ball(0) : proved->box(point.u.cols(), 0),
                      .loss = system.loss()};
  for (Index p = 0; p < point.u.cols(); ++p) result.in_span += result.a(0, p) * proved->box(p, 0);
  return result;
}

}  // namespace featdyn::numerics
