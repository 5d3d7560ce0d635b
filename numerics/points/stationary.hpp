#pragma once

#include <optional>

#include "numerics/points/symmetric_system.hpp"

namespace featdyn::numerics {

/// A point of the symmetric set: w_r = u X + z_r, |z_r|^2 = zeta (theory/stationary.hpp).
struct SymmetricPoint {
  SymmetricSet set = {};
  Matrix<double> u;  ///< 1 x N
  double zeta = 0;   ///< >= 0
  Matrix<double> a;  ///< 1 x N, the overlaps
  double loss = 0;
  double residual = 0;  ///< norm of the reduced gradient
};

/// Damped Newton on the reduced gradient from a start; nothing where it does not converge to a residual near
/// rounding with zeta > 0 (unless in_span) and a finite point.
std::optional<SymmetricPoint> find_symmetric_point(const Problem& problem, const Matrix<double>& K,
                                                   SymmetricPoint start);

/// Weights in coordinates of the span of patches and neurons: W = T E, X = B E, E orthonormal (never formed).
struct SpanPoint {
  Matrix<double> T;  ///< m x (N + m)
  Matrix<double> B;  ///< N x (N + m)
  double loss = 0;
  double residual = 0;  ///< |grad L|
};

/// Coordinates for the weights with these overlaps and this Gram matrix, and for a symmetric point.
SpanPoint span_point(const Matrix<double>& A, const Matrix<double>& G, const Matrix<double>& K);
SpanPoint span_point(const SymmetricPoint& point, const Matrix<double>& K, Index neurons);

/// The Hessian of the loss at a point: what kind of stationary point it is.
struct Spectrum {
  double smallest = 0, largest = 0;  ///< eigenvalues within the span
  long unstable = 0;                 ///< negative eigenvalues, counted in R^d
  long zero = 0;                     ///< zero eigenvalues within the span
  long rotations = 0;                ///< of which rotations that leave the loss unchanged account for so many
};

/// Newton with the Hessian's pseudo-inverse (its kernel holds the rotations), `iterations` times, and the
/// spectrum at the end. `dimension` is d: a direction off the span counts once for each of the d - N - m axes
/// there.
struct Refined {
  SpanPoint point;
  Spectrum spectrum;
};
Refined refine(const Problem& problem, SpanPoint start, int iterations);

/// How large m (N + m) may be for `refine` to be affordable.
inline constexpr Index largest_hessian = 3000;

}  // namespace featdyn::numerics
