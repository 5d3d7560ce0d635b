// The gradient flow in doubles.
#include "numerics/flow/flow.inl"
#include "numerics/flow/flow_stages.inl"
#include "numerics/flow/flow_system.inl"
#include "numerics/flow/odeint_flow.inl"
#include "numerics/program/taylor_evaluator.inl"

namespace featdyn::numerics {

FEATDYN_INSTANTIATE_ODEINT(double)
template class TaylorEvaluator<double>;
template class FlowSystem<double>;
template class FlowStages<double>;
template class Flow<double>;

}  // namespace featdyn::numerics
