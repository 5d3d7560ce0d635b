#pragma once

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cstddef>
#include <functional>
#include <vector>

/// Training in R^d, d = 2 or 3, written from the definitions alone: the expectation over eps by Gauss-Hermite
/// quadrature, the gradient by difference quotients, all in 70 digits. It shares no line with featdyn.
namespace featdyn::oracle {

using Real =
    boost::multiprecision::number<boost::multiprecision::cpp_bin_float<70>, boost::multiprecision::et_off>;
using Vector = std::vector<Real>;
using Weights = std::vector<Vector>;  ///< row r is neuron r

struct Sample {
  std::vector<Vector> patches;
  int label;
};

struct Setting {
  std::vector<Sample> samples;
  Vector activation;                   ///< coefficients of 1, z, z^2, ...
  long width;                          ///< m
  Real alpha{}, beta{};                ///< x_t = alpha x + beta eps
  Real noise_weight{}, data_weight{};  ///< target = noise_weight eps + data_weight x
};

inline Real dot(const Vector& x, const Vector& y) {
  Real sum = 0;
  for (std::size_t k = 0; k < x.size(); ++k) sum += x[k] * y[k];
  return sum;
}

inline Real sigma(const Setting& setting, const Real& z) {
  Real value = 0;
  for (std::size_t k = setting.activation.size(); k-- > 0;) value = value * z + setting.activation[k];
  return value;
}

/// Nodes and weights with E[f(eps)] = sum weight f(node) for polynomials f of degree below 2 count.
struct Quadrature {
  Vector nodes, weights;
};

/// He_{n+1} = z He_n - n He_{n-1}; returns He_n and He_{n-1}.
inline std::pair<Real, Real> hermite(long n, const Real& z) {
  Real before = 0, now = 1;
  for (long k = 0; k < n; ++k) {
    const Real next = z * now - k * before;
    before = now;
    now = next;
  }
  return {now, before};
}

/// Zeros of He_n by Newton's iteration, the largest first, each divided out of the polynomial;
/// weight = (n-1)! / (n He_{n-1}(z)^2).
inline Quadrature gauss_hermite(long n) {
  Quadrature rule;
  Real factorial = 1;
  for (long k = 2; k < n; ++k) factorial *= k;
  for (long found = 0; found < n; ++found) {
    Real z = 2 * sqrt(Real(n)) + 1;
    for (int iteration = 0; iteration < 400; ++iteration) {
      const auto [value, before] = hermite(n, z);
      if (value == 0) break;
      Real slope = n * before / value;
      for (const Real& node : rule.nodes) slope -= 1 / (z - node);
      z -= 1 / slope;
    }
    for (int polish = 0; polish < 3; ++polish) {  // without the divisions
      const auto [value, before] = hermite(n, z);
      z -= value / (n * before);
    }
    const Real before = hermite(n, z).second;
    rule.nodes.push_back(z);
    rule.weights.push_back(factorial / (n * before * before));
  }
  return rule;
}

/// E[f(eps)] over eps ~ N(0, I_d), d nested sums.
inline Real expectation(const Quadrature& rule, std::size_t d, const std::function<Real(const Vector&)>& f) {
  Real sum = 0;
  std::vector<std::size_t> at(d, 0);
  for (bool more = true; more;) {
    Vector eps(d);
    Real weight = 1;
    for (std::size_t k = 0; k < d; ++k) {
      eps[k] = rule.nodes[at[k]];
      weight *= rule.weights[at[k]];
    }
    sum += weight * f(eps);
    std::size_t k = 0;
    while (k < d && ++at[k] == rule.nodes.size()) at[k++] = 0;
    more = k < d;
  }
  return sum;
}

/// |f(alpha x + beta eps) - target|^2 - |target|^2 with f(x) = m^{-1/2} sum_r sigma(<w_r, x>) w_r.
inline Real excess(const Setting& setting, const Weights& W, const Vector& x, const Vector& eps) {
  const std::size_t d = x.size();
  Vector noised(d), f(d, Real(0));
  for (std::size_t k = 0; k < d; ++k) noised[k] = setting.alpha * x[k] + setting.beta * eps[k];
  for (const Vector& w : W) {
    const Real s = sigma(setting, dot(w, noised));
    for (std::size_t k = 0; k < d; ++k) f[k] += s * w[k];
  }
  const Real root = sqrt(Real(setting.width));
  Real sum = 0;
  for (std::size_t k = 0; k < d; ++k) {
    const Real target = setting.noise_weight * eps[k] + setting.data_weight * x[k];
    const Real residual = f[k] / root - target;
    sum += residual * residual - target * target;
  }
  return sum;
}

/// (1/2n) sum_i sum_p E|f - target|^2, less the same at f = 0.
inline Real denoiser_loss(const Setting& setting, const Weights& W) {
  static const std::vector<Quadrature> rules = [] {
    std::vector<Quadrature> all;
    for (long n = 1; n <= 6; ++n) all.push_back(gauss_hermite(n));
    return all;
  }();
  const Quadrature& rule =
      rules.at(setting.activation.size());  // degree + 2 nodes, exact to degree 2 degree + 3
  Real sum = 0;
  for (const Sample& sample : setting.samples)
    for (const Vector& x : sample.patches)
      sum += expectation(rule, x.size(), [&](const Vector& eps) { return excess(setting, W, x, eps); });
  return sum / (2 * static_cast<long>(setting.samples.size()));
}

/// (1/n) sum_i log(1 + exp(-y_i f(x_i))), F_j(x) = (1/m) sum_r sum_p sigma(<w_{j,r}, x^(p)>), j = +1 first.
inline Real classifier_loss(const Setting& setting, const Weights& W) {
  Real sum = 0;
  for (const Sample& sample : setting.samples) {
    Real f = 0;
    for (std::size_t r = 0; r < W.size(); ++r)
      for (const Vector& x : sample.patches)
        f += (static_cast<long>(r) < setting.width ? 1 : -1) * sigma(setting, dot(W[r], x));
    sum += log(1 + exp(-sample.label * f / setting.width));
  }
  return sum / static_cast<long>(setting.samples.size());
}

using Loss = Real (*)(const Setting&, const Weights&);

/// Central difference quotients with h = 1e-20: error h^2 = 1e-40, rounding 1e-70 / h = 1e-50.
inline Weights gradient(Loss loss, const Setting& setting, Weights W) {
  const Real h("1e-20");
  Weights result = W;
  for (std::size_t r = 0; r < W.size(); ++r)
    for (std::size_t k = 0; k < W[r].size(); ++k) {
      const Real there = W[r][k];
      W[r][k] = there + h;
      const Real ahead = loss(setting, W);
      W[r][k] = there - h;
      result[r][k] = (ahead - loss(setting, W)) / (2 * h);
      W[r][k] = there;
    }
  return result;
}

/// Gradient descent.
inline Weights train(Loss loss, const Setting& setting, Weights W, const Real& eta, int steps) {
  for (int k = 0; k < steps; ++k) {
    const Weights slope = gradient(loss, setting, W);
    for (std::size_t r = 0; r < W.size(); ++r)
      for (std::size_t j = 0; j < W[r].size(); ++j) W[r][j] -= eta * slope[r][j];
  }
  return W;
}

}  // namespace featdyn::oracle
