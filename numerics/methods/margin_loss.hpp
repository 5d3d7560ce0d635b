#pragma once

#include <cmath>
#include <stdexcept>
#include <type_traits>

#include "numerics/activation/activation.hpp"
#include "theory/margin_loss.hpp"

namespace featdyn::numerics {

/// l(z) and l'(z) at one margin, written down for the network beside theory/margin_loss.cpp.
template <class R>
struct MarginCost {
  R value, slope;
};

/// log(1 + e^x) for any x and its slope 1/(1 + e^-x).
template <class R>
MarginCost<R> soft_positive_part(const R& x) {
  using std::abs, std::exp, std::log1p;
  const R positive = x > R(0) ? x : R(0);
  return {.value = R(log1p(R(exp(R(-abs(x)))))) + positive, .slope = R(1) / (R(1) + R(exp(R(-x))))};
}

template <class R>
MarginCost<R> plain_margin_cost(const theory::MarginLossChoice& loss, const R& z) {
  using std::exp;
  switch (loss.kind) {
    case theory::MarginLoss::exponential: {
      const R value = exp(R(-z));
      return {.value = value, .slope = -value};
    }
    case theory::MarginLoss::square:
      return {.value = (z - R(1)) * (z - R(1)) / R(2), .slope = z - R(1)};
    case theory::MarginLoss::smooth_hinge: {
      const R s = theory::to_real<R>(loss.sharpness);
      const auto [value, slope] = soft_positive_part<R>(s * (R(1) - z));
      return {.value = value / s, .slope = -slope};
    }
    case theory::MarginLoss::named:
      if constexpr (std::is_same_v<R, double>) {
        const Jet jet = find_function(loss.function.name)(z);
        return {.value = jet[0], .slope = jet[1]};
      } else {
        throw std::logic_error("margin_cost: " + loss.function.name + " is known in doubles only");
      }
    default: {
      const auto [value, slope] = soft_positive_part<R>(-z);
      return {.value = value, .slope = -slope};
    }
  }
}

/// The same with label smoothing: (1 - p) l(z) + p l(-z).
template <class R>
MarginCost<R> margin_cost(const theory::MarginLossChoice& loss, const R& z) {
  const MarginCost<R> told = plain_margin_cost<R>(loss, z);
  if (loss.smoothing == 0) return told;
  const MarginCost<R> flipped = plain_margin_cost<R>(loss, R(-z));
  const R p = theory::to_real<R>(loss.smoothing), rest = theory::to_real<R>(1 - loss.smoothing);
  return {.value = R(rest * told.value + p * flipped.value),
          .slope = R(rest * told.slope - p * flipped.slope)};
}

}  // namespace featdyn::numerics
