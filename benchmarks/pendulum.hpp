#pragma once

#include <arb.h>

#include "numerics/flow/taylor_stepper.hpp"
#include "numerics/linear/matrix.hpp"
#include "numerics/scalar/arb_number.hpp"

namespace featdyn::benchmarks {

using numerics::FlatSeries, numerics::FlatState, numerics::Index, numerics::Matrix;

template <class R>
void sin_cos(const R& x, R& s, R& c) {
  using std::cos, std::sin;
  s = sin(x);
  c = cos(x);
}

inline void sin_cos(const numerics::BigReal& x, numerics::BigReal& s, numerics::BigReal& c) {
  arb_sin_cos(s.raw(), c.raw(), x.raw(), numerics::working_bits());
  for (arb_ptr value : {s.raw(), c.raw()}) mag_zero(arb_radref(value));
}

/// The pendulum x'' = -sin x as q' = p, p' = -s with s = sin q, c = cos q, s' = c p, c' = -s p: two
/// convolutions an order, each one dot product.
template <class R>
class Pendulum {
 public:
  explicit Pendulum(unsigned order) : sines_(2, order + 1), momenta_(1, order + 1), products_(2, 1) {}

  void operator()(FlatSeries<R>& x, unsigned order) {
    const Index last = momenta_.cols() - 1;
    sin_cos(x[0][0], sines_(0, 0), sines_(1, 0));
    for (Index k = 0; k < static_cast<Index>(order); ++k) {
      const auto at = static_cast<std::size_t>(k);
      const R next(static_cast<long>(k + 1));
      momenta_(0, last - k) = x[at][1];  // in reverse, so that the sum below runs forwards in both
      numerics::multiply_rows<R>({sines_, 0}, {momenta_, last - k}, k + 1, products_);
      ((x[at + 1][0] = x[at][1]) /= next);
      ((x[at + 1][1] = -sines_(0, k)) /= next);
      ((sines_(0, k + 1) = products_(1, 0)) /= next);
      ((sines_(1, k + 1) = -products_(0, 0)) /= next);
    }
  }

  /// p^2/2 - cos q
  static R energy(const FlatState<R>& x) {
    R s, c;
    sin_cos(x[0], s, c);
    return x[1] * x[1] / R(2) - c;
  }

 private:
  Matrix<R> sines_;     ///< 2 x orders: s, c
  Matrix<R> momenta_;   ///< 1 x orders, in reverse
  Matrix<R> products_;  ///< 2 x 1: (s p)_k, (c p)_k
};

/// From x(0) to x(end) by Taylor's method.
template <class R>
numerics::Integration swing(const R& tolerance, const R& end, FlatState<R>& x) {
  numerics::TaylorStepper<R> stepper({.absolute = R(0), .relative = tolerance});
  Pendulum<R> pendulum(stepper.order());
  stepper.initialize(x, R(0), R(1));
  while (stepper.current_time() < end)
    if (const auto status = stepper.try_step(pendulum); status != numerics::Integration::reached)
      return status;
  stepper.calc_state(end, x);
  return numerics::Integration::reached;
}

}  // namespace featdyn::benchmarks
