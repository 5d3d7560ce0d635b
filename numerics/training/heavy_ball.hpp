#pragma once

#include "numerics/training/step_inputs.hpp"

namespace featdyn::numerics {

/// The update rule on the trained numbers themselves, as the recurrence has it on inner products:
///   u <- gradient + nu u,   x <- x - eta s_k u;   nu = 0 without momentum.
template <class R>
class HeavyBall {
 public:
  HeavyBall(const Problem& problem, const R& eta) : inputs_(problem), eta_(eta), momenta_(2) {
    if (const auto& momentum = problem.settings.training.update.momentum)
      momentum_ = theory::to_real<R>(momentum->value);
  }
  const StepInputs<R>& inputs() const { return inputs_; }

  /// One step of the numbers x, the first or the second that are trained.
  void move(Matrix<R>& x, const Matrix<R>& gradient, std::size_t which = 0) {
    const R rate = inputs_.rate() * eta_;
    if (!momentum_) {
      x -= rate * gradient;
      return;
    }
    Matrix<R>& u = momenta_[which];
    if (u.size() == 0)
      u = gradient;
    else
      u = *momentum_ * u + gradient;
    x -= rate * u;
  }
  void count() { inputs_.count(); }
  /// u, empty before the first step and without momentum.
  const Matrix<R>& momentum(std::size_t which) const { return momenta_[which]; }
  bool has_momentum() const { return momentum_.has_value(); }

  /// What a run needs to go on, beside the numbers.
  void append_state(std::vector<Matrix<R>*>& state) {
    if (inputs_.vary()) state.push_back(inputs_.clock());
    if (momentum_)
      for (Matrix<R>& u : momenta_) state.push_back(&u);
  }

 private:
  StepInputs<R> inputs_;
  R eta_;
  std::optional<R> momentum_;
  std::vector<Matrix<R>> momenta_;
};

}  // namespace featdyn::numerics
