#pragma once

#include <optional>

#include "numerics/problem/problem.hpp"
#include "numerics/training/batches.hpp"
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

/// What differs from step to step beside the state: the factor on the learning rate and the batch. It counts
/// the steps; `parts` of them count as one where a run is refined.
template <class R>
class StepInputs {
 public:
  explicit StepInputs(const Problem& problem, int parts = 1)
      : problem_(problem), parts_(parts), clock_(Matrix<R>::Zero(1, 1)) {
    if (problem.settings.training.update.batch_size)
      batches_.emplace(problem.settings, problem.data.samples());
  }
  bool has_batches() const { return batches_.has_value(); }
  bool vary() const { return has_batches() || problem_.settings.training.update.rate_varies(); }
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

  /// For the evaluation of the whole training loss.
  void place_all(Evaluator<R>& evaluator) const {
    if (evaluator.has_input("rate")) evaluator.input("rate")(0, 0) = rate();
    if (!has_batches()) return;
    evaluator.input("c") = patch_weights<R>(problem_.data);
    if (evaluator.has_input("shares"))
      evaluator.input("shares").setConstant(theory::ratio<R>(1, static_cast<long>(problem_.data.samples())));
  }
  /// For the step on the batch's samples.
  void place_batch(Evaluator<R>& evaluator) const {
    const auto samples = batch();
    evaluator.input("c") = patch_weights_of<R>(problem_.data, samples);
    if (evaluator.has_input("shares")) evaluator.input("shares") = shares_of<R>(problem_.data, samples);
  }

 private:
  const Problem& problem_;
  int parts_;
  std::optional<Batches> batches_;
  Matrix<R> clock_;
};

}  // namespace featdyn::numerics
