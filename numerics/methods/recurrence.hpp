#pragma once

#include "numerics/methods/method.hpp"
#include "numerics/scalar/bounds.hpp"
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
        G_(&step_.input("G")) {
    for (const auto& [name, value] : initial_states(problem, start)) step_.input(name) = value;
  }
  Recurrence(const Recurrence&) = delete;
  Recurrence& operator=(const Recurrence&) = delete;

  /// With batches or drawn labels: of the whole training loss on the labels of the data.
  Evaluation<R> evaluate() {
    if (inputs_.vary()) inputs_.place_all(step_);
    step_.run();
    return {.loss = step_.output("loss")(0, 0),
            .gradient_norm = root_of_square(step_.output("gradient_square")(0, 0))};
  }
  void advance() {
    if (inputs_.draws()) {
      inputs_.place_step(step_);
      step_.run();
    }
    for (const std::string& name : names_) step_.input(name) = step_.output(name);
    if constexpr (!Encloses<R>)
      for (const char* name : {"G", "D"})
        if (step_.has_output(name)) keep_symmetric(step_.input(name));
    inputs_.count();
  }
  /// The whole training loss on the labels that the present step is told, where it draws some; before advance().
  std::optional<R> told_loss() {
    if (!inputs_.has_factors()) return std::nullopt;
    inputs_.place_told(step_);
    step_.run();
    return step_.output("loss")(0, 0);
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
  /// Rounding leaves a Gram matrix a part that changes sign under transposition; no step moves it, so that it
  /// would stay while all else decays.
  static void keep_symmetric(Matrix<R>& gram) {
    for (Index r = 0; r < gram.rows(); ++r)
      for (Index s = 0; s < r; ++s) gram(r, s) = gram(s, r);
  }

  StepInputs<R> inputs_;
  Evaluator<R> step_;
  std::vector<std::string> names_;
  Matrix<R>*A_, *G_;
};

static_assert(SteppingMethod<Recurrence<double>>);

}  // namespace featdyn::numerics
