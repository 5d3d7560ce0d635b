#pragma once

#include <optional>
#include <string_view>

#include "numerics/linear/exact_product.hpp"
#include "numerics/training/events.hpp"
#include "numerics/training/mode_events.hpp"

namespace featdyn::numerics {

/// A stage of a run and when it was reached: in steps, a whole number for methods that take steps, time /
/// learning rate for the flow.
template <class R>
struct Stage {
  std::string name;
  std::optional<R> step = {};
};

/// The events with the steps at which they were found, -1 where they were not.
template <class R>
std::vector<Stage<R>> stages_of(const std::vector<Event<R>>& events, const Matrix<R>& found) {
  std::vector<Stage<R>> result;
  for (std::size_t i = 0; i < events.size(); ++i) {
    result.push_back({.name = events[i].name});
    if (const R& step = found(0, static_cast<Index>(i)); step >= R(0)) result.back().step = step;
  }
  return result;
}

/// The first step at which each stage is reached, by a method that takes steps: feed it every step, as
///   auto stages = stage_times<double>(problem);
///   train(recurrence, selection, eta, steps, {.record = ..., .visit = stages.visitor()});
///   stages.first("t_signal")
/// It stops looking when all are found, and allocates nothing in double.
template <class R>
class StageTimes {
 public:
  /// From A(0), G(0): m x N, m x m; `more` beside stage_events().
  StageTimes(const Selection& selection, const Matrix<R>& A0, const Matrix<R>& G0,
             const StageLevels& levels = {}, const std::vector<Event<R>>& more = {})
      : means_(selection, A0), events_(stage_events(means_, G0, levels)) {
    events_.insert(events_.end(), more.begin(), more.end());
    found_.setConstant(1, static_cast<Index>(events_.size()), R(-1));
  }

  /// The state at `step`; steps come in order.
  void visit(long step, const Matrix<R>& A, const Matrix<R>& G) {
    if (complete()) return;
    const Means<R>& means = means_.at(A, G, needed());
    for (std::size_t i = 0; i < events_.size(); ++i)
      if (!is_found(i) && events_[i].value(means, A) >= R(0)) found_(0, static_cast<Index>(i)) = R(step);
  }
  const Matrix<R>& start() const { return means_.start(); }
  /// visit() as Observer::visit; refers to this object.
  auto visitor() {
    return [this](long step, const Matrix<R>& A, const Matrix<R>& G) { visit(step, A, G); };
  }

  bool complete() const { return (found_.array() >= R(0)).all(); }
  /// In the order of stage_events().
  std::vector<Stage<R>> stages() const { return stages_of(events_, found_); }
  /// The step of the named stage; nothing where it was not reached or there is none of that name.
  std::optional<long> first(std::string_view name) const {
    for (const Stage<R>& stage : stages())
      if (stage.name == name && stage.step) return static_cast<long>(static_cast<double>(*stage.step));
    return std::nullopt;
  }
  /// 1 x events: the steps, -1 where not yet reached; for checkpoints.
  Matrix<R>& found() { return found_; }

 private:
  bool is_found(std::size_t event) const { return !(found_(0, static_cast<Index>(event)) < R(0)); }
  /// By what has not been reached yet.
  NeededMeans needed() const {
    NeededMeans means{};
    for (std::size_t i = 0; i < events_.size(); ++i)
      if (!is_found(i)) events_[i].need(means);
    return means;
  }

  StateMeans<R> means_;
  std::vector<Event<R>> events_;
  Matrix<R> found_;
};

/// From the problem's weights: A(0) = W X^T, G(0) = W W^T.
template <class R>
StageTimes<R> stage_times(const Problem& problem, const StageLevels& levels = {}) {
  const Matrix<double>& W = problem.weights;
  if (problem.products)
    return {select_overlaps(problem), problem.products->A.template cast<R>(),
            problem.products->G.template cast<R>(), levels};
  const Index networks = networks_of(problem.settings);
  if (problem.settings.architecture.one_layer || networks > 1) {
    const InitialState<R> start = initial_state<R>(problem);
    return {select_overlaps(problem), start.A.replicate(networks, 1), start.G.replicate(networks, 1), levels,
            mode_events<R>(problem, start.A)};
  }
  const Matrix<R> A = exact_product<R>(W, problem.data.patches);
  return {select_overlaps(problem), A, exact_product<R>(W, W), levels, mode_events<R>(problem, A)};
}

}  // namespace featdyn::numerics
