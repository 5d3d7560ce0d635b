#include "numerics/network.inl"

namespace featdyn::numerics {

template class Network<double>;

}  // namespace featdyn::numerics
