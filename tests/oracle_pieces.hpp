#pragma once

#include <string>

#include "tests/oracle.hpp"

/// The oracle with other pieces: losses, second layers, several times and update rules, again written from
/// the definitions alone. Parameters are rows: w_r; then v_r where they are trained, or one row a.
namespace featdyn::oracle {

struct Time {
  Real alpha{}, beta{}, noise_weight{}, data_weight{}, weight{};
};

struct Pieces {
  std::vector<Sample> samples;
  Vector activation;
  long width = 1;
  bool classifies = false;
  std::string loss = "logistic", second_layer = "tied";
  Real sharpness = 10;
  Weights V{};  ///< where the second layer is fixed vectors
  std::vector<Time> times{};
  Real eta{}, momentum = 0, decay = 0;
  std::function<Real(long)> rate = [](long) { return Real(1); };
  std::function<std::vector<Sample>(long)> batch{};  ///< none: all samples
};

inline Real cost(const Pieces& pieces, const Real& z) {
  const Real s = pieces.sharpness;
  if (pieces.loss == "exponential") return exp(-z);
  if (pieces.loss == "square") return (1 - z) * (1 - z) / 2;
  if (pieces.loss == "smooth-hinge") return log(1 + exp(s * (1 - z))) / s;
  return log(1 + exp(-z));
}

inline Real sum_of_squares(const Weights& parameters) {
  Real sum = 0;
  for (const Vector& row : parameters) sum += dot(row, row);
  return sum;
}

inline Real classifier_cost(const Pieces& pieces, const std::vector<Sample>& samples,
                            const Weights& parameters) {
  const std::size_t neurons = 2 * static_cast<std::size_t>(pieces.width);
  Setting of_sigma{.samples = {}, .activation = pieces.activation, .width = pieces.width};
  Real sum = 0;
  for (const Sample& sample : samples) {
    Real f = 0;
    for (std::size_t r = 0; r < neurons; ++r) {
      const Real sign = r < neurons / 2 ? 1 : -1;
      const Real a = pieces.second_layer == "trained" ? parameters.back()[r] : sign;
      for (const Vector& x : sample.patches) f += a * sigma(of_sigma, dot(parameters[r], x));
    }
    sum += cost(pieces, sample.label * f / pieces.width);
  }
  return sum / static_cast<long>(samples.size());
}

/// |f - target|^2 - |target|^2 for f(x) = m^{-1/2} sum_r sigma(<w_r, x>) v_r at one draw.
inline Real denoising_excess(const Pieces& pieces, const Time& time, const Weights& parameters,
                             const Vector& x, const Vector& eps) {
  const std::size_t d = x.size(), m = static_cast<std::size_t>(pieces.width);
  Setting of_sigma{.samples = {}, .activation = pieces.activation, .width = pieces.width};
  Vector noised(d), f(d, Real(0));
  for (std::size_t k = 0; k < d; ++k) noised[k] = time.alpha * x[k] + time.beta * eps[k];
  for (std::size_t r = 0; r < m; ++r) {
    const Vector& v = pieces.second_layer == "tied"      ? parameters[r]
                      : pieces.second_layer == "trained" ? parameters[m + r]
                                                         : pieces.V[r];
    const Real s = sigma(of_sigma, dot(parameters[r], noised)) / sqrt(Real(pieces.width));
    for (std::size_t k = 0; k < d; ++k) f[k] += s * v[k];
  }
  Real sum = 0;
  for (std::size_t k = 0; k < d; ++k) {
    const Real target = time.noise_weight * eps[k] + time.data_weight * x[k];
    sum += (f[k] - target) * (f[k] - target) - target * target;
  }
  return sum;
}

inline Real denoiser_cost(const Pieces& pieces, const std::vector<Sample>& samples,
                          const Weights& parameters) {
  static const Quadrature rule = gauss_hermite(4);  // exact to degree 7 in eps: activations up to degree 2
  Real sum = 0;
  for (const Time& time : pieces.times)
    for (const Sample& sample : samples)
      for (const Vector& x : sample.patches)
        sum += time.weight * expectation(rule, x.size(), [&](const Vector& eps) {
                 return denoising_excess(pieces, time, parameters, x, eps);
               });
  return sum / (2 * static_cast<long>(samples.size()));
}

inline Real total_cost(const Pieces& pieces, const std::vector<Sample>& samples, const Weights& parameters) {
  return (pieces.classifies ? classifier_cost(pieces, samples, parameters)
                            : denoiser_cost(pieces, samples, parameters)) +
         pieces.decay / 2 * sum_of_squares(parameters);
}

/// Training by difference quotients: u <- gradient + nu u, parameters <- parameters - eta s_k u.
inline Weights train(const Pieces& pieces, Weights parameters, int steps) {
  const Real h("1e-20");  // error h^2, rounding 1e-70 / h
  Weights u = parameters;
  for (Vector& row : u) std::fill(row.begin(), row.end(), Real(0));
  for (int k = 0; k < steps; ++k) {
    const std::vector<Sample> samples = pieces.batch ? pieces.batch(k) : pieces.samples;
    Weights moved = parameters;
    for (std::size_t r = 0; r < parameters.size(); ++r)
      for (std::size_t j = 0; j < parameters[r].size(); ++j) {
        moved[r][j] = parameters[r][j] + h;
        const Real ahead = total_cost(pieces, samples, moved);
        moved[r][j] = parameters[r][j] - h;
        u[r][j] = pieces.momentum * u[r][j] + (ahead - total_cost(pieces, samples, moved)) / (2 * h);
        moved[r][j] = parameters[r][j];
      }
    for (std::size_t r = 0; r < parameters.size(); ++r)
      for (std::size_t j = 0; j < parameters[r].size(); ++j)
        parameters[r][j] -= pieces.eta * pieces.rate(k) * u[r][j];
  }
  return parameters;
}

}  // namespace featdyn::oracle
