#pragma once

#include <algorithm>

#include "numerics/scalar/cos_pi.hpp"
#include "numerics/settings/settings.hpp"

namespace featdyn::numerics {

/// s_k, so that step k of T has the learning rate eta s_k: min(1, (k + 1)/warm-up steps) times
///   constant 1,   linear 1 - k/T,   cosine (1 + cos(pi k/T))/2.
template <class R>
R rate_factor(const TrainingSettings& training, long k) {
  using theory::Rational, theory::to_real;
  const UpdateSettings& update = training.update;
  const Rational done(k, std::max(training.steps, 1L));
  const Rational warm = k + 1 < update.warmup_steps ? Rational(k + 1, update.warmup_steps) : Rational(1);
  switch (update.schedule) {
    case RateSchedule::linear:
      return to_real<R>(warm * (1 - done));
    case RateSchedule::cosine:
      return to_real<R>(warm / 2) * (R(1) + cos_pi(to_real<R>(done)));
    default:
      return to_real<R>(warm);
  }
}

/// Training time: the sum of the learning rates of all steps before, step x eta where it is constant.
template <class R>
class TrainingClock {
 public:
  TrainingClock(const TrainingSettings& training, const R& eta) : training_(training), eta_(eta) {}
  /// Asked in the order of the steps, all of them cost one pass.
  R at(long step) {
    if (!training_.update.rate_varies()) return R(step) * eta_;
    if (step < step_) step_ = 0, sum_ = R(0);
    for (; step_ < step; ++step_) sum_ += rate_factor<R>(training_, step_);
    return sum_ * eta_;
  }
  /// At a step that may lie between two whole ones.
  R between(const R& step) {
    if (!training_.update.rate_varies()) return step * eta_;
    const long whole = static_cast<long>(static_cast<double>(step));
    return at(whole) + (step - R(whole)) * rate_factor<R>(training_, whole) * eta_;
  }
  /// Which step a time is: at(step) of a whole step, between two in proportion to the time.
  R step_at(const R& time) {
    if (!training_.update.rate_varies()) return time / eta_;
    if (time < sum_ * eta_) step_ = 0, sum_ = R(0);
    for (; step_ < training_.steps; ++step_) {
      const R start = sum_ * eta_, rate = rate_factor<R>(training_, step_), length = rate * eta_;
      if (time < start + length) return R(step_) + (time - start) / length;
      sum_ += rate;
    }
    return R(step_);
  }

 private:
  TrainingSettings training_;
  R eta_;
  long step_ = 0;
  R sum_{0};
};

}  // namespace featdyn::numerics
