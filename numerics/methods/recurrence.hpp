#pragma once

#include "numerics/training/method.hpp"
#include "numerics/training/step_inputs.hpp"

namespace featdyn::numerics {

/// The exact coefficient recurrence: gradient descent in inner products, (A, G) for the tied network, free of
/// d [derived, theory/descent.hpp]; in coordinates of the span where inner products would leave what R^d can
/// realise (span_vectors.hpp).
template <class R>
class Recurrence {
 public:
  using Real = R;
  /// `parts`: how many steps count as one of the learning rate's schedule.
  Recurrence(const Problem& problem, const InitialState<R>& start, const R& eta, int parts = 1)
      : inputs_(problem, parts),
        step_(make_training_step<R>(problem, start, eta)),
        names_(step_.states()),
        A_(&step_.input("A")),
        G_(&step_.input("G")),
        loss_(&step_.output("loss")),
        gradient_square_(&step_.output("gradient_square")) {
    for (const auto& [name, value] : initial_states(problem, start)) step_.input(name) = value;
  }
  Recurrence(const Recurrence&) = delete;
  Recurrence& operator=(const Recurrence&) = delete;

  /// With batches or drawn labels: of the whole training loss on the labels of the data.
  Evaluation<R> evaluate() {
    if (inputs_.vary()) inputs_.place_all(step_);
    step_.run();
    return {.loss = (*loss_)(0, 0), .gradient_norm = root_of_square((*gradient_square_)(0, 0))};
  }
  void advance() {
    if (inputs_.draws()) {
      inputs_.place_step(step_);
      step_.run();
    }
    step_.move_states();
    inputs_.count();
  }
  /// The whole training loss on the labels that the present step is told, where it draws some; before advance().
  std::optional<R> told_loss() {
    if (!inputs_.has_factors()) return std::nullopt;
    inputs_.place_told(step_);
    step_.run();
    return (*loss_)(0, 0);
  }
  const Matrix<R>& overlaps() const { return *A_; }
  const Matrix<R>& gram() const { return *G_; }
  /// Every state matrix, "A" and "G" first, then the count of steps.
  std::vector<Matrix<R>*> state() {
    std::vector<Matrix<R>*> result;
    for (const std::string& name : names_) result.push_back(&step_.input(name));
    result.push_back(inputs_.clock());
    return result;
  }
  NamedState<R> named_state() {
    NamedState<R> state;
    for (const std::string& name : names_)
      if (!step_.has_input("W") || is_vectors_or_numbers(name)) state.emplace_back(name, &step_.input(name));
    return state;
  }
  InitialState<double> constants() { return rounded_start(step_); }

 private:
  StepInputs<R> inputs_;
  Evaluator<R> step_;
  std::vector<std::string> names_;
  Matrix<R>*A_, *G_;
  const Matrix<R>*loss_, *gradient_square_;
};

static_assert(SteppingMethod<Recurrence<double>>);

}  // namespace featdyn::numerics
