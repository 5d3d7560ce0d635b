#include "numerics/flow/flow_system.inl"

namespace featdyn::numerics {

template class FlowSystem<double>;

}  // namespace featdyn::numerics
