#pragma once

#include <cmath>
#include <functional>
#include <set>

#include "numerics/observables.hpp"

namespace featdyn::numerics {

/// The steps at which a run records: 0, the last, and every record_every-th, or for "log" the distinct
/// integers among 300 logarithmically spaced ones from 1 to `steps`.
class RecordSteps {
 public:
  explicit RecordSteps(const TrainingSettings& training);
  bool contains(long step) const;
  long last() const { return last_; }
  long count() const;

 private:
  long last_, every_ = 0;
  std::set<long> logarithmic_;
};

/// How a run ended.
enum class Status { finished, diverged, stopped };

struct Outcome {
  Status status = Status::finished;
  long step = 0;  ///< the last step reached; diverged: the first with values that are not finite
};

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
};

/// Trains from step `first` to the last record step. Stops where loss or gradient leave the finite numbers;
/// rows before that are kept, none with such values is recorded.
template <class M>
Outcome train(M& method, const Selection& selection, const typename M::Real& eta, const RecordSteps& steps,
              const Observer<typename M::Real>& observer, long first = 0) {
  using R = typename M::Real;
  using std::isfinite;
  for (long k = first;; ++k) {
    const Evaluation<R> now = method.evaluate();
    if (!(isfinite(now.loss) && isfinite(now.gradient_norm))) return {.status = Status::diverged, .step = k};
    if (steps.contains(k)) {
      const Record<R> record = summarise<R>(selection, k, eta, now, method.overlaps(), method.gram());
      observer.record({.record = record, .A = method.overlaps(), .G = method.gram()});
    }
    if (k >= steps.last()) return {.status = Status::finished, .step = k};
    method.advance();
    if (observer.proceed && !observer.proceed(k + 1)) return {.status = Status::stopped, .step = k + 1};
  }
}

}  // namespace featdyn::numerics
