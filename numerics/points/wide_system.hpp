#pragma once

#include <array>

#include "numerics/points/differentiated.hpp"
#include "theory/wide_branch.hpp"

/// The equations of the wide branch as a system in three unknowns and three parameters, with derivatives by all.
namespace featdyn::numerics::wide {

/// x_1, x_2, y, then strength, epsilon, sqrt tau.
constexpr std::size_t unknowns = 3, variables = 6;
template <class R>
using Vector = std::array<R, unknowns>;
template <class R>
using Matrix3 = std::array<Vector<R>, unknowns>;
template <class R>
using Point = std::array<R, variables>;
template <class R>
using WithSlopes = Differentiated<R, variables>;

template <class R>
theory::WideBranch<R> branch_at(const Point<R>& at, theory::WideChart chart) {
  return {{.chart = chart, .strength = at[3], .epsilon = at[4], .root_tau = at[5]}, {at[0], at[1], at[2]}};
}

template <class R>
theory::WideBranch<WithSlopes<R>> slopes_at(const Point<R>& at, theory::WideChart chart) {
  Point<WithSlopes<R>> variable;
  for (std::size_t i = 0; i < variables; ++i) variable[i] = WithSlopes<R>(at[i], i);
  return branch_at(variable, chart);
}

template <class R>
Vector<R> in_order(const WideTriple<R>& x) {
  return {x.signal, x.noise, x.size};
}

/// The inverse by cofactors; not finite where there is none.
inline Matrix3<double> inverse(const Vector<WithSlopes<double>>& F) {
  const auto cofactor = [&](std::size_t i, std::size_t j) {
    const std::size_t a = (i + 1) % 3, b = (i + 2) % 3, c = (j + 1) % 3, d = (j + 2) % 3;
    return F[a].by[c] * F[b].by[d] - F[a].by[d] * F[b].by[c];
  };
  double determinant = 0;
  for (std::size_t j = 0; j < unknowns; ++j) determinant += F[0].by[j] * cofactor(0, j);
  Matrix3<double> result;
  for (std::size_t i = 0; i < unknowns; ++i)
    for (std::size_t j = 0; j < unknowns; ++j) result[i][j] = cofactor(j, i) / determinant;
  return result;
}

}  // namespace featdyn::numerics::wide
