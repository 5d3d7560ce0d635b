#pragma once

#include <boost/test/unit_test.hpp>

#include "numerics/flow/taylor_stepper.hpp"
#include "numerics/training/integration.hpp"

namespace featdyn::testing {

/// x' = lambda x: x_{k+1} = lambda x_k / (k + 1), entry by entry.
template <class R>
struct Linear {
  numerics::FlatState<R> lambda;
  void operator()(numerics::FlatSeries<R>& x, unsigned order) {
    for (unsigned k = 0; k < order; ++k)
      for (std::size_t i = 0; i < lambda.size(); ++i) x[k + 1][i] = lambda[i] * x[k][i] / R(k + 1);
  }
  void operator()(const numerics::FlatState<R>& x, numerics::FlatState<R>& dxdt, const R&) {
    for (std::size_t i = 0; i < x.size(); ++i) dxdt[i] = lambda[i] * x[i];
  }
};

/// x' = a x + b x^2: the logistic equation (1, -1) and blow-up (0, 1).
template <class R>
struct Quadratic {
  R a, b;
  void operator()(numerics::FlatSeries<R>& x, unsigned order) {
    for (unsigned k = 0; k < order; ++k) {
      R square(0);
      for (unsigned j = 0; j <= k; ++j) square += x[j][0] * x[k - j][0];
      x[k + 1][0] = (a * x[k][0] + b * square) / R(k + 1);
    }
  }
  void operator()(const numerics::FlatState<R>& x, numerics::FlatState<R>& dxdt, const R&) {
    dxdt[0] = a * x[0] + b * x[0] * x[0];
  }
};

/// |x - expected| <= tolerance (1 + |expected|), with a message that says how near.
template <class R>
bool close(const R& x, const R& expected, const R& tolerance) {
  using std::abs;
  const R error = abs(x - expected), allowed = tolerance * (R(1) + abs(expected));
  BOOST_TEST_MESSAGE("error " << error << ", allowed " << allowed);
  return error <= allowed;
}

}  // namespace featdyn::testing
