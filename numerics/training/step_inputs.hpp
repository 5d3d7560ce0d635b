#pragma once

#include <optional>

#include "numerics/data/batches.hpp"
#include "numerics/problem/problem.hpp"
#include "numerics/training/label_factors.hpp"
#include "numerics/training/learning_rate.hpp"

namespace featdyn::numerics {

/// The number of a step from a checkpointed 1 x 1 matrix.
template <class R>
long whole(const R& x) {
  if constexpr (requires { static_cast<double>(x); })
    return static_cast<long>(static_cast<double>(x));
  else
    return static_cast<long>(bounds(x).lower);
}

/// What differs from step to step beside the state: the factor on the learning rate, the batch and the factors
/// on labels. It counts the steps; `parts` of them count as one where a run is refined.
template <class R>
class StepInputs {
 public:
  explicit StepInputs(const Problem& problem, int parts = 1)
      : problem_(problem), parts_(parts), clock_(Matrix<R>::Zero(1, 1)) {
    if (problem.settings.training.update.batch_size)
      batches_.emplace(problem.settings, problem.data.samples());
    if (problem.settings.draws_label_factors()) factors_.emplace(problem.settings, problem.data.samples());
  }
  bool has_batches() const { return batches_.has_value(); }
  bool has_factors() const { return factors_.has_value(); }
  /// Whether the step is one of another loss than the training loss.
  bool draws() const { return has_batches() || has_factors(); }
  bool vary() const { return draws() || problem_.settings.training.update.rate_varies(); }
  long step() const { return whole(clock_(0, 0)); }
  void count() { clock_(0, 0) += R(1); }
  Matrix<R>* clock() { return &clock_; }

  /// s_k.
  R rate() const {
    return problem_.settings.training.update.rate_varies()
               ? rate_factor<R>(problem_.settings.training, step() / parts_)
               : R(1);
  }
  std::vector<Index> batch() const { return batches_->samples_of(step()); }
  /// The labels, 1 x n, and those times the factors of the step.
  Matrix<R> labels() const {
    Matrix<R> y(1, problem_.data.samples());
    for (Index i = 0; i < y.cols(); ++i) y(0, i) = R(problem_.data.labels[static_cast<std::size_t>(i)]);
    return y;
  }
  Matrix<R> told_labels() const {
    Matrix<R> y = labels();
    const std::vector<double> factors = factors_->of_step(step() / parts_);
    for (Index i = 0; i < y.cols(); ++i) y(0, i) *= R(factors[static_cast<std::size_t>(i)]);
    return y;
  }

  /// For the evaluation of the whole training loss.
  void place_all(Evaluator<R>& evaluator) const {
    if (evaluator.has_input("rate")) evaluator.input("rate")(0, 0) = rate();
    if (has_factors()) evaluator.input("y") = labels();
    if (!has_batches()) return;
    evaluator.input("c") = patch_weights<R>(problem_.data);
    if (evaluator.has_input("shares"))
      evaluator.input("shares").setConstant(theory::ratio<R>(1, static_cast<long>(problem_.data.samples())));
  }
  /// For the evaluation of the whole training loss on the labels that the step is told.
  void place_told(Evaluator<R>& evaluator) const {
    place_all(evaluator);
    if (has_factors()) evaluator.input("y") = told_labels();
  }
  /// For the step on the batch's samples and the labels that it is told.
  void place_step(Evaluator<R>& evaluator) const {
    if (has_factors()) evaluator.input("y") = told_labels();
    if (!has_batches()) return;
    const auto samples = batch();
    evaluator.input("c") = patch_weights_of<R>(problem_.data, samples);
    if (evaluator.has_input("shares")) evaluator.input("shares") = shares_of<R>(problem_.data, samples);
  }

 private:
  const Problem& problem_;
  int parts_;
  std::optional<Batches> batches_;
  std::optional<LabelFactors> factors_;
  Matrix<R> clock_;
};

}  // namespace featdyn::numerics
