#include "numerics/events.inl"

#include "numerics/scalar/arb_number.hpp"

namespace featdyn::numerics {

FEATDYN_INSTANTIATE_EVENTS(double)
FEATDYN_INSTANTIATE_EVENTS(BigReal)

}  // namespace featdyn::numerics
