#include "numerics/methods/decomposition.inl"

namespace featdyn::numerics {

template class Decomposition<double>;

}  // namespace featdyn::numerics
