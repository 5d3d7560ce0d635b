#include "numerics/flow/odeint_flow.inl"

namespace featdyn::numerics {

FEATDYN_INSTANTIATE_ODEINT(double)

}  // namespace featdyn::numerics
