#pragma once

#include "numerics/points/stationary.hpp"
#include "numerics/scalar/arb_number.hpp"

namespace featdyn::numerics {

/// The box of a point that exists, seen as what theorems speak of.
struct SymmetricBox {
  Matrix<Ball> a;      ///< 1 x N, the overlaps
  Ball in_span, zeta;  ///< squared norm of a neuron's part in the patches' span, and off it
  Ball loss;
};
/// Krawczyk's test of prove_existence; nothing where it does not succeed.
std::optional<SymmetricBox> enclose_symmetric_point(const Problem& problem, const SymmetricPoint& point);

}  // namespace featdyn::numerics
