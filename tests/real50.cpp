#include "tests/real50.hpp"

#include "numerics/data/modes.inl"
#include "numerics/flow/flow.inl"
#include "numerics/flow/flow_stages.inl"
#include "numerics/flow/flow_system.inl"
#include "numerics/flow/odeint_flow.inl"
#include "numerics/methods/decomposition.inl"
#include "numerics/methods/network.inl"
#include "numerics/problem/problem.inl"
#include "numerics/program/evaluator.inl"
#include "numerics/program/taylor_evaluator.inl"
#include "numerics/spectrum/modes.inl"
#include "numerics/training/events.inl"
#include "numerics/training/mode_events.inl"

namespace featdyn::numerics {

using testing::Real50;

FEATDYN_INSTANTIATE_PROBLEM(Real50)
template class Evaluator<Real50>;
template class Network<Real50>;
template class Decomposition<Real50>;

FEATDYN_INSTANTIATE_ODEINT(Real50)
FEATDYN_INSTANTIATE_EVENTS(Real50)
template Modes<Real50> modes_of<Real50>(const Matrix<Real50>&, const Matrix<Real50>&);
FEATDYN_INSTANTIATE_MODES(Real50)
FEATDYN_INSTANTIATE_MODE_EVENTS(Real50)
template class TaylorEvaluator<Real50>;
template class TaylorEvaluator<testing::Real77>;
template class FlowSystem<Real50>;
template class FlowStages<Real50>;
template class Flow<Real50>;

}  // namespace featdyn::numerics
