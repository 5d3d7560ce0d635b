#pragma once

#include <cmath>

#include "numerics/problem/gauss_legendre.hpp"
#include "numerics/scalar/cos_pi.hpp"
#include "numerics/settings/settings.hpp"

namespace featdyn::numerics {

/// One time of the forward process, x_t = alpha x + beta eps, and its weight in the loss.
template <class R>
struct NoiseLevel {
  R alpha, beta, weight;
};

/// A time at which a schedule is looked at, and its weight.
template <class R>
struct ScheduleNode {
  R time, weight;
};

/// The nodes over which a schedule is averaged: Gauss-Legendre in t; for variance-preserving in u = sqrt t,
/// where beta is smooth, dt = 2 u du.
template <class R>
std::vector<ScheduleNode<R>> schedule_nodes(NoiseSchedule schedule, long count) {
  std::vector<ScheduleNode<R>> result;
  for (const auto& [u, share] : gauss_legendre<R>(count))
    if (schedule == NoiseSchedule::variance_preserving)
      result.push_back({.time = R(u * u), .weight = R(R(2) * u * share)});
    else
      result.push_back({.time = u, .weight = share});
  return result;
}

/// alpha and beta of a schedule at 0 < t < 1:
///   variance-preserving  alpha = exp(-(b - a) t^2/4 - a t/2), a = 1/10, b = 20 [Song et al. 2021],
///                        beta = sqrt(1 - alpha^2)
///   linear               alpha = 1 - t, beta = t
///   cosine               alpha = cos(pi t/2), beta = sin(pi t/2)
template <class R>
std::pair<R, R> schedule_level(NoiseSchedule schedule, const R& t) {
  using std::exp, std::expm1, std::sqrt;
  using theory::ratio;
  if (schedule == NoiseSchedule::linear) return {R(R(1) - t), t};
  if (schedule == NoiseSchedule::cosine) return {cos_pi(R(t / R(2))), cos_pi(R((R(1) - t) / R(2)))};
  // (b - a)/4 = 199/40, a/2 = 1/20
  const R exponent = ratio<R>(199, 40) * t * t + ratio<R>(1, 20) * t;
  return {exp(R(-exponent)), sqrt(R(-expm1(R(R(-2) * exponent))))};
}

/// Every time of the loss: one of weight 1, the list, or the schedule's nodes.
template <class R>
std::vector<NoiseLevel<R>> noise_levels(const DiffusionSettings& diffusion) {
  using theory::Rational, theory::to_real;
  const TimesSettings& several = diffusion.several;
  std::vector<NoiseLevel<R>> levels;
  const auto add = [&](const std::pair<R, R>& level, const R& weight) {
    levels.push_back({.alpha = level.first, .beta = level.second, .weight = weight});
  };
  if (several.schedule)
    for (const auto& [time, weight] : schedule_nodes<R>(*several.schedule, several.nodes))
      add(schedule_level<R>(*several.schedule, time), weight);
  for (std::size_t i = 0; i < several.times.size(); ++i) {
    DiffusionSettings at = diffusion;
    at.time = several.times[i];
    const Rational weight = several.weights.empty() ? Rational(1, static_cast<long>(several.times.size()))
                                                    : several.weights[i].value;
    add(signal_and_noise_level<R>(at), to_real<R>(weight));
  }
  if (levels.empty()) add(signal_and_noise_level<R>(diffusion), R(1));
  return levels;
}

/// The largest error of the rule for the mean over time of alpha^i beta^j, i + j <= degree, against twice as
/// many nodes: what averaging over nodes in place of the schedule leaves out.
double quadrature_error(const TimesSettings& several, unsigned degree);

}  // namespace featdyn::numerics
