#include "numerics/krawczyk.hpp"

#include <Eigen/Dense>
#include <algorithm>

#include "numerics/scalar/arb_number.hpp"
#include "theory/stationary.hpp"

namespace featdyn::numerics {
namespace {

constexpr long proof_bits = 212;  // four times a double: the box may be as small as double's rounding

/// The reduced gradient and its Jacobian in balls.
class BallLoss {
 public:
  BallLoss(const Problem& problem, const SymmetricPoint& point)
      : N_(problem.data.count()),
        size_(N_ + (point.in_span ? 0 : 1)),
        step_(compile(problem, point.symmetry)) {
    step_.input("K") = gram<Ball>(problem.data.patches.cast<Ball>());
    step_.input("c") = patch_weights<Ball>(problem.data);
  }
  Index size() const { return size_; }

  Matrix<Ball> gradient(const Matrix<Ball>& x) {
    place(x, "u", "zeta");
    step_.run();
    return part("du", "dzeta");
  }
  Matrix<Ball> jacobian(const Matrix<Ball>& x) {
    place(x, "u", "zeta");
    Matrix<Ball> result(size_, size_);
    for (Index i = 0; i < size_; ++i) {
      Matrix<Ball> direction = Matrix<Ball>::Zero(size_, 1);
      direction(i, 0) = Ball(1);
      place(direction, "v_u", "v_zeta");
      step_.run();
      result.col(i) = part("Hu", "Hzeta");
    }
    return result;
  }
  const Matrix<Ball>& overlaps() const { return step_.output("a"); }

 private:
  static Evaluator<Ball> compile(const Problem& problem, theory::Symmetry symmetry) {
    theory::MatrixProgram program;
    append_symmetric_loss(program, problem.settings.assumptions(), symmetry, problem.settings.width);
    return {program,
            {.neurons = problem.settings.width,
             .patches = problem.data.count(),
             .samples = problem.data.samples()},
            run_parameters<Ball>(problem, Ball(0))};
  }
  void place(const Matrix<Ball>& x, const char* u, const char* zeta) {
    step_.input(u).row(0) = x.col(0).head(N_).transpose();
    step_.input(zeta)(0, 0) = size_ > N_ ? x(N_, 0) : Ball(0);
  }
  Matrix<Ball> part(const char* of_u, const char* of_zeta) const {
    Matrix<Ball> result(size_, 1);
    result.col(0).head(N_) = step_.output(of_u).row(0).transpose();
    if (size_ > N_) result(N_, 0) = step_.output(of_zeta)(0, 0);
    return result;
  }

  Index N_, size_;
  Evaluator<Ball> step_;
};

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
    const bool is_signal = problem.data.info[static_cast<std::size_t>(p)].is_signal;
    (is_signal ? signal : noise) += abs(a(0, p));
    ++(is_signal ? signals : noises);
  }
  return (signal * Ball(noises)) / (noise * Ball(signals));
}

}  // namespace

Existence prove_existence(const Problem& problem, const SymmetricPoint& point) {
  const PrecisionScope scope(proof_bits);
  BallLoss loss(problem, point);
  Matrix<Ball> x(loss.size(), 1);
  for (Index p = 0; p < point.u.cols(); ++p) x(p, 0) = Ball(point.u(0, p));
  if (!point.in_span) x(point.u.cols(), 0) = Ball(point.zeta);

  const Eigen::MatrixXd inverse = midpoints(loss.jacobian(x)).inverse();
  if (!inverse.allFinite()) return {};
  const Matrix<double> rows = inverse;
  const Matrix<Ball> Y = rows.cast<Ball>(), newton = product<Ball>({Y}, {loss.gradient(x)});
  // Twice the Newton step, and never below double's rounding of the largest unknown.
  const Eigen::VectorXd sizes = midpoints(x).cwiseAbs();
  const Eigen::VectorXd radius =
      (4 * midpoints(newton).cwiseAbs().array() + 0x1p-48 * sizes.maxCoeff()).matrix();
  const Matrix<Ball> box = box_about(x, radius);
  const Matrix<Ball> defect =
      Matrix<Ball>::Identity(loss.size(), loss.size()) - product<Ball>({Y}, {loss.jacobian(box)});
  const Matrix<Ball> offset = box - x, spread = product<Ball>({defect}, {offset}),
                     image = x - newton + spread;

  Existence result{.proved = true, .radius = radius.maxCoeff(), .ratio = {}};
  for (Index i = 0; i < image.rows(); ++i)
    result.proved = result.proved && contains_interior(box(i, 0), image(i, 0));
  if (!point.in_span && !(box(point.u.cols(), 0) > Ball(0))) result.proved = false;
  loss.gradient(box);
  result.ratio = bounds(ratio_of(loss.overlaps(), problem));
  return result;
}

}  // namespace featdyn::numerics
