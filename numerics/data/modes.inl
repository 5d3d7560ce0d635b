// Definitions of the templates of modes.hpp; included by one source file per scalar type.
#pragma once

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <type_traits>

#include "numerics/data/modes.hpp"
#include "numerics/linear/eigensystem.hpp"
#include "numerics/scalar/jacobi.hpp"
#include "numerics/scalar/unit_roundoff.hpp"

namespace featdyn::numerics {
namespace detail {

/// Eigenvalues and, as columns, eigenvectors of a symmetric matrix, in any order.
template <class R>
std::pair<std::vector<R>, Matrix<R>> eigensystem_of(Matrix<R> B) {
  std::vector<R> values;
  if constexpr (std::is_same_v<R, double>) {
    const Eigensystem system = eigensystem(B);
    values.assign(system.values.begin(), system.values.end());
    return {values, system.vectors};
  } else {
    Matrix<R> vectors = diagonalise(B);
    if (vectors.size() != B.size()) throw std::runtime_error("the modes of the data were not found");
    for (Index a = 0; a < B.rows(); ++a) values.push_back(B(a, a));
    return {values, std::move(vectors)};
  }
}

}  // namespace detail

/// Of C^(1/2) K C^(1/2), C = diag(c).
template <class R>
Modes<R> modes_of(const Matrix<R>& K, const Matrix<R>& c) {
  using std::sqrt;
  const Index N = K.rows();
  std::vector<R> root;
  for (Index p = 0; p < N; ++p) root.push_back(sqrt(R(c(0, p))));
  const auto at = [](Index p) { return static_cast<std::size_t>(p); };
  Matrix<R> B(N, N);
  for (Index p = 0; p < N; ++p)
    for (Index q = 0; q < N; ++q) B(p, q) = root[at(p)] * K(p, q) * root[at(q)];
  const auto [values, vectors] = detail::eigensystem_of<R>(std::move(B));
  std::vector<Index> order(at(N));
  std::iota(order.begin(), order.end(), Index(0));
  std::ranges::stable_sort(order, [&](Index a, Index b) { return values[at(b)] < values[at(a)]; });
  const R least = R(N) * R(16) * unit_roundoff<R>() * values[at(order[0])];
  std::erase_if(order, [&](Index a) { return !(values[at(a)] > least); });
  Modes<R> modes{.lambda = {}, .reading = Matrix<R>(N, static_cast<Index>(order.size()))};
  for (const Index from : order) {
    const Index a = static_cast<Index>(modes.lambda.size());
    const R scale = R(1) / sqrt(R(values[at(from)]));
    for (Index p = 0; p < N; ++p) modes.reading(p, a) = root[at(p)] * vectors(p, from) * scale;
    modes.lambda.push_back(values[at(from)]);
  }
  return modes;
}

}  // namespace featdyn::numerics
