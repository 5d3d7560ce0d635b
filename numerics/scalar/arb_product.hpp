#pragma once

#include "numerics/scalar/arb_number.hpp"

namespace featdyn::numerics {

/// x y or, where it is symmetric, its lower half and the mirror of it. By residues every entry is the exact
/// product, rounded to working_bits(), of operands of which at most what is 2^(working_bits() + 64) times
/// smaller than the largest entry of its row (column) is cut off; the radius of a Ball holds what was cut off.
/// Returns false where that way is closed: an entry is not finite, or more bits are needed than residues have.
template <bool rigorous>
bool multiply_by_residues(Factor<ArbNumber<rigorous>> x, Factor<ArbNumber<rigorous>> y, bool symmetric,
                          Matrix<ArbNumber<rigorous>>& result);

/// The same product by dots.
template <bool rigorous>
void multiply_by_dots(Factor<ArbNumber<rigorous>> x, Factor<ArbNumber<rigorous>> y, bool symmetric,
                      Matrix<ArbNumber<rigorous>>& result);

}  // namespace featdyn::numerics
