#pragma once

#include <cmath>

#include "numerics/linear/matrix.hpp"
#include "numerics/scalar/unit_roundoff.hpp"

namespace featdyn::numerics {

/// Makes a symmetric matrix diagonal by rotations of pairs [Jacobi 1846], in numbers that Eigen has no solver for:
/// returns the eigenvectors as columns, in the order of the diagonal, or an empty matrix where they were not found.
template <class R>
Matrix<R> diagonalise(Matrix<R>& S) {
  using std::sqrt;
  constexpr int most_sweeps = 100;
  const Index N = S.rows();
  Matrix<R> V = Matrix<R>::Identity(N, N);
  const auto rotate = [](R& x, R& y, const R& c, const R& s) {
    const R turned = c * x - s * y;
    y = s * x + c * y;
    x = turned;
  };
  for (int sweep = 0; sweep < most_sweeps; ++sweep) {
    R off(0), all(0);
    for (Index p = 0; p < N; ++p)
      for (Index q = 0; q < N; ++q) {
        all += S(p, q) * S(p, q);
        if (p != q) off += S(p, q) * S(p, q);
      }
    if (off <= unit_roundoff<R>() * unit_roundoff<R>() * all) return V;
    for (Index p = 0; p < N; ++p)
      for (Index q = p + 1; q < N; ++q) {
        if (S(p, q) == R(0)) continue;
        const R theta = (S(q, q) - S(p, p)) / (R(2) * S(p, q)), size = theta < R(0) ? R(-theta) : theta;
        const R t = (theta < R(0) ? R(-1) : R(1)) / (size + sqrt(R(theta * theta + R(1))));
        const R c = R(1) / sqrt(R(t * t + R(1))), s = t * c;
        for (Index k = 0; k < N; ++k) rotate(S(k, p), S(k, q), c, s);
        for (Index k = 0; k < N; ++k) rotate(S(p, k), S(q, k), c, s);
        for (Index k = 0; k < N; ++k) rotate(V(k, p), V(k, q), c, s);
      }
  }
  return {};
}

}  // namespace featdyn::numerics
