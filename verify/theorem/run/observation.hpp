#pragma once

#include "numerics/spectrum/mode_columns.hpp"
#include "numerics/training/label_factors.hpp"
#include "numerics/training/observables.hpp"
#include "numerics/training/test_error.hpp"
#include "verify/experiment/trainer.hpp"
#include "verify/theorem/run/environment.hpp"

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
  ///   loss, loss_told, gradient, test_error    one number
  ///   modes                         <u_a, D u_b> with D = m^(-1/2) W^T W, or W of one layer; modes x modes
  ///   alignment                     sum_a <u_a, D u_a>^2 over sum_ab <u_a, D u_b>^2, one number
  ///   generated                     variance of generated samples, modes
  ///   columns                       those of trajectory.csv, in the order of column_names()
  ///   of a user's own               rows of its first index, columns of its second
  Table2 table(Observed what, const StepState& now) const;
  /// Sees every step in order: `converged` is whether |grad| is 1e-6 of its largest value so far.
  void visit(const StepState& now);
  bool is_at_rest() const { return at_rest_; }

 private:
  std::vector<double> outputs(const StepState& now, const char* name) const;
  double told_loss(const StepState& now) const;
  std::vector<double> columns(const StepState& now) const;
  std::vector<double> generated(const StepState& now) const;
  Table2 of_extension(const ObservableExtension& own, const StepState& now) const;

  const numerics::Problem& problem_;
  numerics::Selection selection_;
  std::optional<numerics::LabelFactors> factors_;
  std::optional<numerics::TestError> tests_;
  numerics::Modes<double> modes_;                         ///< where asked for
  std::optional<numerics::ModeColumns<double>> columns_;  ///< of a denoiser for each noise scale
  mutable numerics::Matrix<double>
      K_;  ///< patches x patches, once an observable of a user's own asked for it
  double largest_gradient_ = 0;
  bool at_rest_ = false;
};

}  // namespace featdyn::verify
