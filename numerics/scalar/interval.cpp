#include "numerics/scalar/interval.hpp"

#include <mpfr.h>

#include <cmath>
#include <limits>
#include <string>

namespace featdyn::numerics {
namespace {

constexpr long largest_exponent = 1024;  // of double

using Function = int (*)(mpfi_ptr, mpfi_srcptr);

Interval apply(Function f, const Interval& x) {
  Interval result;
  f(result.raw(), x.raw());
  return result;
}

theory::Rational exact(mpfr_srcptr end) {
  if (mpfr_zero_p(end)) return 0;
  mpz_t integer;
  mpz_init(integer);
  const long exponent = mpfr_get_z_2exp(integer, end);
  char* digits = mpz_get_str(nullptr, 10, integer);
  const theory::Rational value = dyadic(theory::Rational(digits), exponent);
  void (*release)(void*, std::size_t) = nullptr;
  mp_get_memory_functions(nullptr, nullptr, &release);
  release(digits, std::char_traits<char>::length(digits) + 1);
  mpz_clear(integer);
  return value;
}

/// sum_k x(i, k) y(k, j), with the product's room from outside.
void dot(const Factor<Interval>& x, const Factor<Interval>& y, Index i, Index j, Interval& term,
         Interval& sum) {
  const Index length = x.transposed ? x.matrix.rows() : x.matrix.cols();
  mpfi_set_si(sum.raw(), 0);
  for (Index k = 0; k < length; ++k) {
    mpfi_mul(term.raw(), (x.transposed ? x.matrix(k, i) : x.matrix(i, k)).raw(),
             (y.transposed ? y.matrix(j, k) : y.matrix(k, j)).raw());
    mpfi_add(sum.raw(), sum.raw(), term.raw());
  }
}

}  // namespace

Interval::Interval(const char* integer) : Interval(0) {
  mpfi_set_str(value_, integer, 10);
}

Interval Interval::operator-() const {
  return apply(&mpfi_neg, *this);
}

Interval sqrt(const Interval& x) {
  return apply(&mpfi_sqrt, x);
}

Interval exp(const Interval& x) {
  return apply(&mpfi_exp, x);
}

Interval expm1(const Interval& x) {
  return apply(&mpfi_expm1, x);
}

Interval log1p(const Interval& x) {
  return apply(&mpfi_log1p, x);
}

Interval cos_pi(const Interval& x) {
  Interval angle;
  mpfi_const_pi(angle.raw());
  angle *= x;
  return apply(&mpfi_cos, angle);
}

bool isfinite(const Interval& x) {
  const auto below = [](mpfr_srcptr end) {
    return mpfr_zero_p(end) || mpfr_get_exp(end) <= largest_exponent;
  };
  return mpfi_bounded_p(x.raw()) != 0 && below(&x.raw()->left) && below(&x.raw()->right);
}

Interval root_of_square(const Interval& square) {
  Interval positive = square;
  if (mpfr_sgn(&positive.raw()->left) < 0) mpfr_set_zero(&positive.raw()->left, 1);
  return sqrt(positive);
}

Bounds bounds(const Interval& x) {
  return {.lower = exact(&x.raw()->left), .upper = exact(&x.raw()->right)};
}

double log10_width(const Interval& x) {
  if (mpfi_bounded_p(x.raw()) == 0) return std::numeric_limits<double>::infinity();
  mpfr_t width;
  mpfr_init2(width, 53);
  mpfi_diam_abs(width, x.raw());
  long exponent = 0;
  const double mantissa = mpfr_get_d_2exp(&exponent, width, MPFR_RNDU);
  mpfr_clear(width);
  return std::log10(mantissa) + static_cast<double>(exponent) * std::log10(2.0);
}

template <>
void multiply<Interval>(Factor<Interval> x, Factor<Interval> y, Matrix<Interval>& result) {
  const long bits = working_bits();
  constexpr Index worth_threads = 20'000;
  const Index work = result.size() * (x.transposed ? x.matrix.rows() : x.matrix.cols());
#pragma omp parallel if (work > worth_threads)
  {
    const PrecisionScope scope(bits);
    Interval term, sum;
#pragma omp for schedule(static)
    for (Index i = 0; i < result.rows(); ++i)
      for (Index j = 0; j < result.cols(); ++j) {
        dot(x, y, i, j, term, sum);
        result(i, j) = sum;
      }
  }
}

}  // namespace featdyn::numerics
