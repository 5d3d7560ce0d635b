#pragma once

#include "numerics/problem/problem.hpp"
#include "theory/stationary.hpp"

namespace featdyn::numerics {

/// Where on which symmetric set to look: zeta is free, or kept 0.
struct SymmetricSet {
  theory::Symmetry symmetry = theory::Symmetry::simplex;
  bool in_span = false;  ///< zeta = 0 is kept
};

/// The stationarity system of a symmetric set (theory/stationary.hpp) in numbers of type R: unknowns
/// x = (u_1 .. u_N, and zeta where it is free) as a column; F(x) = 0 is d loss / d x = 0.
template <class R>
class SymmetricSystem {
 public:
  SymmetricSystem(const Problem& problem, const Matrix<R>& K, const SymmetricSet& set)
      : N_(K.rows()), size_(N_ + (set.in_span ? 0 : 1)), step_(compile(problem, set.symmetry)) {
    step_.input("K") = K;
    step_.input("c") = patch_weights<R>(problem.data);
  }
  Index size() const { return size_; }

  Matrix<R> gradient(const Matrix<R>& x) {
    place(x, "u", "zeta");
    step_.run();
    return part("du", "dzeta");
  }
  /// The Hessian, column by column; x may be a box of balls.
  Matrix<R> jacobian(const Matrix<R>& x) {
    place(x, "u", "zeta");
    Matrix<R> result(size_, size_);
    for (Index i = 0; i < size_; ++i) {
      Matrix<R> direction = Matrix<R>::Zero(size_, 1);
      direction(i, 0) = R(1);
      place(direction, "v_u", "v_zeta");
      step_.run();
      result.col(i) = part("Hu", "Hzeta");
    }
    return result;
  }
  /// At the last x.
  const R& loss() const { return step_.output("loss")(0, 0); }
  const Matrix<R>& overlaps() const { return step_.output("a"); }

 private:
  static Evaluator<R> compile(const Problem& problem, theory::Symmetry symmetry) {
    theory::MatrixProgram program;
    append_symmetric_loss(program, problem.settings.assumptions(), symmetry, problem.settings.width);
    return {program,
            {.neurons = 2, .patches = problem.data.count(), .samples = problem.data.samples()},
            run_parameters<R>(problem, R(0))};
  }
  void place(const Matrix<R>& x, const char* u, const char* zeta) {
    step_.input(u).row(0) = x.col(0).head(N_).transpose();
    step_.input(zeta)(0, 0) = size_ > N_ ? x(N_, 0) : R(0);
  }
  Matrix<R> part(const char* of_u, const char* of_zeta) const {
    Matrix<R> result(size_, 1);
    result.col(0).head(N_) = step_.output(of_u).row(0).transpose();
    if (size_ > N_) result(N_, 0) = step_.output(of_zeta)(0, 0);
    return result;
  }

  Index N_, size_;
  Evaluator<R> step_;
};

}  // namespace featdyn::numerics
