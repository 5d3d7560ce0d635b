#pragma once

#include "theory/polynomial.hpp"

namespace featdyn::theory {

/// What the denoiser is trained to output at x_t = alpha x + beta eps.
enum class Target { noise, data, velocity, flow };

/// target = noise * eps + data * x; the weights are polynomials in alpha and beta.
struct TargetWeights {
  Polynomial noise, data;
};

/// noise: eps; data: x; velocity: alpha eps - beta x; flow: eps - x (with alpha = 1 - t, beta = t).
TargetWeights target_weights(Target target);

}  // namespace featdyn::theory
