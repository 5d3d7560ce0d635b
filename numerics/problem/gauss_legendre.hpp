#pragma once

#include <type_traits>
#include <utility>
#include <vector>

namespace featdyn::numerics {

template <bool rigorous>
class ArbNumber;
class Interval;

/// A node of a rule on (0, 1) and its weight.
template <class R>
struct QuadratureNode {
  R place, weight;
};

/// The zeros of the Legendre polynomial P_n, ascending, in double.
std::vector<double> legendre_zeros(long n);

/// P_n and P_n' at x by the recurrence (k + 1) P_{k+1} = (2k + 1) x P_k - k P_{k-1},
/// P'_{k+1} = P'_{k-1} + (2k + 1) P_k.
template <class R>
std::pair<R, R> legendre(long n, const R& x) {
  R before(0), value(1), slope_before(0), slope(0);
  for (long k = 0; k < n; ++k) {
    const R next = (R(2 * k + 1) * x * value - R(k) * before) / R(k + 1);
    const R next_slope = slope_before + R(2 * k + 1) * value;
    before = value, value = next;
    slope_before = slope, slope = next_slope;
  }
  return {value, slope};
}

/// The node (1 + x)/2 of a zero x of P_n, with the weight 1 / ((1 - x^2) P_n'(x)^2).
template <class R>
QuadratureNode<R> node_of_zero(long n, const R& x) {
  const R slope = legendre(n, x).second;
  return {.place = R((R(1) + x) / R(2)), .weight = R(R(1) / ((R(1) - x * x) * slope * slope))};
}

/// Gauss-Legendre on (0, 1) with so many nodes, ascending: to the precision of R; in an arithmetic of
/// enclosures each holds the exact node and weight of the definition.
template <class R>
std::vector<QuadratureNode<R>> gauss_legendre(long n) {
  std::vector<QuadratureNode<R>> nodes;
  for (const double zero : legendre_zeros(n)) {
    R x(zero);
    // Newton: 15 correct digits at the start, twice as many after each step, 10^5 at most
    constexpr int steps = std::is_same_v<R, double> ? 0 : 14;
    for (int k = 0; k < steps; ++k) {
      const auto [value, slope] = legendre(n, x);
      x -= value / slope;
    }
    nodes.push_back(node_of_zero(n, x));
  }
  return nodes;
}

/// From FLINT's enclosures of the zeros.
template <>
std::vector<QuadratureNode<ArbNumber<true>>> gauss_legendre(long n);
/// By Newton's method on intervals, which proves that each holds exactly one zero.
template <>
std::vector<QuadratureNode<Interval>> gauss_legendre(long n);

}  // namespace featdyn::numerics
