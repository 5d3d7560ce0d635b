#pragma once

#include "numerics/methods/monte_carlo.hpp"

namespace featdyn::verify {

/// A mean over independent estimates, and its standard error.
struct LossEstimate {
  double mean, standard_error;
};

/// The loss of the weights as they are, from fresh noise that no training step used.
LossEstimate estimate_loss(const numerics::Problem& problem, numerics::MonteCarloNetwork& network);

}  // namespace featdyn::verify
