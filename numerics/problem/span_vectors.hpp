#pragma once

#include <algorithm>

#include "numerics/linear/matrix.hpp"

namespace featdyn::numerics {

/// The start's vectors as rows of coordinates in an orthonormal basis of a space that holds them all.
///
/// Where a run takes them for its state, and why. Inner products are the state elsewhere, J = R R^T for the
/// rows R = (W, V, momenta, X): positive semidefinite, of rank at most d. Of the tied denoiser's (A, G) take
/// apart what J has off the patches, with K^+ the pseudo-inverse of K = X X^T:
///   G_off = G - A K^+ A^T   and   A_off = A (1 - K K^+).
/// One step multiplies W's part off the patches from the left, and P X leaves it alone, so that exactly
///   G_off <- (1 - eta Q) G_off (1 - eta Q)^T,   A_off <- (1 - eta Q) A_off   [derived from theory/descent.hpp].
/// In R^d some of these are 0 for ever: A_off always, and G_off on as many directions of neuron space as m
/// exceeds d - rank X. Rounding makes them 1e-16, and where Q has a negative eigenvalue -q (it has on the way
/// from a saddle) each step multiplies them by (1 + eta q)^2: what is trained in the end is a network with
/// directions that R^d lacks, or none, since rounding makes G_off negative as well. Momenta start at 0 and a
/// second layer may start at W, inside the span of the others, so that their J is singular for every d.
/// Rows of coordinates have no such directions: R R^T is of R^d whatever the rounding, and since training
/// adds to each trained row linear combinations of rows, min(d, number of rows) coordinates are enough.
///
/// Where J is regular but nearly singular, a direction of size s (over the vectors' own) is known to eps/s^2
/// from J and to eps/s from coordinates. So J is kept where s^2 >= 2^-10 for every direction of the start,
/// which costs three digits at most and leaves the fast path to all data of larger d.
template <class R>
struct SpanVectors {
  Matrix<R> W, V, X;  ///< V: nothing where the layers are tied
};

/// Whether the least eigenvalue of the correlation matrix of these inner products (each row over its norm) is
/// at least 2^-10. Not so where a row is 0 or a number is not finite.
bool are_clearly_independent(Matrix<double> products);

/// Reduces rows, some columns at a time, to coordinates: the columns themselves as long as they are no more
/// than the rows, else the triangle L of R = L Q^T (Householder's, whose error in each row is relative to that
/// row).
template <class R>
class SpanFactor {
 public:
  void add(const Matrix<R>& columns);
  const Matrix<R>& rows() const { return rows_; }

 private:
  Matrix<R> rows_;
};

}  // namespace featdyn::numerics
