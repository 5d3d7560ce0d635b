#pragma once

#include <cmath>
#include <functional>
#include <set>

#include "numerics/training/learning_rate.hpp"
#include "numerics/training/observables.hpp"
#include "numerics/training/rest.hpp"
#include "numerics/training/stop.hpp"

namespace featdyn::numerics {

/// The steps at which a run records beside that of its end: 0, the last, and every record_every-th,
/// or for "log" the distinct integers among 300 logarithmically spaced ones from 1 to `steps`.
class RecordSteps {
 public:
  explicit RecordSteps(const TrainingSettings& training);
  bool contains(long step) const;
  /// The first of them after `step`, which is before the last.
  long next(long step) const;
  long last() const { return last_; }
  const TrainingSettings& training() const { return training_; }

 private:
  TrainingSettings training_;
  long last_, every_ = 0;
  std::set<long> logarithmic_;
};

/// How a run ended.
enum class Status { finished, diverged, stopped, failed };

struct Outcome {
  Status status = Status::finished;
  long step = 0;  ///< the last step reached; diverged: the first with values that are not finite
  Integration integration = Integration::reached;  ///< failed: why the solver did not reach the next record
};
/// Why a run ended before its last step, as the end of a sentence; empty where it did not, or was stopped.
std::string why_it_ended(const Outcome& outcome);

/// What a run shows at a step that is recorded.
template <class R>
struct Snapshot {
  const Record<R>& record;
  const Matrix<R>& A;
  const Matrix<R>& G;
};

/// What happens beside the training itself.
template <class R>
struct Observer {
  std::function<void(const Snapshot<R>&)> record;
  std::function<bool(long step)> proceed =
      {};  ///< after each step; false stops the run (progress, checkpoints)
  std::function<void(long step, const Matrix<R>& A, const Matrix<R>& G)> visit =
      {};  ///< every step from the first, not only recorded ones; never called by a leaping method
  std::function<double(const Matrix<R>& A, const Matrix<R>& G)> test_error = {};  ///< of what is recorded
};

/// To step k + 1, or for a method that leaps to the next record step.
template <class M>
Integration advance(M& method, const RecordSteps& steps, long& k) {
  const long next = LeapingMethod<M> ? steps.next(k) : k + 1;
  Integration status = Integration::reached;
  if constexpr (LeapingMethod<M>)
    status = method.advance_to(next);
  else
    method.advance();
  if (status == Integration::reached) k = next;
  return status;
}

/// Trains from step `first` to the last record step, or to rest where training.until says so. Stops where
/// loss or gradient leave the finite numbers; rows before that are kept, none with such values is recorded. A
/// run that goes on from a later step takes a selection that knows its start; `remembered` is the caller's
/// where training goes on from a checkpoint.
template <class M>
Outcome train(M& method, Selection selection, const typename M::Real& eta, const RecordSteps& steps,
              const Observer<typename M::Real>& observer, long first = 0,
              Rest<typename M::Real>* remembered = nullptr) {
  using R = typename M::Real;
  using std::isfinite;
  TrainingClock<R> clock(steps.training(), eta);
  Rest<R> own(steps.training()), &rest = remembered ? *remembered : own;
  for (long k = first;;) {
    stop_if_asked();
    const Evaluation<R> now = method.evaluate();
    if (!(isfinite(now.loss) && isfinite(now.gradient_norm))) return {.status = Status::diverged, .step = k};
    if (k == 0) selection = started<R>(std::move(selection), method.overlaps());
    if constexpr (!LeapingMethod<M>)
      if (observer.visit) observer.visit(k, method.overlaps(), method.gram());
    const bool at_rest = rest.reached(now.gradient_norm),
               ends = k >= steps.last() || (at_rest && rest.stops());
    if (steps.contains(k) || ends) {
      Record<R> record = summarise<R>(selection, k, eta, now, method.overlaps(), method.gram());
      record.time = clock.at(k);
      record.converged = at_rest;
      if constexpr (requires { method.told_loss(); }) record.loss_told = method.told_loss();
      if (observer.test_error) record.test_error = observer.test_error(method.overlaps(), method.gram());
      observer.record({.record = record, .A = method.overlaps(), .G = method.gram()});
    }
    if (ends) return {.status = Status::finished, .step = k};
    if (const Integration status = advance(method, steps, k); status != Integration::reached)
      return {.status = Status::failed, .step = k, .integration = status};
    if (observer.proceed && !observer.proceed(k)) return {.status = Status::stopped, .step = k};
  }
}

}  // namespace featdyn::numerics
