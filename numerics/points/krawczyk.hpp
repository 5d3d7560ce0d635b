#pragma once

#include "numerics/points/stationary.hpp"
#include "numerics/scalar/bounds.hpp"

namespace featdyn::numerics {

/// What interval arithmetic proves about a symmetric stationary point.
struct Existence {
  bool proved = false;  ///< exactly one point of the (u, zeta) system lies in the box
  double radius = 0;    ///< half width of the box, largest over the unknowns
  Bounds ratio;  ///< of mean |a| over signals to mean |a| over noise patches, for every point of the box
};

/// Krawczyk's test around a point found in double: with F the reduced gradient, Y an approximate inverse of
/// its Jacobian and X a box about x,  x - Y F(x) + (I - Y F'(X)) (X - x) inside X  proves that F has exactly
/// one zero in X (Krawczyk 1969; Neumaier, Interval Methods, 1990). The data are exact, all operations are
/// Arb's balls. By symmetry the zero is a stationary point of the full loss, unique up to the rotations that
/// leave the loss unchanged.
Existence prove_existence(const Problem& problem, const SymmetricPoint& point);

}  // namespace featdyn::numerics
