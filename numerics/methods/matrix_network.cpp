// One layer in R^d, in doubles and at any precision.
#include "numerics/methods/matrix_network.inl"

#include "numerics/scalar/arb_number.hpp"

namespace featdyn::numerics {

static_assert(Method<MatrixNetwork<double>>);
template class MatrixNetwork<double>;
template class MatrixNetwork<BigReal>;

}  // namespace featdyn::numerics
