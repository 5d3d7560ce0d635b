#include "numerics/scalar/arb_number.hpp"

#include <mpfr.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace featdyn::numerics {
namespace {

constexpr long largest_exponent = 1024;  // of double
constexpr Index worth_threads = 20'000;  // multiply-adds of a product that is spread over threads

template <bool rigorous>
arf_ptr mid(ArbNumber<rigorous>& x) {
  return arb_midref(x.raw());
}
template <bool rigorous>
arf_srcptr mid(const ArbNumber<rigorous>& x) {
  return arb_midref(x.raw());
}

using Function = void (*)(arb_t, const arb_t, slong);

/// f(x); a number without error bound where nothing is known of f(x) becomes nan.
template <bool rigorous>
ArbNumber<rigorous> apply(Function f, const ArbNumber<rigorous>& x) {
  ArbNumber<rigorous> result;
  f(result.raw(), x.raw(), working_bits());
  if constexpr (!rigorous) {
    if (!mag_is_finite(arb_radref(result.raw()))) arf_nan(mid(result));
    mag_zero(arb_radref(result.raw()));
  }
  return result;
}

}  // namespace

template <bool rigorous>
ArbNumber<rigorous>::ArbNumber(const char* digits) : ArbNumber() {
  fmpz_t integer;
  fmpz_init(integer);
  fmpz_set_str(integer, digits, 10);
  arb_set_fmpz(value_, integer);
  fmpz_clear(integer);
}

template <bool rigorous>
ArbNumber<rigorous>& ArbNumber<rigorous>::operator+=(const ArbNumber& other) {
  if constexpr (rigorous)
    arb_add(value_, value_, other.value_, working_bits());
  else
    arf_add(mid(*this), mid(*this), mid(other), working_bits(), ARF_RND_NEAR);
  return *this;
}

template <bool rigorous>
ArbNumber<rigorous>& ArbNumber<rigorous>::operator-=(const ArbNumber& other) {
  if constexpr (rigorous)
    arb_sub(value_, value_, other.value_, working_bits());
  else
    arf_sub(mid(*this), mid(*this), mid(other), working_bits(), ARF_RND_NEAR);
  return *this;
}

template <bool rigorous>
ArbNumber<rigorous>& ArbNumber<rigorous>::operator*=(const ArbNumber& other) {
  if constexpr (rigorous)
    arb_mul(value_, value_, other.value_, working_bits());
  else
    arf_mul(mid(*this), mid(*this), mid(other), working_bits(), ARF_RND_NEAR);
  return *this;
}

template <bool rigorous>
ArbNumber<rigorous>& ArbNumber<rigorous>::operator/=(const ArbNumber& other) {
  if constexpr (rigorous)
    arb_div(value_, value_, other.value_, working_bits());
  else
    arf_div(mid(*this), mid(*this), mid(other), working_bits(), ARF_RND_NEAR);
  return *this;
}

template <bool rigorous>
ArbNumber<rigorous> ArbNumber<rigorous>::operator-() const {
  ArbNumber result;
  arb_neg(result.value_, value_);
  return result;
}

template <bool rigorous>
std::string ArbNumber<rigorous>::str(int digits) const {
  mpfr_t number;
  mpfr_init2(number, std::max<mpfr_prec_t>(MPFR_PREC_MIN, arf_bits(mid(*this))));
  arf_get_mpfr(number, mid(*this), MPFR_RNDN);  // exact
  char* text = nullptr;
  mpfr_asprintf(&text, "%.*Rg", digits, number);
  std::string result(text);
  mpfr_free_str(text);
  mpfr_clear(number);
  return result;
}

template <bool rigorous>
std::string ArbNumber<rigorous>::dump() const {
  char* text = arb_dump_str(value_);
  std::string result(text);
  flint_free(text);
  return result;
}

template <bool rigorous>
ArbNumber<rigorous> ArbNumber<rigorous>::load(const std::string& text) {
  ArbNumber result;
  if (arb_load_str(result.value_, text.c_str()) != 0)
    throw std::runtime_error("ArbNumber::load: '" + text + "' is no stored number");
  return result;
}

template class ArbNumber<false>;
template class ArbNumber<true>;

template <bool rigorous>
ArbNumber<rigorous> sqrt(const ArbNumber<rigorous>& x) {
  return apply(&arb_sqrt, x);
}

