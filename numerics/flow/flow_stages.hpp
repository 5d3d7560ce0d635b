#pragma once

#include <functional>
#include <optional>

#include "numerics/flow/flow_system.hpp"
#include "numerics/flow/step_isolation.hpp"
#include "numerics/training/learning_rate.hpp"
#include "numerics/training/stage_times.hpp"

namespace featdyn::numerics {

/// The stages of a gradient flow, located to the precision of its numbers. On a step of Taylor's method they
/// are isolated on its polynomial (step_isolation.hpp); between the steps of another they are seen by the
/// signs of g at both ends, so that two crossings within one step pass unseen.
template <class R>
class FlowStages {
 public:
  FlowStages(const Problem& problem, const InitialState<R>& start, const R& eta, const StageLevels& levels);

  /// x(from + t), 0 <= t <= length.
  using DenseOutput = std::function<void(const R& t, FlatState<R>& x)>;
  struct FlowStep {
    R from, length;
    DenseOutput at;
  };
  /// Looks for stages in the last step of Taylor's method.
  void search(const FlowSystem<R>& system, const TaylorStepper<R>& stepper);
  /// Looks for stages by the signs at both ends of a step.
  void search(const FlowSystem<R>& system, const FlowStep& step);

  /// The stages up to that step.
  std::vector<Stage<R>> stages(long last) const;
  /// 1 x events: their times in steps, -1 where not yet reached; for checkpoints.
  Matrix<R>& found() { return found_; }

 private:
  R value(const FlowSystem<R>& system, const Event<R>& event, const FlatState<R>& x);
  StepPolynomials polynomials(const FlowSystem<R>& system, const TaylorStepper<R>& stepper);
  void locate(const FlowSystem<R>& system, const FlowStep& step, std::size_t event, R from, R to);

  TrainingClock<R> training_clock_;
  StateMeans<R> means_;
  std::vector<Event<R>> events_;
  Matrix<R> found_, A_, G_;
  FlatState<R> x_;
};

}  // namespace featdyn::numerics
