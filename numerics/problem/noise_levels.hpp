#pragma once

#include <cmath>

#include "numerics/scalar/cos_pi.hpp"
#include "numerics/settings/settings.hpp"

namespace featdyn::numerics {

/// One time of the forward process, x_t = alpha x + beta eps, and its weight in the loss.
template <class R>
struct NoiseLevel {
  R alpha, beta, weight;
};

/// A node of a rule on (0, 1): doubles taken as exact numbers, so that the sum over the nodes is one loss at
/// every precision.
struct ScheduleNode {
  theory::Rational time, weight;
};

/// The nodes over which a schedule is averaged: Gauss-Legendre in t; for variance-preserving in sqrt t, where
/// beta is smooth.
std::vector<ScheduleNode> schedule_nodes(NoiseSchedule schedule, long count);

/// alpha and beta of a schedule at 0 < t < 1:
///   variance-preserving  alpha = exp(-(b - a) t^2/4 - a t/2), a = 1/10, b = 20 [Song et al. 2021],
///                        beta = sqrt(1 - alpha^2)
///   linear               alpha = 1 - t, beta = t
///   cosine               alpha = cos(pi t/2), beta = sin(pi t/2)
template <class R>
std::pair<R, R> schedule_level(NoiseSchedule schedule, const theory::Rational& t) {
  using std::exp, std::expm1, std::sqrt;
  using theory::Rational, theory::to_real;
  if (schedule == NoiseSchedule::linear) return {to_real<R>(1 - t), to_real<R>(t)};
  if (schedule == NoiseSchedule::cosine) return {cos_pi(to_real<R>(t / 2)), cos_pi(to_real<R>((1 - t) / 2))};
  const Rational least(1, 10), greatest = 20;
  const R exponent = to_real<R>((greatest - least) * t * t / 4 + least * t / 2);
  return {exp(R(-exponent)), sqrt(R(-expm1(R(R(-2) * exponent))))};
}

/// Every time of the loss: one of weight 1, the list, or the schedule's nodes.
template <class R>
std::vector<NoiseLevel<R>> noise_levels(const DiffusionSettings& diffusion) {
  using theory::Rational, theory::to_real;
  const TimesSettings& several = diffusion.several;
  std::vector<NoiseLevel<R>> levels;
  const auto add = [&](const std::pair<R, R>& level, const Rational& weight) {
    levels.push_back({.alpha = level.first, .beta = level.second, .weight = to_real<R>(weight)});
  };
  if (several.schedule)
    for (const auto& [time, weight] : schedule_nodes(*several.schedule, several.nodes))
      add(schedule_level<R>(*several.schedule, time), weight);
  for (std::size_t i = 0; i < several.times.size(); ++i) {
    DiffusionSettings at = diffusion;
    at.time = several.times[i];
    add(signal_and_noise_level<R>(at), several.weights.empty()
                                           ? Rational(1, static_cast<long>(several.times.size()))
                                           : several.weights[i].value);
  }
  if (levels.empty()) add(signal_and_noise_level<R>(diffusion), 1);
  return levels;
}

/// The largest error of the rule for the mean over time of alpha^i beta^j, i + j <= degree, against twice as
/// many nodes: what averaging over nodes in place of the schedule leaves out.
double quadrature_error(const TimesSettings& several, unsigned degree);

}  // namespace featdyn::numerics