template <bool rigorous>
ArbNumber<rigorous> exp(const ArbNumber<rigorous>& x) {
  return apply(&arb_exp, x);
}

template <bool rigorous>
ArbNumber<rigorous> log(const ArbNumber<rigorous>& x) {
  return apply(&arb_log, x);
}

/// e^{y log x}; 0 at x = 0, as where a step's error vanishes.
template <bool rigorous>
ArbNumber<rigorous> pow(const ArbNumber<rigorous>& x, const ArbNumber<rigorous>& y) {
  return x == ArbNumber<rigorous>(0) ? x : exp(y * log(x));
}

template <bool rigorous>
ArbNumber<rigorous> expm1(const ArbNumber<rigorous>& x) {
  return apply(&arb_expm1, x);
}

template <bool rigorous>
ArbNumber<rigorous> log1p(const ArbNumber<rigorous>& x) {
  return apply(&arb_log1p, x);
}

template <bool rigorous>
ArbNumber<rigorous> cos_pi(const ArbNumber<rigorous>& x) {
  return apply(&arb_cos_pi, x);
}

template <bool rigorous>
ArbNumber<rigorous> abs(const ArbNumber<rigorous>& x) {
  ArbNumber<rigorous> result;
  arb_abs(result.raw(), x.raw());
  return result;
}

template <bool rigorous>
bool isfinite(const ArbNumber<rigorous>& x) {
  return arb_is_finite(x.raw()) != 0 && arf_cmpabs_2exp_si(mid(x), largest_exponent) < 0 &&
         mag_cmp_2exp_si(arb_radref(x.raw()), largest_exponent) < 0;
}

#define FEATDYN_INSTANTIATE_FUNCTIONS(R) \
  template R sqrt(const R&);             \
  template R exp(const R&);              \
  template R log(const R&);              \
  template R pow(const R&, const R&);    \
  template R expm1(const R&);            \
  template R log1p(const R&);            \
  template R cos_pi(const R&);           \
  template R abs(const R&);              \
  template bool isfinite(const R&);
FEATDYN_INSTANTIATE_FUNCTIONS(BigReal)
FEATDYN_INSTANTIATE_FUNCTIONS(Ball)

Ball root_of_square(const Ball& square) {
  return apply(&arb_sqrtpos, square);
}

bool contains(const Ball& ball, const BigReal& number) {
  return arb_contains(ball.raw(), number.raw()) != 0;
}

bool contains_interior(const Ball& outer, const Ball& inner) {
  return arb_contains_interior(outer.raw(), inner.raw()) != 0;
}

Ball widened(const Ball& ball, double radius) {
  Ball result = ball;
  const Ball error(radius);
  arb_add_error(result.raw(), error.raw());
  return result;
}

Bounds bounds(const Ball& x) {
  if (!arb_is_finite(x.raw()))
    throw std::domain_error("bounds: the ball is not finite");  // FLINT would abort
  fmpz_t lower, upper, exponent;
  for (fmpz* integer : {lower, upper, exponent}) fmpz_init(integer);
  arb_get_interval_fmpz_2exp(lower, upper, exponent, x.raw());
  const auto end = [&](const fmpz_t integer) {
    char* digits = fmpz_get_str(nullptr, 10, integer);
    const theory::Rational value = dyadic(theory::Rational(digits), fmpz_get_si(exponent));
    flint_free(digits);
    return value;
  };
  const Bounds result{.lower = end(lower), .upper = end(upper)};
  for (fmpz* integer : {lower, upper, exponent}) fmpz_clear(integer);
  return result;
}

double log10_width(const Ball& x) {
  if (!arb_is_finite(x.raw())) return std::numeric_limits<double>::infinity();
  return (mag_get_d_log2_approx(arb_radref(x.raw())) + 1) * std::log10(2.0);
}

template <>
void multiply_rows<BigReal>(Columns<BigReal> x, Columns<BigReal> y, Index count, Matrix<BigReal>& result) {
  const slong bits = working_bits();
#pragma omp parallel for schedule(static) if (result.size() * count > worth_threads)
  for (Index i = 0; i < result.rows(); ++i)
    for (Index j = 0; j < result.cols(); ++j)
      arb_approx_dot(result(i, j).raw(), nullptr, 0, x.matrix(i, x.first).raw(), 1,
                     y.matrix(j, y.first).raw(), 1, count, bits);
}

}  // namespace featdyn::numerics
