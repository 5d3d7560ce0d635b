#include "numerics/training/events.inl"

namespace featdyn::numerics {

FEATDYN_INSTANTIATE_EVENTS(double)

}  // namespace featdyn::numerics
