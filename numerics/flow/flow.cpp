#include "numerics/flow/flow.inl"

namespace featdyn::numerics {

template class Flow<double>;

}  // namespace featdyn::numerics
