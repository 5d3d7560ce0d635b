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

/// Between them, in the logarithm of tau, lies what passages() finds.
struct Window {
  double first = std::log(1e-12), last, step = 0.05;
  explicit Window(double lambda) : last(std::log(1e6 / std::min(lambda, 1.0))) {}
};

/// tau where a function of log tau changes its sign between two ends.
template <class Function>
double root(const Function& function, double from, double to) {
  std::uintmax_t iterations = 200;
  const auto [low, high] = boost::math::tools::toms748_solve(
      function, from, to, boost::math::tools::eps_tolerance<double>(50), iterations);
  return std::exp((low + high) / 2);
}

}  // namespace

double mean_of(Criterion criterion, double x, double y) {
  return criterion == Criterion::harmonic ? 2 * x * y / (x + y) : std::sqrt(x * y);
}

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
  const Window window(lambda);
  for (double at = window.first; at < window.last; at += window.step) {
    if (!(beyond(at + window.step) >= 0)) continue;
    if (beyond(at) >= 0) return std::nullopt;
    return root(beyond, at, at + window.step);
  }
  return std::nullopt;
}

std::optional<double> LinearDenoiser::settled(double lambda, double part) const {
  const double end = generated_end(lambda);
  const auto far = [&](double log_tau) {
    return std::abs(generated(lambda, std::exp(log_tau)) / end - 1) - part;
  };
  const Window window(lambda);
  for (double at = window.last; at > window.first; at -= window.step) {
    if (!(far(at - window.step) > 0)) continue;
    if (!(far(at) <= 0)) return std::nullopt;
    return root(far, at - window.step, at);
  }
  return std::nullopt;
}

namespace {

/// Of the modes that start outside of 1/2 to 2 times their end, when(lambda, start, end).
template <class When>
std::vector<ModePassage> passages_by(const LinearDenoiser& denoiser, const std::vector<double>& spectrum,
                                     const When& when) {
  std::vector<ModePassage> result;
  const double start = denoiser.generated_start();
  for (const double lambda : spectrum) {
    const double end = denoiser.generated_end(lambda), ratio = start / end;
    if (ratio >= 0.5 && ratio <= 2) continue;
    if (const std::optional<double> tau = when(lambda, start, end))
      result.push_back({.lambda = lambda, .tau = *tau, .rises = end > start});
  }
  return result;
}

}  // namespace

std::vector<ModePassage> passages(const LinearDenoiser& denoiser, const std::vector<double>& spectrum,
                                  Criterion criterion) {
  return passages_by(denoiser, spectrum, [&](double lambda, double start, double end) {
    return denoiser.passage(lambda, mean_of(criterion, start, end));
  });
}

std::vector<ModePassage> settlings(const LinearDenoiser& denoiser, const std::vector<double>& spectrum,
                                   double part) {
  return passages_by(denoiser, spectrum,
                     [&](double lambda, double, double) { return denoiser.settled(lambda, part); });
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
