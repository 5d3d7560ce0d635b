#include "numerics/methods/network.inl"

namespace featdyn::numerics {

template class Network<double>;

}  // namespace featdyn::numerics
