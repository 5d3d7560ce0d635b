// The gradient flow in numbers of any precision.
#include "numerics/flow.inl"
#include "numerics/flow_stages.inl"
#include "numerics/flow_system.inl"
#include "numerics/odeint_flow.inl"
#include "numerics/scalar/arb_number.hpp"
#include "numerics/taylor_evaluator.inl"

namespace featdyn::numerics {

FEATDYN_INSTANTIATE_ODEINT(BigReal)
template class TaylorEvaluator<BigReal>;
template class FlowSystem<BigReal>;
template class FlowStages<BigReal>;
template class Flow<BigReal>;

}  // namespace featdyn::numerics
