#pragma once

#include <functional>
#include <limits>

#include "numerics/training/integration.hpp"

namespace featdyn::numerics {

/// The steppers of Boost.Odeint that are offered.
enum class OdeintStepper { dopri5, fehlberg78, bulirsch_stoer };

/// x' = f(x, t): system(x, dxdt, t) sets dxdt.
template <class R>
using OdeintSystem = std::function<void(const FlatState<R>& x, FlatState<R>& dxdt, const R& t)>;

/// A span of time, the step to try first, and how many steps it may take.
template <class R>
struct TimeSpan {
  R from, to, step;
  long steps_allowed = std::numeric_limits<long>::max();
};

/// Told of every accepted step: x at step.from and at step.to.
template <class R>
using OdeintObserver =
    std::function<void(const FlatState<R>& before, const TimeSpan<R>& step, const FlatState<R>& after)>;

/// Moves x along a span by controlled steps of Odeint, started afresh, each with an error of at most
/// absolute + relative * max_i |x_i|, and leaves in `span.step` the
/// step to go on with and in `span.from` the time that x has reached. A step in which x or x' are not
/// finite, which Odeint's controllers accept, is taken back and tried again, ten times smaller.
template <class R>
[[nodiscard]] Integration integrate_by_odeint(OdeintStepper stepper, const OdeintSystem<R>& system,
                                              const Accuracy<R>& accuracy, FlatState<R>& x, TimeSpan<R>& span,
                                              const OdeintObserver<R>& observer = {});

}  // namespace featdyn::numerics
