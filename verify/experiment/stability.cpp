#include "verify/experiment/stability.hpp"

#include <cmath>

#include "numerics/points/curvature.hpp"
#include "verify/experiment/trainer.hpp"

namespace featdyn::verify {

namespace {

/// Of one trained layer whose overlaps are all of the state.
bool has_known_curvature(const numerics::Settings& settings) {
  const auto& network = settings.architecture;
  const bool diffuses = settings.objective == theory::Objective::diffusion;
  return !network.one_layer &&
         (diffuses ? !numerics::has_second_layer(settings) && settings.diffusion.scales.empty()
                   : network.second_layer == theory::SecondLayer::fixed);
}

}  // namespace

double largest_stable_rate(const numerics::Problem& problem) {
  if (!has_known_curvature(problem.settings))
    throw numerics::InputError(
        {"eta_max"},
        "the stability limit is known of one trained layer, read a network with another, "
        "allowed: a denoiser with tied layers, a classifier whose second layer is fixed");
  double smallest = HUGE_VAL;
  numerics::Matrix<double> A, G;
  recurrence_trainer().walk(problem, problem.settings.training.steps, [&](const StepState& now) {
    if (now.loss < smallest) smallest = now.loss, A = now.A, G = now.G;
    return true;
  });
  const auto K = numerics::initial_state<double>(problem).K;
  const double curvature = numerics::largest_curvature(problem, K, A, G);
  return curvature <= 0 ? HUGE_VAL : 2 / curvature;
}

}  // namespace featdyn::verify
