#include "numerics/scalar/ball_functions.hpp"

#include <arb_hypgeom.h>

#include <cmath>

namespace featdyn::numerics {
namespace {

template <class Function>
Ball applied(Function function, const Ball& x) {
  Ball result;
  function(result.raw(), x.raw(), working_bits());
  return result;
}
template <class Function>
Ball applied(Function function, const Ball& x, const Ball& y) {
  Ball result;
  if (arb_is_finite(x.raw()) != 0 && arb_is_finite(y.raw()) != 0)
    function(result.raw(), x.raw(), y.raw(), working_bits());
  else
    arb_indeterminate(result.raw());
  return result;
}

}  // namespace

Ball pi() {
  Ball result;
  arb_const_pi(result.raw(), working_bits());
  return result;
}

Ball largest(const Ball& x, const Ball& y) {
  return applied(&arb_max, x, y);
}
Ball smallest(const Ball& x, const Ball& y) {
  return applied(&arb_min, x, y);
}
Ball power(const Ball& x, const Ball& y) {
  return applied(&arb_pow, x, y);
}
Ball erf(const Ball& x) {
  return applied(&arb_hypgeom_erf, x);
}
Ball tanh(const Ball& x) {
  return applied(&arb_tanh, x);
}
Ball distribution(const Ball& x) {
  return applied(&arb_hypgeom_erfc, -x / sqrt(Ball(2))) / Ball(2);
}
Ball exponential_integral(const Ball& x) {
  return applied(&arb_hypgeom_ei, x);
}

std::optional<long> nearest_integer(const Ball& x) {
  const double middle = std::round(static_cast<double>(x));
  if (!(std::abs(middle) < 1e15)) return std::nullopt;
  const Ball nearest(middle), half = Ball(1) / Ball(2);
  const bool is_sole = abs(x - nearest) < half || x == nearest + (middle < 0 ? -half : -half);
  return is_sole ? std::optional(std::lround(middle)) : std::nullopt;
}

}  // namespace featdyn::numerics
