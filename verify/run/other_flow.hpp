#pragma once

#include <cmath>

#include "numerics/flow/flow.hpp"
#include "numerics/scalar/unit_roundoff.hpp"
#include "verify/run/methods.hpp"

namespace featdyn::verify {

/// Another integration of a flow, whose distance tells the error of the first.
///
/// Taylor's method is watched by itself at a thousand times its tolerance. Its error grows with the tolerance, at
/// least as its root (an error of a step lies between a thirtieth of what is allowed and all of it, since steps
/// change in jumps), so that the distance over the root of 1000 is allowed for. A tolerance near rounding leaves
/// no room for that; then the other has ten times the tolerance, and the whole distance counts. So it is with Runge
/// and Kutta's methods, and the other is of another kind: they may miss the same error at any tolerance (a kink
/// between their stages, a start where the estimate vanishes). Taylor's where the activation has a series.
template <class R>
struct OtherFlow {
  numerics::FlowOptions<R> options;
  R factor;  ///< of the distance, to the error in units of the tolerance
};

template <class R>
OtherFlow<R> other_flow(const FlowPlan& plan, bool has_series) {
  using std::sqrt;
  using enum numerics::Integrator;
  const R tolerance = theory::to_real<R>(plan.tolerance.value), most = R(1) / R(10);
  const bool whole = plan.integrator != taylor || tolerance < R(1000) * numerics::unit_roundoff<R>();
  const R looser = R(whole ? 10 : 1000) * tolerance, other_tolerance = looser < most ? looser : most;
  const auto other = has_series ? taylor : plan.integrator == fehlberg78 ? dopri5 : fehlberg78;
  return {.options = {.integrator = other, .tolerance = other_tolerance, .finds_stages = false},
          .factor = R(1) / (whole ? tolerance : R(sqrt(R(tolerance * other_tolerance))))};
}

}  // namespace featdyn::verify
