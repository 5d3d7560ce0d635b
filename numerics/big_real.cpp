// Everything a run needs, at more digits than a double has.
#include "numerics/decomposition.inl"
#include "numerics/evaluator.inl"
#include "numerics/events.inl"
#include "numerics/network.inl"
#include "numerics/observables.inl"
#include "numerics/problem.inl"
#include "numerics/recurrence.hpp"
#include "numerics/scalar/arb_number.hpp"

namespace featdyn::numerics {

static_assert(Method<Recurrence<BigReal>>);
static_assert(Method<Network<BigReal>>);
static_assert(Method<Decomposition<BigReal>>);

template class Evaluator<BigReal>;
FEATDYN_INSTANTIATE_PROBLEM(BigReal)
template class Network<BigReal>;
template class Decomposition<BigReal>;
FEATDYN_INSTANTIATE_OBSERVABLES(BigReal)
FEATDYN_INSTANTIATE_EVENTS(BigReal)

}  // namespace featdyn::numerics
