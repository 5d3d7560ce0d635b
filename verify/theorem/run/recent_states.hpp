#pragma once

#include <deque>
#include <map>
#include <optional>

#include "verify/theorem/run/observation.hpp"
#include "verify/theorem/run/plan.hpp"

namespace featdyn::verify {

/// The newest states of a run, as far back as a plan looks; tables of them.
class RecentStates {
 public:
  RecentStates(const numerics::Problem& problem, const Plan& plan)
      : observation_(problem, plan.needs_eigenvalues), size_(plan.reach_back + plan.reach_ahead + 1) {}

  /// The next state, which must stay as it is until the next one is added.
  void add(const StepState& now);
  bool is_at_rest() const { return observation_.is_at_rest(); }
  /// Step k of tables at `k + 1`.
  void set_step(long step) { step_ = step; }
  long step() const { return step_; }
  long oldest() const { return newest_ - static_cast<long>(kept_.empty() ? 0 : kept_.size() - 1); }
  long newest() const { return newest_; }

  Table2 table(Observed what, long step) const;
  /// The same, remembered until the next state.
  const Table2& table_beside(Observed what, long offset);

 private:
  struct Kept {
    long step;
    double loss, gradient_norm;
    numerics::Matrix<double> A, G;
    std::optional<numerics::Matrix<double>> coefficients;
  };
  Observation observation_;
  long size_, newest_ = 0, step_ = 0;
  std::optional<StepState> now_;
  std::deque<Kept> kept_;  ///< none where one state is enough
  std::map<std::pair<Observed, long>, Table2> tables_;
};

}  // namespace featdyn::verify
