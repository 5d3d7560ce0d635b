#include "numerics/enclosure/rounding_check.hpp"

#include <fmt/format.h>
#include <mpfr.h>

#include <algorithm>
#include <array>
#include <vector>

#include "numerics/program/evaluator.inl"
#include "numerics/scalar/arb_number.hpp"
#include "numerics/scalar/interval.hpp"
#include "numerics/training/method.hpp"

namespace featdyn::numerics {
namespace {

using theory::Rational;

constexpr std::array<long, 3> precisions{53, 64, 200};  // bits
constexpr long coarse = 4;                              // bits of operands that are truly intervals

/// Halfway cases of 53 bits, neighbours of powers of 2, both signs, far exponents.
constexpr std::array<double, 7> points{1, -7, 0.1, 0x1p-60, -1e25, 1 + 0x1p-52, 1 - 0x1p-53};

bool holds(const Bounds& outer, const Bounds& inner) {
  return outer.lower <= inner.lower && inner.upper <= outer.upper;
}

/// The points, and quotients so coarse that their enclosures are wide, one of them around 0.
template <class R>
std::vector<R> operands() {
  std::vector<R> result;
  for (const double point : points) result.push_back(R(point));
  const PrecisionScope scope(coarse);
  for (const double divisor : {3.0, -7.0, 0.1}) result.push_back(R(R(1) / R(divisor)));
  const R third = R(1) / R(3);
  result.push_back(R(third - third));
  return result;
}

using Exact = Rational (*)(const Rational&, const Rational&);

/// x o y over the ends; between them no operation has an extremum.
Bounds over_ends(Exact exact, const Bounds& x, const Bounds& y) {
  const std::array<Rational, 4> ends{exact(x.lower, y.lower), exact(x.lower, y.upper),
                                     exact(x.upper, y.lower), exact(x.upper, y.upper)};
  return {.lower = *std::ranges::min_element(ends), .upper = *std::ranges::max_element(ends)};
}

template <class R>
bool encloses(typename EnclosureOperations<R>::Binary operation, Exact exact, bool divides) {
  const std::vector<R> all = operands<R>();
  return std::ranges::all_of(all, [&](const R& x) {
    return std::ranges::all_of(all, [&](const R& y) {
      const Bounds left = bounds(x), right = bounds(y);
      if (divides && right.lower <= 0 && right.upper >= 0) return true;
      return holds(bounds(operation(x, y)), over_ends(exact, left, right));
    });
  });
}

/// lower^2 <= x <= upper^2.
template <class R>
bool encloses_root(typename EnclosureOperations<R>::Unary root) {
  return std::ranges::all_of(operands<R>(), [&](const R& x) {
    const Bounds square = bounds(x);
    if (square.lower < 0) return true;
    const Bounds found = bounds(root(x));
    return found.lower <= found.upper && found.upper >= 0 && found.upper * found.upper >= square.upper &&
           (found.lower <= 0 || found.lower * found.lower <= square.lower);
  });
}

/// MPFR's f(x) at four times the working precision, less and more by what its rounding may be.
Bounds reference(int (*f)(mpfr_t, mpfr_srcptr, mpfr_rnd_t), double x) {
  const long bits = std::max(64L, working_bits());  // Interval has 64 at least
  mpfr_t value;
  mpfr_init2(value, 4 * bits);
  mpfr_set_d(value, x, MPFR_RNDN);
  f(value, value, MPFR_RNDN);
  mpz_t integer;
  mpz_init(integer);
  const long exponent = mpfr_get_z_2exp(integer, value);
  char* digits = mpz_get_str(nullptr, 10, integer);
  const Rational exact = dyadic(Rational(digits), exponent);
  void (*release)(void*, std::size_t) = nullptr;
  mp_get_memory_functions(nullptr, nullptr, &release);
  release(digits, std::char_traits<char>::length(digits) + 1);
  mpz_clear(integer);
  mpfr_clear(value);
  const Rational slack = abs(exact) * theory::dyadic(1, -3 * bits);
  return {.lower = exact - slack, .upper = exact + slack};
}

int mpfr_logistic(mpfr_t y, mpfr_srcptr x, mpfr_rnd_t rounding) {
  mpfr_exp(y, x, rounding);
  mpfr_add_ui(y, y, 1, rounding);
  return mpfr_ui_div(y, 1, y, rounding);
}

int mpfr_softplus(mpfr_t y, mpfr_srcptr x, mpfr_rnd_t rounding) {
  mpfr_exp(y, x, rounding);
  return mpfr_log1p(y, y, rounding);
}

template <class R>
bool encloses(typename EnclosureOperations<R>::Unary function, int (*f)(mpfr_t, mpfr_srcptr, mpfr_rnd_t),
              double least) {
  // No x at which f(x) is rational, nor so near to one that 4 times the bits cannot tell.
  for (const double x : {0.1, -0.7, 1.0, 3.0, -7.0, 20.5, -30.25, 1 - 0x1p-53, 0x1p-20, -0x1p-20})
    if (x > least && !holds(bounds(function(R(x))), reference(f, x))) return false;
  return true;
}

/// sum_k x_k y_k of operands that cancel.
template <class R>
bool encloses_product(void (*product)(Factor<R>, Factor<R>, Matrix<R>&)) {
  const std::vector<R> all = operands<R>();
  const auto size = static_cast<Index>(all.size());
  Matrix<R> x(1, 2 * size), y(2 * size, 1), result(1, 1);
  Bounds sum{.lower = 0, .upper = 0};
  for (Index k = 0; k < 2 * size; ++k) {
    x(0, k) = all[static_cast<std::size_t>(k % size)];
    y(k, 0) = k < size ? all[static_cast<std::size_t>((5 * k + 1) % size)] : R(-y(k - size, 0));
    if (k == 2 * size - 1) y(k, 0) = R(0.1);
    const Bounds term = over_ends([](const Rational& a, const Rational& b) -> Rational { return a * b; },
                                  bounds(x(0, k)), bounds(y(k, 0)));
    sum = {.lower = sum.lower + term.lower, .upper = sum.upper + term.upper};
  }
  product({x}, {y}, result);
  return holds(bounds(result(0, 0)), sum);
}

template <class R>
const char* first_that_fails(const EnclosureOperations<R>& o) {
  const auto plus = [](const Rational& a, const Rational& b) -> Rational { return a + b; };
  const auto minus = [](const Rational& a, const Rational& b) -> Rational { return a - b; };
  const auto times = [](const Rational& a, const Rational& b) -> Rational { return a * b; };
  const auto over = [](const Rational& a, const Rational& b) -> Rational {
    return b == 0 ? a : Rational(a / b);
  };
  if (!encloses<R>(o.add, plus, false)) return "a sum";
  if (!encloses<R>(o.subtract, minus, false)) return "a difference";
  if (!encloses<R>(o.multiply, times, false)) return "a product";
  if (!encloses<R>(o.divide, over, true)) return "a quotient";
  if (!encloses_root<R>(o.root)) return "a square root";
  if (!encloses<R>(o.exponential, &mpfr_exp, -1000)) return "an exponential";
  if (!encloses<R>(o.expm1, &mpfr_expm1, -1000)) return "e^x - 1";
  if (!encloses<R>(o.log1p, &mpfr_log1p, -1)) return "log(1 + x)";
  if (!encloses<R>(o.logistic, &mpfr_logistic, -1000)) return "a logistic function";
  if (!encloses<R>(o.softplus, &mpfr_softplus, -1000)) return "log(1 + e^x)";
  return encloses_product<R>(o.product) ? nullptr : "a dot product";
}

}  // namespace

template <class R>
EnclosureOperations<R> enclosure_operations() {
  return {.add = [](const R& x, const R& y) { return R(x + y); },
          .subtract = [](const R& x, const R& y) { return R(x - y); },
          .multiply = [](const R& x, const R& y) { return R(x * y); },
          .divide = [](const R& x, const R& y) { return R(x / y); },
          .root = [](const R& x) { return R(sqrt(x)); },
          .exponential = [](const R& x) { return R(exp(x)); },
          .expm1 = [](const R& x) { return R(expm1(x)); },
          .log1p = [](const R& x) { return R(log1p(x)); },
          .logistic = &detail::logistic<R>,
          .softplus = &detail::softplus<R>,
          .product = &multiply<R>};
}

template <class R>
std::optional<std::string> rounding_fault(const EnclosureOperations<R>& operations) {
  for (const long bits : precisions) {
    const PrecisionScope scope(bits);
    if (const char* what = first_that_fails(operations))
      return fmt::format("{} at {} bits is not enclosed by its result", what, bits);
  }
  return std::nullopt;
}

template EnclosureOperations<Ball> enclosure_operations();
template EnclosureOperations<Interval> enclosure_operations();
template std::optional<std::string> rounding_fault(const EnclosureOperations<Ball>&);
template std::optional<std::string> rounding_fault(const EnclosureOperations<Interval>&);

}  // namespace featdyn::numerics
