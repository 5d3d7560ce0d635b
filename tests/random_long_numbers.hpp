#pragma once

#include <algorithm>
#include <cmath>

#include "numerics/scalar/arb_product.hpp"
#include "tests/random_engine.hpp"

/// Random long numbers and balls, and points of these.
namespace featdyn::testing {

using namespace numerics;

/// Random to the last bit of the working precision, |x| < 2^exponent.
template <class R>
R random_number(Engine& engine, long exponent) {
  R x = R(uniform(engine));
  for (long bits = 50; bits < working_bits(); bits += 50) {
    R part = R(uniform(engine));
    arb_mul_2exp_si(part.raw(), part.raw(), -bits);
    x += part;
  }
  arb_mul_2exp_si(x.raw(), x.raw(), exponent);
  mag_zero(arb_radref(x.raw()));
  return x;
}

/// Entries of sizes 2^-spread to 1, some 0, some whole; balls with radii down to 2^-bits of them, the smallest at most
/// 2^400 times smaller than the largest.
template <class R>
Matrix<R> random_matrix(Engine& engine, Index rows, Index columns, long spread) {
  Matrix<R> result(rows, columns);
  for (R& x : result.reshaped()) {
    const long kind = pick(engine, 0, 9);
    x = kind == 0   ? R(0)
        : kind == 1 ? R(pick(engine, -9, 9))
                    : random_number<R>(engine, -pick(engine, 0, spread));
    if constexpr (std::is_same_v<R, Ball>)
      if (kind > 2) {
        Ball error(std::abs(uniform(engine)));
        arb_mul_2exp_si(error.raw(), error.raw(),
                        -pick(engine, std::max(10L, working_bits() - 400), working_bits()));
        arb_add_error(x.raw(), error.raw());
      }
  }
  return result;
}

/// A point of the ball: an end of it, or its midpoint.
inline BigReal point_of(Engine& engine, const Ball& ball) {
  arf_t end;
  arf_init(end);
  arf_set_mag(end, arb_radref(ball.raw()));
  arf_mul_si(end, end, pick(engine, -1, 1), ARF_PREC_EXACT, ARF_RND_DOWN);
  BigReal result;
  arf_add(arb_midref(result.raw()), arb_midref(ball.raw()), end, ARF_PREC_EXACT, ARF_RND_DOWN);
  arf_clear(end);
  return result;
}

inline Matrix<BigReal> points_of(Engine& engine, const Matrix<Ball>& balls) {
  Matrix<BigReal> result(balls.rows(), balls.cols());
  for (Index i = 0; i < balls.size(); ++i) result.data()[i] = point_of(engine, balls.data()[i]);
  return result;
}

inline double log2_radius(const Ball& x) {
  return mag_is_zero(arb_radref(x.raw())) ? -1e9 : mag_get_d_log2_approx(arb_radref(x.raw()));
}

}  // namespace featdyn::testing
