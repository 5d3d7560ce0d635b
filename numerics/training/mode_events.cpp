#include "numerics/training/mode_events.inl"

#include "numerics/scalar/arb_number.hpp"

namespace featdyn::numerics {

FEATDYN_INSTANTIATE_MODE_EVENTS(double)
FEATDYN_INSTANTIATE_MODE_EVENTS(BigReal)

}  // namespace featdyn::numerics
