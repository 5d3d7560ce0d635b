#pragma once

#include <array>
#include <boost/math/constants/constants.hpp>
#include <boost/math/special_functions/expint.hpp>
#include <cmath>

#include "theory/formula/expression.hpp"

namespace featdyn::numerics {

/// f, f', f'', f''' at one place, as a kind of number: the derivatives of what is computed with them.
template <class R>
struct TaylorJet {
  std::array<R, 4> derivatives{};
  TaylorJet(R value, R slope = 0) : derivatives{value, slope, 0, 0} {}
  explicit TaylorJet(const std::array<R, 4>& all) : derivatives(all) {}
  R operator[](std::size_t k) const { return derivatives[k]; }
};

template <class R>
TaylorJet<R> operator+(const TaylorJet<R>& f, const TaylorJet<R>& g) {
  return TaylorJet<R>(std::array<R, 4>{f[0] + g[0], f[1] + g[1], f[2] + g[2], f[3] + g[3]});
}
template <class R>
TaylorJet<R> operator-(const TaylorJet<R>& f, const TaylorJet<R>& g) {
  return TaylorJet<R>(std::array<R, 4>{f[0] - g[0], f[1] - g[1], f[2] - g[2], f[3] - g[3]});
}
template <class R>
TaylorJet<R> operator*(const TaylorJet<R>& f, const TaylorJet<R>& g) {
  return TaylorJet<R>(std::array<R, 4>{f[0] * g[0], f[1] * g[0] + f[0] * g[1],
                                       f[2] * g[0] + 2 * f[1] * g[1] + f[0] * g[2],
                                       f[3] * g[0] + 3 * f[2] * g[1] + 3 * f[1] * g[2] + f[0] * g[3]});
}

/// h(u) by the chain rule, h and its derivatives taken at u.
template <class R>
TaylorJet<R> composed(const std::array<R, 4>& h, const TaylorJet<R>& u) {
  return TaylorJet<R>(std::array<R, 4>{h[0], h[1] * u[1], h[2] * u[1] * u[1] + h[1] * u[2],
                                       h[3] * u[1] * u[1] * u[1] + 3 * h[2] * u[1] * u[2] + h[1] * u[3]});
}

template <class R>
TaylorJet<R> reciprocal(const TaylorJet<R>& u) {
  const R x = 1 / u[0];
  return composed<R>({x, -x * x, 2 * x * x * x, -6 * x * x * x * x}, u);
}

/// u^c, where a derivative of a whole power that has run out is 0.
template <class R>
TaylorJet<R> power(const TaylorJet<R>& u, R c) {
  std::array<R, 4> h{};
  R factor = 1;
  for (std::size_t k = 0; k < 4 && factor != 0; ++k) {
    h[k] = factor * std::pow(u[0], c - static_cast<R>(k));
    factor *= c - static_cast<R>(k);
  }
  return composed<R>(h, u);
}

/// relu(u)^c, 0 to the left; at the kink halfway between the limits that are finite.
template <class R>
TaylorJet<R> rectified_power(const TaylorJet<R>& u, R c) {
  if (u[0] > 0) return power(u, c);
  std::array<R, 4> h{};
  R factor = 1;
  for (std::size_t k = 0; u[0] == 0 && k < 4; ++k) {
    if (c == static_cast<R>(k)) h[k] = k == 0 ? R(1) : factor / 2;
    factor *= c - static_cast<R>(k);
  }
  if (std::isnan(u[0])) h.fill(u[0]);
  return composed<R>(h, u);
}

/// max(u, v) or min(u, v); where they are equal the mean of both.
template <class R>
TaylorJet<R> extreme(const TaylorJet<R>& u, const TaylorJet<R>& v, bool largest) {
  if (std::isnan(u[0]) || std::isnan(v[0])) return u + v;
  if (u[0] == v[0]) return TaylorJet<R>(R(1) / 2) * (u + v);
  return (u[0] > v[0]) == largest ? u : v;
}

template <class R>
TaylorJet<R> log_beside_one(const TaylorJet<R>& u) {
  const R x = 1 / (1 + u[0]);
  return composed<R>({std::log1p(u[0]), x, -x * x, 2 * x * x * x}, u);
}

template <class R>
TaylorJet<R> apply(formula::Function function, const TaylorJet<R>& u) {
  using formula::Function;
  const R x = u[0];
  switch (function) {
    case Function::log:
      return composed<R>({std::log(x), 1 / x, -1 / (x * x), 2 / (x * x * x)}, u);
    case Function::exp: {
      const R e = std::exp(x);
      return composed<R>({e, e, e, e}, u);
    }
    case Function::sqrt:
      return power(u, R(1) / 2);
    case Function::abs:
      return x > 0 ? u : x < 0 ? TaylorJet<R>(-1) * u : TaylorJet<R>(x * 0);
    case Function::relu:
      return rectified_power(u, R(1));
    case Function::Phi: {
      const R density = std::exp(-x * x / 2) / boost::math::constants::root_two_pi<R>();
      const R below = std::erfc(-x / boost::math::constants::root_two<R>()) / 2;
      return composed<R>({below, density, -x * density, (x * x - 1) * density}, u);
    }
    case Function::erf: {
      const R slope = 2 * std::exp(-x * x) / boost::math::constants::root_pi<R>();
      return composed<R>({std::erf(x), slope, -2 * x * slope, (4 * x * x - 2) * slope}, u);
    }
    case Function::tanh: {
      const R t = std::tanh(x), e = 1 / std::cosh(x), slope = e * e;
      return composed<R>({t, slope, -2 * t * slope, (6 * t * t - 2) * slope}, u);
    }
    case Function::Ei: {
      const R e = std::exp(x);
      const R value = x == 0 ? -std::numeric_limits<R>::infinity() : boost::math::expint(x);
      return composed<R>({value, e / x, e / x - e / (x * x), e / x - 2 * e / (x * x) + 2 * e / (x * x * x)},
                         u);
    }
    default:  // max and min of one argument, and jumps, which no function of z has
      return u;
  }
}

}  // namespace featdyn::numerics
