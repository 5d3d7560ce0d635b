#include "numerics/flow/flow_stages.inl"

namespace featdyn::numerics {

template class FlowStages<double>;

}  // namespace featdyn::numerics
