#pragma once

#include <array>

#include "numerics/method.hpp"
#include "numerics/problem.hpp"

namespace featdyn::numerics {

/// The exact coefficient recurrence: gradient descent in (A, G), free of d [derived, theory/descent.hpp].
template <class R>
class Recurrence {
 public:
  using Real = R;
  Recurrence(const Problem& problem, const InitialState<R>& start, const R& eta)
      : step_(make_training_step<R>(problem, start.K, eta)), A_(&step_.input("A")), G_(&step_.input("G")) {
    *A_ = start.A;
    *G_ = start.G;
  }
  Recurrence(const Recurrence&) = delete;
  Recurrence& operator=(const Recurrence&) = delete;

  Evaluation<R> evaluate() {
    step_.run();
    return {.loss = step_.output("loss")(0, 0),
            .gradient_norm = root_of_square(step_.output("gradient_square")(0, 0))};
  }
  void advance() {
    *A_ = step_.output("A");
    *G_ = step_.output("G");
  }
  const Matrix<R>& overlaps() const { return *A_; }
  const Matrix<R>& gram() const { return *G_; }
  std::array<Matrix<R>*, 2> state() { return {A_, G_}; }

 private:
  Evaluator<R> step_;
  Matrix<R>*A_, *G_;
};

static_assert(Method<Recurrence<double>>);

}  // namespace featdyn::numerics
