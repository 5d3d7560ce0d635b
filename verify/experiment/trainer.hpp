#pragma once

#include <functional>
#include <string>

#include "numerics/problem/problem.hpp"
#include "numerics/training/train.hpp"

namespace featdyn::verify {

/// A step of a run as claims see it, rounded to double.
struct StepState {
  long step;
  double loss, gradient_norm;
  const numerics::Matrix<double>&A, &G;  ///< m x N, m x m
  /// gamma and rho, m x N, of a trainer that follows them; else null.
  const numerics::Matrix<double>* coefficients = nullptr;
};
using Visit = std::function<bool(const StepState&)>;  ///< false ends the run

/// What trains the runs that a claim is judged by. Its name is part of what is remembered of a run.
struct Trainer {
  std::string name;
  /// Visits steps 0, 1, .. `steps`; stops where values leave the finite numbers. Throws runtime_error when
  /// the kernels at the end were off by more than largest_quadrature_error.
  std::function<numerics::Status(const numerics::Problem&, long steps, const Visit&)> walk;
};

/// The coefficient recurrence in double: what claims are sampled by.
Trainer recurrence_trainer();
/// The signal-noise decomposition in double, with its coefficients.
Trainer decomposition_trainer();
/// The d-dimensional network with back-propagation, and the recurrence with 40 digits: what confirms.
Trainer network_trainer();
Trainer digits_trainer(int digits);

}  // namespace featdyn::verify
