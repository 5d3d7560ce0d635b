#include "numerics/scalar/enclosures.hpp"

namespace featdyn::numerics {

Ball hull(const Ball& x, const Ball& y) {
  Ball result;
  arb_union(result.raw(), x.raw(), y.raw(), working_bits());
  return result;
}
Interval hull(const Interval& x, const Interval& y) {
  Interval result;
  mpfi_union(result.raw(), x.raw(), y.raw());
  return result;
}

Ball common(const Ball& x, const Ball& y) {
  Ball result;
  const bool is_some = arb_is_finite(y.raw()) != 0 &&
                       arb_intersection(result.raw(), x.raw(), y.raw(), working_bits()) != 0;
  return is_some ? result : x;
}
Interval common(const Interval& x, const Interval& y) {
  Interval result;
  mpfi_intersect(result.raw(), x.raw(), y.raw());
  const bool is_some = mpfi_nan_p(x.raw()) == 0 && mpfi_nan_p(y.raw()) == 0 &&
                       mpfi_nan_p(result.raw()) == 0 && mpfi_is_empty(result.raw()) == 0;
  return is_some ? result : x;
}

template <>
Ball whole_line() {
  Ball result;
  arb_zero_pm_inf(result.raw());
  return result;
}
template <>
Interval whole_line() {
  Interval result;
  mpfr_set_inf(&result.raw()->left, -1);
  mpfr_set_inf(&result.raw()->right, 1);
  return result;
}

bool is_zero(const Ball& x) {
  return arb_is_zero(x.raw()) != 0;
}
bool is_zero(const Interval& x) {
  return mpfi_is_zero(x.raw()) > 0;
}

bool is_bounded(const Ball& x) {
  return arb_is_finite(x.raw()) != 0;
}
bool is_bounded(const Interval& x) {
  return mpfi_bounded_p(x.raw()) != 0;
}

double midpoint(const Ball& x) {
  return static_cast<double>(x);
}
double midpoint(const Interval& x) {
  return mpfi_get_d(x.raw());
}

Interval log(const Interval& x) {
  Interval result;
  mpfi_log(result.raw(), x.raw());
  return result;
}
Interval abs(const Interval& x) {
  Interval result;
  mpfi_abs(result.raw(), x.raw());
  return result;
}

}  // namespace featdyn::numerics
