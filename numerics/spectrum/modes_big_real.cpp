// Modes in numbers of any precision.
#include "numerics/scalar/arb_number.hpp"
#include "numerics/spectrum/mode_columns.inl"
#include "numerics/spectrum/modes.inl"

namespace featdyn::numerics {

FEATDYN_INSTANTIATE_MODES(BigReal)
FEATDYN_INSTANTIATE_MODE_COLUMNS(BigReal)

}  // namespace featdyn::numerics
