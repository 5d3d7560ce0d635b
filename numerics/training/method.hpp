#pragma once

#include <cmath>
#include <concepts>
#include <string>
#include <utility>
#include <vector>

#include "numerics/linear/matrix.hpp"
#include "numerics/training/integration.hpp"

namespace featdyn::numerics {

/// |x| of x^2, whose rounding may have left it a little below 0. Scalars that are enclosures have their own.
template <class R>
R root_of_square(const R& square) {
  using std::sqrt;
  return square < R(0) ? R(0) : R(sqrt(square));
}

/// A method's state by the names that the training step (theory/model.hpp) knows it by: inner products, or
/// vectors alone. An empty matrix stands for 0.
template <class R>
using NamedState = std::vector<std::pair<std::string, const Matrix<R>*>>;

template <class R>
std::vector<std::string> names_of(const NamedState<R>& state) {
  std::vector<std::string> names;
  for (const auto& [name, value] : state) names.push_back(name);
  return names;
}

/// Loss and |grad L| (Frobenius) at the current weights.
template <class R>
struct Evaluation {
  R loss, gradient_norm;
};

/// Method: a way to train.
///   Name              Meaning
///   Real              its scalar
///   evaluate()        loss and gradient at the current step; call once before each advance()
///   advance()         one step of gradient descent
///   overlaps()        A = W X^T at the current step, m x N, valid after evaluate()
///   gram()            G = W W^T at the current step, m x m, valid after evaluate()
///   state()           the matrices that determine the rest of the run, for checkpoints
template <class M>
concept Method = requires(M method, const M& same) {
  typename M::Real;
  { method.evaluate() } -> std::same_as<Evaluation<typename M::Real>>;
  method.advance();
  { same.overlaps() } -> std::convertible_to<const Matrix<typename M::Real>&>;
  { same.gram() } -> std::convertible_to<const Matrix<typename M::Real>&>;
  method.state();
};

/// SteppingMethod: a method whose steps are those of the training step program.
///   Name              Meaning
///   named_state()     its state, valid after evaluate()
///   constants()       the start and constants of such a program, in double
template <class M>
concept SteppingMethod = Method<M> && requires(M method) {
  { method.named_state() } -> std::same_as<NamedState<typename M::Real>>;
  method.constants();
};

/// LeapingMethod: a method that need not stop at every step.
///   Name              Meaning
///   advance_to(k)     to step k > the current one; where it fails the state stays where it was
template <class M>
concept LeapingMethod = Method<M> && requires(M method, long step) {
  { method.advance_to(step) } -> std::same_as<Integration>;
};

}  // namespace featdyn::numerics
