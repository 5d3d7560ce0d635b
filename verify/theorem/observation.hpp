#pragma once

#include "numerics/training/observables.hpp"
#include "verify/experiment/trainer.hpp"
#include "verify/theorem/scene.hpp"

namespace featdyn::verify {

struct ObservableExtension;

/// Reads tables off the states of one run. A new observable of the language is one entry in theory's names and
/// one function here.
class Observation {
 public:
  Observation(const numerics::Problem& problem, bool with_modes);
  /// Throws FormulaError where the model has no such thing.
  ///   overlaps, gram, coefficients  neurons x patches (or neurons)
  ///   outputs                       f(x_i), samples
  ///   loss, gradient, test_error    one number
  ///   modes                         m^(-1/2) |A diag(c)^(1/2) v_a|^2 / lambda_a, the largest lambda first
  ///   columns                       those of trajectory.csv, in the order of column_names()
  ///   of a user's own               rows of its first index, columns of its second
  Table2 table(Observed what, const StepState& now) const;
  /// Sees every step in order: `converged` is whether |grad| is 1e-6 of its largest value so far.
  void visit(const StepState& now);
  bool is_at_rest() const { return at_rest_; }

 private:
  std::vector<double> outputs(const StepState& now) const;
  std::vector<double> modes(const StepState& now) const;
  std::vector<double> columns(const StepState& now) const;
  Table2 of_extension(const ObservableExtension& own, const StepState& now) const;

  const numerics::Problem& problem_;
  numerics::Selection selection_;
  Eigen::MatrixXd mode_vectors_;  ///< patches x modes: diag(c)^(1/2) v_a / sqrt(lambda_a)
  mutable numerics::Matrix<double>
      K_;  ///< patches x patches, once an observable of a user's own asked for it
  double largest_gradient_ = 0;
  bool at_rest_ = false;
};

}  // namespace featdyn::verify
