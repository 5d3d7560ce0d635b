// The gradient flow in numbers of any precision.
#include "numerics/flow/flow.inl"
#include "numerics/flow/flow_stages.inl"
#include "numerics/flow/flow_system.inl"
#include "numerics/flow/odeint_flow.inl"
#include "numerics/program/taylor_evaluator.inl"
#include "numerics/scalar/arb_number.hpp"

namespace featdyn::numerics {

FEATDYN_INSTANTIATE_ODEINT(BigReal)
template class TaylorEvaluator<BigReal>;
template class FlowSystem<BigReal>;
template class FlowStages<BigReal>;
template class Flow<BigReal>;

}  // namespace featdyn::numerics
