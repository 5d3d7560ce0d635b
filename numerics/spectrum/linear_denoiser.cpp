#include "numerics/spectrum/linear_denoiser.hpp"

#include <algorithm>
#include <boost/math/special_functions/expint.hpp>
#include <boost/math/tools/roots.hpp>
#include <cmath>
#include <cstdint>

namespace featdyn::numerics {
namespace {

/// e^{-x}-weighted integrals of one layer: Ei(-x), 0 where it is below all doubles.
double exponential_integral(double x) {
  return x > 700 ? 0 : boost::math::expint(-x);
}

/// log Phi(s).
double log_phi(const LinearDenoiser& denoiser, double lambda, double s, double tau) {
  const double Q = denoiser.start, square = s * s;
  if (denoiser.layers == Layers::one)
    return std::log(lambda + square) / 2 +
           (1 - Q) / 2 * std::exp(-2 * tau * lambda) * exponential_integral(2 * tau * square) -
           exponential_integral(2 * tau * (square + lambda)) / 2;
  const double E = std::exp(-8 * tau * lambda), r = (1 - Q) * E / (Q + (1 - Q) * E);
  return r * std::log(s) +
         (1 - r) / 2 * std::log(lambda * E - Q * std::expm1(-8 * tau * lambda) * (lambda + square));
}

double mean_of(Criterion criterion, double x, double y) {
  return criterion == Criterion::harmonic ? 2 * x * y / (x + y) : std::sqrt(x * y);
}

}  // namespace

double LinearDenoiser::weight(double lambda, double scale, double tau) const {
  const double rate = lambda + scale * scale, end = lambda / rate;
  if (layers == Layers::one) return end + (start - end) * std::exp(-2 * tau * rate);
  return end * start / ((end - start) * std::exp(-8 * tau * lambda) + start);
}

double LinearDenoiser::generated_start() const {
  return largest_scale * largest_scale * std::pow(least_scale / largest_scale, 2 * (1 - start));
}

double LinearDenoiser::generated_end(double lambda) const {
  const double high = largest_scale * largest_scale;
  return high * (lambda + least_scale * least_scale) / (lambda + high);
}

double LinearDenoiser::generated(double lambda, double tau) const {
  if (!(tau > 0)) return generated_start();
  return largest_scale * largest_scale *
         std::exp(2 *
                  (log_phi(*this, lambda, least_scale, tau) - log_phi(*this, lambda, largest_scale, tau)));
}

std::optional<double> LinearDenoiser::passage(double lambda, double level) const {
  const double side = generated_end(lambda) > generated_start() ? 1 : -1;
  const auto beyond = [&](double log_tau) {
    return side * (std::log(generated(lambda, std::exp(log_tau))) - std::log(level));
  };
  constexpr double step = 0.05;
  const double first = std::log(1e-12), last = std::log(1e6 / std::min(lambda, 1.0));
  for (double at = first; at < last; at += step) {
    if (!(beyond(at + step) >= 0)) continue;
    if (beyond(at) >= 0) return std::nullopt;
    std::uintmax_t iterations = 200;
    const auto [low, high] = boost::math::tools::toms748_solve(
        beyond, at, at + step, boost::math::tools::eps_tolerance<double>(50), iterations);
    return std::exp((low + high) / 2);
  }
  return std::nullopt;
}

std::vector<ModePassage> passages(const LinearDenoiser& denoiser, const std::vector<double>& spectrum,
                                  Criterion criterion) {
  std::vector<ModePassage> result;
  const double start = denoiser.generated_start();
  for (const double lambda : spectrum) {
    const double end = denoiser.generated_end(lambda), ratio = start / end;
    if (ratio >= 0.5 && ratio <= 2) continue;
    if (const auto tau = denoiser.passage(lambda, mean_of(criterion, start, end)))
      result.push_back({.lambda = lambda, .tau = *tau, .rises = end > start});
  }
  return result;
}

std::optional<double> fitted_exponent(const std::vector<ModePassage>& passages, bool rising) {
  double n = 0, x = 0, y = 0, xx = 0, xy = 0;
  for (const ModePassage& one : passages) {
    if (one.rises != rising) continue;
    const double log_lambda = std::log(one.lambda), log_tau = std::log(one.tau);
    n += 1, x += log_lambda, y += log_tau, xx += log_lambda * log_lambda, xy += log_lambda * log_tau;
  }
  const double spread = n * xx - x * x;
  if (n < 2 || !(spread > 0)) return std::nullopt;
  return -(n * xy - x * y) / spread;
}

}  // namespace featdyn::numerics
