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

/// Coordinates off the patches that the neurons of a symmetric point take: m - 1 of a simplex, 1 of equal
/// neurons, none in the span. In R^d, with independent patches, there is such a point for d >= N + these alone.
Index coordinates_off_span(const SymmetricSet& set, Index neurons);

/// Weights in coordinates of a space that holds patches and neurons: W = T E, X = B E, E orthonormal (never
/// formed). First those of the patches' span, rank X of them, then `off` others.
struct SpanPoint {
  Matrix<double> T;  ///< m x (rank X + off)
  Matrix<double> B;  ///< N x (rank X + off)
  Index off = 0;     ///< min(m, d - rank X): R^d has no more
  double loss = 0;
  double residual = 0;  ///< |grad L|
};

/// Coordinates for the weights in R^d with these overlaps and this Gram matrix, and for a symmetric point that
/// R^d has.
SpanPoint span_point(const Matrix<double>& A, const Matrix<double>& G, const Matrix<double>& K, Index d);
SpanPoint span_point(const SymmetricPoint& point, const Matrix<double>& K, Index neurons, Index d);

/// The Hessian of the loss at a point: what kind of stationary point it is.
struct Spectrum {
  double smallest = 0, largest = 0;  ///< eigenvalues within the span
  long unstable = 0;                 ///< negative eigenvalues, counted in R^d
  long zero = 0;                     ///< zero eigenvalues within the span
  long rotations = 0;                ///< of which rotations that leave the loss unchanged account for so many
};

/// Newton with the Hessian's pseudo-inverse (its kernel holds the rotations), `iterations` times, and the
/// spectrum at the end, over the directions that R^d has: one off the point's coordinates counts once for each
/// of the axes that are left of d.
struct Refined {
  SpanPoint point;
  Spectrum spectrum;
};
Refined refine(const Problem& problem, SpanPoint start, int iterations);

/// How large m min(N + m, d) may be for `refine` to be affordable.
inline constexpr Index largest_hessian = 3000;

}  // namespace featdyn::numerics
