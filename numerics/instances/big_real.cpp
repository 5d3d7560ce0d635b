// Everything a run needs, and the gradient flow, at more digits than a double has.
#include "numerics/flow/flow.inl"
#include "numerics/flow/flow_stages.inl"
#include "numerics/flow/flow_system.inl"
#include "numerics/flow/odeint_flow.inl"
#include "numerics/methods/decomposition.inl"
#include "numerics/methods/network.inl"
#include "numerics/methods/recurrence.hpp"
#include "numerics/problem/problem.inl"
#include "numerics/program/evaluator.inl"
#include "numerics/program/taylor_evaluator.inl"
#include "numerics/scalar/arb_number.hpp"
#include "numerics/training/events.inl"
#include "numerics/training/observables.inl"

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

FEATDYN_INSTANTIATE_ODEINT(BigReal)
template class TaylorEvaluator<BigReal>;
template class FlowSystem<BigReal>;
template class FlowStages<BigReal>;
template class Flow<BigReal>;

}  // namespace featdyn::numerics
