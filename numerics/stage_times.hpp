#pragma once

#include <algorithm>
#include <optional>
#include <string_view>

#include "numerics/events.hpp"

namespace featdyn::numerics {

/// A stage of a run and when it was reached: in steps, a whole number for methods that take steps, time /
/// learning rate for the flow.
template <class R>
struct Stage {
  std::string name;
  std::optional<R> step = {};
};

/// The first step at which each stage is reached, by a method that takes steps: feed it every step, as
///   StageTimes<double> stages(select_overlaps(problem), start.A, start.G);
///   train(recurrence, selection, eta, steps, {.record = ..., .visit = stages.visitor()});
///   stages.first("t_signal")
/// It stops looking when all are found, and allocates nothing in double.
template <class R>
class StageTimes {
 public:
  /// From A(0), G(0): m x N, m x m.
  StageTimes(const Selection& selection, const Matrix<R>& A0, const Matrix<R>& G0,
             const StageLevels& levels = {})
      : means_(selection, A0), events_(stage_events(means_, G0, levels)) {
    for (const Event<R>& event : events_) stages_.push_back({.name = event.name});
  }

  /// The state at `step`; steps come in order.
  void visit(long step, const Matrix<R>& A, const Matrix<R>& G) {
    if (complete()) return;
    const Means<R>& means = means_.at(A, G);
    for (std::size_t i = 0; i < events_.size(); ++i)
      if (!stages_[i].step && events_[i].reached(means)) stages_[i].step = R(step);
  }
  /// visit() as Observer::visit; refers to this object.
  auto visitor() {
    return [this](long step, const Matrix<R>& A, const Matrix<R>& G) { visit(step, A, G); };
  }

  bool complete() const {
    return std::ranges::all_of(stages_, [](const Stage<R>& stage) { return stage.step.has_value(); });
  }
  /// In the order of stage_events().
  const std::vector<Stage<R>>& stages() const { return stages_; }
  std::vector<Stage<R>>& stages() { return stages_; }
  /// The step of the named stage; nothing where it was not reached or there is none of that name.
  std::optional<long> first(std::string_view name) const {
    for (const Stage<R>& stage : stages_)
      if (stage.name == name && stage.step) return static_cast<long>(static_cast<double>(*stage.step));
    return std::nullopt;
  }

 private:
  StateMeans<R> means_;
  std::vector<Event<R>> events_;
  std::vector<Stage<R>> stages_;
};

}  // namespace featdyn::numerics
