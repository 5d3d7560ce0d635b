#pragma once

#include <array>
#include <memory>
#include <optional>

#include "numerics/flow/flow_stages.hpp"
#include "numerics/flow/flow_system.hpp"
#include "numerics/flow/odeint_flow.hpp"
#include "numerics/training/learning_rate.hpp"
#include "numerics/training/method.hpp"

namespace featdyn::numerics {

enum class Integrator { taylor, dopri5, fehlberg78, bulirsch_stoer };

/// How a gradient flow is integrated: the error per step over the largest entry of the state.
template <class R>
struct FlowOptions {
  Integrator integrator;
  R tolerance;
  StageLevels levels = {};
  bool finds_stages = true;  ///< of a flow that nobody asks for them it would be lost work
};

/// The gradient flow dW/dt = -grad W in inner products, seen at the times step x learning rate (with a
/// schedule: the sum of the learning rates before the step). Momentum and batches have none. Taylor's method
/// takes its own steps and answers inside them; Odeint's steppers land on the steps that are asked for.
template <class R>
class Flow {
 public:
  using Real = R;
  /// beside: a flow of the same problem from the same start, with whose equations this one works, so that where both
  /// take a step from the same state it is expanded once.
  Flow(const Problem& problem, const InitialState<R>& start, const R& eta, const FlowOptions<R>& options,
       const Flow* beside = nullptr);
  Flow(const Flow&) = delete;
  Flow& operator=(const Flow&) = delete;

  Evaluation<R> evaluate();
  /// To the next step; the state stays where it was, and the status says so, where integration fails.
  Integration advance() { return advance_to(step() + 1); }
  [[nodiscard]] Integration advance_to(long step);
  const Matrix<R>& overlaps() const { return *A_; }
  const Matrix<R>& gram() const { return *G_; }
  /// The stages up to the step that is shown.
  std::vector<Stage<R>> stages() const { return stages_.stages(step()); }
  std::array<Matrix<R>*, 3> state() { return {&position_, &clock_, &stages_.found()}; }

  /// What is shown, by name, and the constants of its training step.
  NamedState<R> named_state();
  InitialState<double> constants() { return rounded_start(evaluator_); }

  long step() const { return static_cast<long>(static_cast<double>(clock_(0, 0))); }

 private:
  void begin();
  bool shares_equations(const Flow* other) const;
  Integration integrate_to(const R& time, long training_steps);
  void show();
  Integration integrate_by_odeint_to(const R& time, long steps);

  TrainingClock<R> training_clock_;
  FlowOptions<R> options_;
  std::optional<TaylorStepper<R>> taylor_;
  std::shared_ptr<FlowSystem<R>> system_;
  Evaluator<R> evaluator_;
  Matrix<R>*A_, *G_;
  Accuracy<R> accuracy_;
  FlowStages<R> stages_;
  Matrix<R> position_;  ///< 1 x size: x where the solver stands
  Matrix<R> clock_;     ///< 1 x 3: the step that is shown, the solver's time, its next step size
  FlatState<R> x_;
  bool begun_ = false;
};

static_assert(LeapingMethod<Flow<double>>);

}  // namespace featdyn::numerics
