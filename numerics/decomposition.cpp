#include "numerics/decomposition.inl"

namespace featdyn::numerics {

template class Decomposition<double>;

}  // namespace featdyn::numerics
