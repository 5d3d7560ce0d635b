#pragma once

#include <cmath>
#include <vector>

namespace featdyn::numerics {

/// How an integration of x' = f(x) ended.
enum class Integration {
  reached,           ///< the time that was asked for
  not_finite,        ///< values left the finite numbers
  step_vanished,     ///< t + h = t: a singularity is near
  tolerance_missed,  ///< no step that was tried met the tolerance
  too_many_steps     ///< steps_allowed were taken before that time
};

/// Steps to a time that takes `training_steps` of gradient descent, after which a solver is taken never to
/// come there: it wants a hundred thousand to find its pace, or more than a thousand a training step.
constexpr long steps_allowed(long training_steps) {
  return 100'000 + 1'000 * training_steps;
}

/// A sentence's end: "the solution stopped because ...".
const char* message(Integration status);

/// The error allowed per step: absolute + relative * max_i |x_i|.
template <class R>
struct Accuracy {
  R absolute, relative;
};

/// x at one time, flat.
template <class R>
using FlatState = std::vector<R>;

template <class R>
bool is_finite(const FlatState<R>& x) {
  using std::isfinite;
  for (const R& value : x)
    if (!isfinite(value)) return false;
  return true;
}

/// max_i |x_i|, of finite values.
template <class R>
R largest_size(const FlatState<R>& x) {
  using std::abs;
  R largest(0);
  for (const R& value : x)
    if (const R size = abs(value); largest < size) largest = size;
  return largest;
}

}  // namespace featdyn::numerics
