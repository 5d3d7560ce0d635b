#include "numerics/problem/gauss_legendre.hpp"

#include <arb_hypgeom.h>

#include <algorithm>
#include <boost/math/special_functions/legendre.hpp>
#include <stdexcept>

#include "numerics/scalar/arb_number.hpp"
#include "numerics/scalar/interval.hpp"

namespace featdyn::numerics {
namespace {

/// Bits that the recurrence of P_n may lose, and some more.
long bits_for(long n) {
  return working_bits() + 4 * n + 32;
}

/// The middle of an interval as an interval of one point.
Interval middle(const Interval& x) {
  Interval result = x;
  mpfr_t point;
  mpfr_init2(point, mpfi_get_prec(x.raw()));
  mpfi_mid(point, x.raw());
  mpfi_set_fr(result.raw(), point);
  mpfr_clear(point);
  return result;
}

/// N(X) = m - P_n(m) / P_n'(X).
Interval newton_step(long n, const Interval& x) {
  const Interval m = middle(x);
  return m - legendre(n, m).first / legendre(n, x).second;
}

/// The point and what is nearer to it than 2^-bits.
Interval around(const Interval& point, long bits) {
  Interval near;
  mpfi_interv_si(near.raw(), -1, 1);
  mpfi_div_2ui(near.raw(), near.raw(), static_cast<unsigned long>(bits));
  return point + near;
}

/// An interval with exactly one zero of P_n, the one near `about`: where N(X) lies inside X, X has one. The
/// recurrence widens P_n'(X) by less than 4^n, so that X must be as narrow as the precision allows.
Interval enclosed_zero(long n, double about) {
  Interval point(about);
  for (long right = 40; right < working_bits(); right *= 2) point = middle(newton_step(n, point));
  point = middle(newton_step(n, point));
  const Interval x = around(point, working_bits() / 2);
  Interval zero = newton_step(n, x);
  if (mpfi_is_strictly_inside(zero.raw(), x.raw()) <= 0)
    throw std::logic_error("gauss_legendre: a zero of a Legendre polynomial is not enclosed");
  const Interval again = newton_step(n, zero);
  mpfi_intersect(zero.raw(), zero.raw(), again.raw());
  return zero;
}

}  // namespace

std::vector<double> legendre_zeros(long n) {
  std::vector<double> zeros;
  for (const double x : boost::math::legendre_p_zeros<double>(static_cast<int>(n))) {
    zeros.push_back(x);
    if (x != 0) zeros.push_back(-x);
  }
  std::ranges::sort(zeros);
  return zeros;
}

template <>
std::vector<QuadratureNode<Ball>> gauss_legendre(long n) {
  std::vector<QuadratureNode<Ball>> nodes;
  const PrecisionScope scope(bits_for(n));
  for (long k = n; k-- > 0;) {  // FLINT counts the zeros from the largest
    Ball x, weight;
    arb_hypgeom_legendre_p_ui_root(x.raw(), weight.raw(), static_cast<ulong>(n), static_cast<ulong>(k),
                                   working_bits());
    nodes.push_back({.place = (Ball(1) + x) / Ball(2), .weight = weight / Ball(2)});
  }
  return nodes;
}

template <>
std::vector<QuadratureNode<Interval>> gauss_legendre(long n) {
  std::vector<QuadratureNode<Interval>> nodes;
  const PrecisionScope scope(bits_for(n));
  for (const double zero : legendre_zeros(n)) nodes.push_back(node_of_zero(n, enclosed_zero(n, zero)));
  return nodes;
}

}  // namespace featdyn::numerics
